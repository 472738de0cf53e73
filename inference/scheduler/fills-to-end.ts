/** A reply that holds a slot. */
interface Running {
  /** Whether it only reads a prompt into the cache. */
  readonly isFill: boolean;
  /** Of a fill: whether a later request of its key has come. */
  readonly isSuperseded: boolean;
}

/**
 * Which fills give their slots back: those that are superseded, and of the others the latest ones, as
 * many as it takes for every interactive request to have a slot.
 *
 * @param running in the order in which they got their slots
 * @param interactive how many interactive requests wait for a slot
 * @param free how many slots nobody holds
 */
export function fillsToEnd<Reply extends Running>(
  running: readonly Reply[],
  interactive: number,
  free: number,
): Reply[] {
  const fills = running.filter(({ isFill }) => isFill);
  const superseded = fills.filter(({ isSuperseded }) => isSuperseded);
  const others = fills.filter(({ isSuperseded }) => !isSuperseded).toReversed();
  const missing = Math.max(0, interactive - free - superseded.length);
  return [...superseded, ...others.slice(0, missing)];
}
