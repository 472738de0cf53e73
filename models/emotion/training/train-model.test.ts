import { readFileSync } from "node:fs";
import { join } from "node:path";

import { beforeAll, describe, expect, test } from "vitest";

import type { LinearModel } from "#models/emotion/linear-model.ts";
import { packModel } from "#models/emotion/packed-model.ts";
import { parseExamples, toReadExamples, type ReadExample } from "./example.ts";
import { measure } from "./measure.ts";
import { ownSentences } from "./own-sentences.ts";
import { trainModel } from "./train-model.ts";

const options = { slots: 300, minExamples: 3, folds: 2 };
const dev = readFileSync(join(import.meta.dirname, "goemotions-dev.tsv"), "utf8");

describe("training, on the small", () => {
  let examples: ReadExample[];
  let further: ReadExample[];
  let unseen: ReadExample[];
  let model: LinearModel;

  beforeAll(() => {
    const all = toReadExamples(parseExamples(dev));
    examples = all.slice(0, 800);
    unseen = all.slice(800, 2000);
    further = toReadExamples(ownSentences());
    model = trainModel(examples, further, options);
  });

  test("twice gives the same bytes", () => {
    const again = trainModel(examples, further, options);
    expect(packModel(again)).toEqual(packModel(model));
  });

  test("gives as many slots as it was told, in order", () => {
    expect(model.slots).toHaveLength(options.slots);
    expect(model.slots).toEqual(model.slots.toSorted());
  });

  test("learns something that holds for texts it has not seen", () => {
    const { macroF1, calibrationError } = measure(model, unseen);
    const shuffled = unseen.map(({ text, slots }, i) => ({
      text,
      slots,
      given: unseen.at(i - 1)!.given,
    }));
    expect(macroF1).toBeGreaterThan(measure(model, shuffled).macroF1 + 5);
    expect(calibrationError).toBeLessThan(5);
  });

  test("takes from the further sentences what the examples do not say", () => {
    const without = trainModel(examples, [], options);
    const f1 = (one: LinearModel) => measure(one, further).macroF1;
    expect(f1(model)).toBeGreaterThan(f1(without) + 10);
  });
});
