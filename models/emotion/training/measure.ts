import { emotionLabels, type EmotionLabel } from "#models/emotion/labels.ts";
import { createReader, type LinearModel } from "#models/emotion/linear-model.ts";
import type { ReadExample } from "./example.ts";
import { f1At } from "./threshold.ts";

/** What a model gets right of examples, in percent. */
export interface Measure {
  f1: Record<EmotionLabel, number>;
  macroF1: number;
  /** Mean distance between the probabilities it gives and how often they come true. */
  calibrationError: number;
}

/** F1 of each label at the model's own thresholds, and their mean. */
export function measure(model: LinearModel, examples: readonly ReadExample[]): Measure {
  const reader = createReader(model);
  const read = examples.map(({ slots }) => reader.readProbabilities(slots));
  const each = emotionLabels.map((_, k) => {
    const given = examples.map((example) => example.given[k]!);
    const probabilities = read.map((one) => one[k]!);
    return {
      f1: 100 * f1At(probabilities, given, model.thresholds[k]!),
      error: 100 * calibrationErrorOf(probabilities, given),
    };
  });
  return {
    f1: Object.fromEntries(emotionLabels.map((label, k) => [label, each[k]!.f1])) as Measure["f1"],
    macroF1: mean(each.map(({ f1 }) => f1)),
    calibrationError: mean(each.map(({ error }) => error)),
  };
}

const bins = 10;

/** Expected calibration error over ten bins of equal width. */
function calibrationErrorOf(probabilities: number[], given: number[]): number {
  const surplus = Array.from({ length: bins }, () => 0);
  for (const [i, probability] of probabilities.entries()) {
    surplus[Math.min(bins - 1, Math.floor(probability * bins))]! += probability - given[i]!;
  }
  return surplus.reduce((sum, one) => sum + Math.abs(one), 0) / probabilities.length;
}

const mean = (values: number[]) => values.reduce((sum, one) => sum + one, 0) / values.length;
