/**
 * An async generator that can be left at once. A generator that waits for something only hears of
 * `return()` when that comes; this one has the signal it was given abort first, so that what it
 * waits for ends.
 */
export function leavable<T>(
  generate: (left: AbortSignal) => AsyncGenerator<T, void>,
): AsyncIterableIterator<T, void> {
  const left = new AbortController();
  const generator = generate(left.signal);
  return {
    next: () => generator.next(),
    return() {
      left.abort();
      return generator.return();
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
