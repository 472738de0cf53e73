/** A reply that reads its prompt. */
interface Reader {
  readonly background: boolean;
  /** Tokens of its prompt that are evaluated. */
  readonly read: number;
  /** Tokens of its prompt with which the waiting request begins too. */
  readonly common: number;
}

/** Fewer in common are sooner read than waited for. */
const MIN_COMMON_TOKENS = 64;

/**
 * Whether a request should wait until another has read the beginning that both have, a persona say,
 * rather than read it a second time beside it.
 *
 * @param reachable tokens of its beginning that can be had already
 */
export function awaitsReader(
  readers: readonly Reader[],
  reachable: number,
  { background }: { readonly background: boolean },
): boolean {
  return readers.some(
    (reader) =>
      // One in the background may have to wait for long itself.
      (background || !reader.background) &&
      reader.read < reader.common &&
      reader.common - reachable >= MIN_COMMON_TOKENS,
  );
}
