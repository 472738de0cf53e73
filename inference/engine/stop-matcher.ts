/**
 * Finds stop strings in text that arrives in pieces, and hands out none of them.
 *
 * Invariant: `held` is the longest end of the text so far that could be the start of a stop string;
 * everything before it has been handed out, and no stop string begins there.
 */
export class StopMatcher {
  readonly #stops: readonly string[];
  #held = "";

  constructor(stops: readonly string[]) {
    this.#stops = stops;
  }

  /** @returns text that is safe to send; after `stopped` there is no more */
  push(piece: string): { text: string; stopped: boolean } {
    const text = this.#held + piece;
    const end = this.#firstStop(text);
    if (end >= 0) {
      this.#held = "";
      return { text: text.slice(0, end), stopped: true };
    }
    const safe = text.length - this.#longestPromise(text);
    this.#held = text.slice(safe);
    return { text: text.slice(0, safe), stopped: false };
  }

  /** What was held back, when the text has ended otherwise. */
  flush(): string {
    const text = this.#held;
    this.#held = "";
    return text;
  }

  #firstStop(text: string): number {
    const found = this.#stops.map((stop) => text.indexOf(stop)).filter((index) => index >= 0);
    return found.length === 0 ? -1 : Math.min(...found);
  }

  /** The length of the longest end of the text with which a stop string begins. */
  #longestPromise(text: string): number {
    let longest = 0;
    for (const stop of this.#stops) {
      let length = Math.min(stop.length - 1, text.length);
      while (length > longest && !text.endsWith(stop.slice(0, length))) length--;
      longest = Math.max(longest, length);
    }
    return longest;
  }
}
