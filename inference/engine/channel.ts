/**
 * A queue between one writer and one reader.
 *
 * Invariants: values are read in the order in which they were pushed; after `end` or `fail` nothing
 * is added, and what was pushed before is still read first.
 */
export class Channel<T> implements AsyncIterable<T> {
  readonly #values: T[] = [];
  #end: { error?: unknown } | undefined;
  #wake: (() => void) | undefined;

  push(value: T): void {
    if (this.#end) return;
    this.#values.push(value);
    this.#wake?.();
  }

  /** Pushes a value that makes the one before it pointless, if nobody has read that one yet. */
  pushOver(value: T, isOutdated: (last: T) => boolean): void {
    if (!this.#end && this.#values.slice(-1).some(isOutdated)) this.#values.pop();
    this.push(value);
  }

  end(): void {
    this.#end ??= {};
    this.#wake?.();
  }

  fail(error: unknown): void {
    this.#end ??= { error };
    this.#wake?.();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T, void, void> {
    for (;;) {
      while (this.#values.length > 0) yield* this.#values.splice(0);
      if (this.#end && "error" in this.#end) throw this.#end.error;
      if (this.#end) return;
      const { promise, resolve } = Promise.withResolvers<void>();
      this.#wake = resolve;
      await promise;
    }
  }
}
