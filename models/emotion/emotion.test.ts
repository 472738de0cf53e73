import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";

import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

import { readEmotion } from "./emotion.ts";
import { emotionLabels } from "./labels.ts";
import { unpackModel } from "./packed-model.ts";
import { parseExamples, toReadExamples } from "./training/example.ts";
import { measure } from "./training/measure.ts";
import { weights } from "./weights.ts";

const file = (name: string) => join(import.meta.dirname, name);

/** As README.md has it. */
const measuredMacroF1 = 58.8;

describe("the emotion of a message", () => {
  test("is read as well as the model card says, on texts the model was not made from", () => {
    const dev = toReadExamples(
      parseExamples(readFileSync(file("training/goemotions-dev.tsv"), "utf8")),
    );
    const { macroF1, calibrationError } = measure(unpackModel(weights), dev);
    expect(dev).toHaveLength(5426);
    expect(macroF1).toBeGreaterThanOrEqual(Math.max(55, measuredMacroF1 - 0.5));
    expect(calibrationError).toBeLessThan(2);
  });

  test("is read with a file of at most 100 kilobytes", () => {
    expect(statSync(file("weights.ts")).size).toBeLessThanOrEqual(100_000);
  });

  test.each([
    ["I'm so happy today!", "joy"],
    ["I passed my driving test and I'm so proud", "joy"],
    ["thank you, you're the best", "joy"],
    ["haha that was hilarious 😂", "joy"],
    ["my dog died last night and I can't stop crying", "sadness"],
    ["I feel lonely since she moved out", "sadness"],
    ["not happy", "sadness"],
    ["I am so angry right now", "anger"],
    ["I hate my boss, he is an idiot", "anger"],
    ["I'm scared about tomorrow", "fear"],
    ["I'm really anxious about my exam", "fear"],
    ["ugh, that's disgusting", "disgust"],
    ["wow, I didn't expect that", "surprise"],
    ["what?? really?", "surprise"],
    ["hi", "neutral"],
    ["I live in Berlin", "neutral"],
    ["I had pasta for dinner", "neutral"],
  ])("in %j is %s", (text, label) => {
    expect(readEmotion(text).label).toBe(label);
  });

  test("is neutral without intensity where nothing is said", () => {
    expect(readEmotion("")).toMatchObject({ label: "neutral", intensity: 0 });
  });

  test("is more intense where it is said more plainly", () => {
    const plain = readEmotion("I'm terrified, I'm shaking, so scared");
    const faint = readEmotion("I broke up with my girlfriend");
    expect(plain.intensity).toBeGreaterThan(faint.intensity);
  });

  test("has a probability for each label, whatever the text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 4000 }), (text) => {
        const { label, intensity, scores } = readEmotion(text);
        expect(Object.keys(scores)).toEqual([...emotionLabels]);
        for (const score of [intensity, ...Object.values(scores)]) {
          expect(score).toBeGreaterThanOrEqual(0);
          expect(score).toBeLessThanOrEqual(1);
        }
        expect(intensity).toBe(label === "neutral" ? 0 : Math.round(scores[label] * 1000) / 1000);
      }),
    );
  });
});
