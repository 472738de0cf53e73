import { emotionLabels } from "./labels.ts";

/**
 * One weight a label for each chosen slot, in whole numbers from -127 to 127. With the scales and
 * intercepts their sum is the log-odds that a reader of the text would name the label.
 */
export interface LinearModel {
  /** Ascending, each below `slotCount`. */
  readonly slots: Int32Array;
  /** Of slot i and label k at `i * emotionLabels.length + k`. */
  readonly weights: Int8Array;
  readonly scales: readonly number[];
  readonly intercepts: readonly number[];
  /** From this probability on a label counts as present. */
  readonly thresholds: readonly number[];
}

/** Reads texts by one model. */
export interface LinearReader {
  /** The probability of each label, in the order of `emotionLabels`. */
  readProbabilities(slots: Iterable<number>): number[];
}

const labelCount = emotionLabels.length;

/** A reader with an index of the model's slots. */
export function createReader(model: LinearModel): LinearReader {
  const index = new Map(Array.from(model.slots, (slot, i) => [slot, i * labelCount]));
  return {
    readProbabilities(slots) {
      const sums = Array.from({ length: labelCount }, () => 0);
      let known = 0;
      for (const slot of slots) {
        const at = index.get(slot);
        if (at === undefined) continue;
        known += 1;
        for (let k = 0; k < labelCount; k += 1) sums[k]! += model.weights[at + k]!;
      }
      const length = Math.sqrt(Math.max(1, known));
      return sums.map((sum, k) =>
        logistic((sum / length) * model.scales[k]! + model.intercepts[k]!),
      );
    },
  };
}

const logistic = (logOdds: number) => 1 / (1 + Math.exp(-logOdds));
