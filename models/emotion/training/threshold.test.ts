import * as fc from "fast-check";
import { expect, test } from "vitest";

import { chooseThreshold, f1At } from "./threshold.ts";

const scored = fc.array(fc.tuple(fc.integer({ min: 0, max: 9 }), fc.constantFrom(0, 1)), {
  minLength: 1,
  maxLength: 40,
});

test("no other cut of the scores has a higher F1 than the chosen one", () => {
  fc.assert(
    fc.property(scored, (scored) => {
      const scores = scored.map(([score]) => score);
      const given = scored.map(([, one]) => one);
      const chosen = chooseThreshold(scores, given);
      expect(f1At(scores, given, chosen.from)).toBeCloseTo(chosen.f1);
      for (const from of scores) {
        expect(f1At(scores, given, from)).toBeLessThanOrEqual(chosen.f1 + 1e-12);
      }
    }),
  );
});
