/** Where to cut scores so that what stands at or above is the best guess at what was given. */
export interface Threshold {
  readonly from: number;
  readonly f1: number;
}

/** The cut with the highest F1. */
export function chooseThreshold(scores: ArrayLike<number>, given: ArrayLike<number>): Threshold {
  const order = Array.from({ length: scores.length }, (_, i) => i);
  order.sort((a, b) => scores[b]! - scores[a]! || a - b);
  const positives = Array.from(given).reduce((sum, one) => sum + one, 0);
  let best: Threshold = { from: Number.POSITIVE_INFINITY, f1: 0 };
  let hits = 0;
  for (const [at, i] of order.entries()) {
    hits += given[i]!;
    // Equal scores cannot be cut apart.
    if (at + 1 < order.length && scores[order[at + 1]!] === scores[i]) continue;
    const f1 = (2 * hits) / (at + 1 + positives);
    if (f1 > best.f1) best = { from: scores[i]!, f1 };
  }
  return best;
}

/** F1 of guessing "present" from a score on. */
export function f1At(scores: ArrayLike<number>, given: ArrayLike<number>, from: number): number {
  let hits = 0;
  let guessed = 0;
  let positives = 0;
  for (let i = 0; i < scores.length; i += 1) {
    const guess = Number(scores[i]! >= from);
    guessed += guess;
    positives += given[i]!;
    hits += guess * given[i]!;
  }
  return guessed + positives === 0 ? 0 : (2 * hits) / (guessed + positives);
}
