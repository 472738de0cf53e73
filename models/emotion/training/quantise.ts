/** Whole numbers from -127 to 127 that times `scale` come near the weights they were made of. */
export interface Quantised {
  readonly values: Int8Array;
  readonly scale: number;
}

const most = 127;

/** Quantises weights so that the largest is still told exactly. */
export function quantise(weights: Float64Array): Quantised {
  const largest = weights.reduce((most, weight) => Math.max(most, Math.abs(weight)), 0);
  const scale = largest === 0 ? 1 : largest / most;
  return { values: Int8Array.from(weights, (weight) => Math.round(weight / scale)), scale };
}
