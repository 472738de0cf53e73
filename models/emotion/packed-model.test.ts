import * as fc from "fast-check";
import { expect, test } from "vitest";

import { slotCount } from "./features.ts";
import { emotionLabels } from "./labels.ts";
import { packModel, unpackModel } from "./packed-model.ts";

const numbers = fc.array(fc.double({ noNaN: true }), { minLength: 7, maxLength: 7 });
const model = fc.uniqueArray(fc.nat(slotCount - 1), { maxLength: 50 }).chain((slots) =>
  fc.record({
    slots: fc.constant(Int32Array.from(slots).sort()),
    weights: fc.int8Array({
      min: -127,
      minLength: slots.length * emotionLabels.length,
      maxLength: slots.length * emotionLabels.length,
    }),
    scales: numbers,
    intercepts: numbers,
    thresholds: numbers,
  }),
);

test("a packed model unpacks to itself", () => {
  fc.assert(
    fc.property(model, (model) => {
      expect(unpackModel(packModel(model))).toEqual(model);
    }),
  );
});
