/** The tokenizer's way back: the text of `tokens`, given the tokens before them. */
export type Detokenize = (tokens: readonly number[], before: readonly number[]) => string;

const REPLACEMENT = "\uFFFD";

/**
 * Turns tokens into text without ever splitting a character: a token may end in the middle of one.
 *
 * Invariants: `pending` are the tokens since the text was last whole; `given` is how much of their
 * text was handed out. Bytes that are not whole yet decode to one U+FFFD at the very end, so all but
 * that last one is certain. Joined, what is handed out is the text of all tokens, less an
 * unfinished character at the end.
 */
export class Utf8Assembler {
  readonly #detokenize: Detokenize;
  #before: readonly number[];
  #pending: number[] = [];
  #given = 0;

  constructor(detokenize: Detokenize, before: readonly number[]) {
    this.#detokenize = detokenize;
    this.#before = before;
  }

  /** Tokens at the end whose text is not whole yet. */
  get unfinished(): number {
    return this.#pending.length;
  }

  /** @returns the text that has become certain, often that of this one token */
  push(token: number): string {
    this.#pending.push(token);
    const text = this.#detokenize(this.#pending, this.#before);
    const isWhole = !text.endsWith(REPLACEMENT);
    const certain = isWhole ? text : text.slice(0, -REPLACEMENT.length);
    const fresh = certain.slice(this.#given);
    this.#given = Math.max(this.#given, certain.length);
    if (isWhole) {
      this.#before = this.#pending;
      this.#pending = [];
      this.#given = 0;
    }
    return fresh;
  }
}
