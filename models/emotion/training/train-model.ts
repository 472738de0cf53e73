import { emotionLabels } from "#models/emotion/labels.ts";
import { createReader, type LinearModel } from "#models/emotion/linear-model.ts";
import type { ReadExample } from "./example.ts";
import { fitLogistic, type Linear, type SparseRows } from "./fit-logistic.ts";
import { quantise } from "./quantise.ts";
import { chooseThreshold } from "./threshold.ts";

/** What training is told besides the examples. Chosen by cross-validation on GoEmotions' train. */
export interface TrainingOptions {
  /** Slots that the model keeps. */
  readonly slots: number;
  /** Slots seen in fewer examples are not looked at. */
  readonly minExamples: number;
  /** Parts that the examples are cut into for choosing thresholds. */
  readonly folds: number;
}

export const defaultOptions: TrainingOptions = { slots: 9150, minExamples: 4, folds: 4 };

const labelCount = emotionLabels.length;

/**
 * Trains the model in two passes: what the folds say of examples they were not trained on gives
 * calibration and thresholds, all examples together give the weights. The same examples in the
 * same order give the same bytes.
 *
 * @param further taught as well, but calibration and thresholds do not look at them
 */
export function trainModel(
  examples: readonly ReadExample[],
  further: readonly ReadExample[] = [],
  options: TrainingOptions = defaultOptions,
): LinearModel {
  const unseen = scoreUnseen(examples, further, options);
  const model = fitModel([...examples, ...further], options);
  const fits = unseen.map((scores, k) => calibrate(scores, givenOf(examples, k)));
  return {
    ...model,
    scales: model.scales.map((scale, k) => round(scale * fits[k]!.slope)),
    intercepts: model.intercepts.map((one, k) => round(one * fits[k]!.slope + fits[k]!.offset)),
    thresholds: unseen.map((scores, k) => {
      const { slope, offset } = fits[k]!;
      const probabilities = scores.map((score) => 1 / (1 + Math.exp(-slope * score - offset)));
      return round(chooseThreshold(probabilities, givenOf(examples, k)).from);
    }),
  };
}

/** The log-odds, a label each, that models trained without an example give it. */
function scoreUnseen(
  examples: readonly ReadExample[],
  further: readonly ReadExample[],
  options: TrainingOptions,
): Float64Array[] {
  const scores = emotionLabels.map(() => new Float64Array(examples.length));
  for (let fold = 0; fold < options.folds; fold += 1) {
    const others = examples.filter((_, i) => i % options.folds !== fold);
    const reader = createReader(fitModel([...others, ...further], options));
    for (let i = fold; i < examples.length; i += options.folds) {
      const probabilities = reader.readProbabilities(examples[i]!.slots);
      for (const [k, p] of probabilities.entries()) scores[k]![i] = Math.log(p / (1 - p));
    }
  }
  return scores;
}

/** Weights as they come out of the fit, neither calibrated nor with thresholds. */
function fitModel(examples: readonly ReadExample[], options: TrainingOptions): LinearModel {
  const slots = chooseSlots(examples, options);
  const rows = toRows(examples, slots);
  const fits = emotionLabels.map((_, k) =>
    fitLogistic(rows, givenOf(examples, k), { c: 3, iterations: 50 }),
  );
  const quantised = fits.map((fit) => quantise(fit.subarray(0, slots.length)));
  const weights = new Int8Array(slots.length * labelCount);
  for (let i = 0; i < weights.length; i += 1) {
    weights[i] = quantised[i % labelCount]!.values[Math.floor(i / labelCount)]!;
  }
  return {
    slots,
    weights,
    scales: quantised.map(({ scale }) => scale),
    intercepts: fits.map((fit) => fit[slots.length]!),
    thresholds: emotionLabels.map(() => 0.5),
  };
}

/** The slots whose weights, in a fit of all that are not rare, move the most examples the most. */
function chooseSlots(examples: readonly ReadExample[], options: TrainingOptions): Int32Array {
  const counts = new Map<number, number>();
  for (const { slots } of examples) {
    for (const slot of slots) counts.set(slot, (counts.get(slot) ?? 0) + 1);
  }
  const seen = [...counts].filter(([, count]) => count >= options.minExamples);
  const candidates = Int32Array.from(seen, ([slot]) => slot).sort();
  const rows = toRows(examples, candidates);
  const fits = emotionLabels.map((_, k) =>
    fitLogistic(rows, givenOf(examples, k), { c: 4, iterations: 40 }),
  );
  const weightOf = (i: number) => Math.hypot(...fits.map((fit) => fit[i]!));
  const ranked = Array.from(candidates, (slot, i) => ({
    slot,
    worth: weightOf(i) * Math.sqrt(counts.get(slot)!),
  }));
  ranked.sort((a, b) => b.worth - a.worth || a.slot - b.slot);
  return Int32Array.from(ranked.slice(0, options.slots), ({ slot }) => slot).sort();
}

function toRows(examples: readonly ReadExample[], slots: Int32Array): SparseRows {
  const index = new Map(Array.from(slots, (slot, column) => [slot, column]));
  const starts = [0];
  const columns: number[] = [];
  const weights: number[] = [];
  for (const example of examples) {
    const before = columns.length;
    for (const slot of example.slots) {
      const column = index.get(slot);
      if (column !== undefined) columns.push(column);
    }
    starts.push(columns.length);
    weights.push(1 / Math.sqrt(Math.max(1, columns.length - before)));
  }
  return {
    starts: Int32Array.from(starts),
    columns: Int32Array.from(columns),
    weights: Float64Array.from(weights),
    columnCount: slots.length,
  };
}

/** Platt's scaling: the line through the scores that makes log-odds of them. */
function calibrate(scores: Float64Array, given: Uint8Array): { slope: number; offset: number } {
  const rows: SparseRows = {
    starts: Int32Array.from({ length: scores.length + 1 }, (_, i) => i),
    columns: new Int32Array(scores.length),
    weights: scores,
    columnCount: 1,
  };
  const [slope = 1, offset = 0]: Linear = fitLogistic(rows, given, { c: 1, iterations: 50 });
  return { slope, offset };
}

const givenOf = (examples: readonly ReadExample[], k: number) =>
  Uint8Array.from(examples, ({ given }) => given[k]!);

const round = (value: number) => Number(value.toPrecision(6));
