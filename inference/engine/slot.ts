import type { Fragment } from "#inference/kv-cache/fragments.ts";

import type { Sequence } from "./backend.ts";

/**
 * One sequence of the context, and what it holds.
 *
 * Invariants: `tokens` are exactly what is evaluated in the sequence, in order. `fragments` start
 * with the text of those tokens and may go on beyond them. While a reply runs in the slot both
 * describe what was kept for it, and nobody reads them.
 */
export class Slot {
  readonly sequence: Sequence;
  key: string | undefined;
  fragments: readonly Fragment[] = [];
  tokens: readonly number[] = [];
  /** When a reply last got it or gave it back, in milliseconds of the engine's clock. */
  usedAt = 0;
  busy = false;

  constructor(sequence: Sequence) {
    this.sequence = sequence;
  }

  /** Forgets all but the first `length` tokens. */
  async keep(length: number): Promise<void> {
    this.tokens = this.tokens.slice(0, length);
    await this.sequence.truncate(length);
  }

  /** Gives what it holds to a conversation, unless it is another's. */
  claim(key: string | undefined): void {
    this.key ??= key;
  }

  /** Records what the sequence holds after a reply; `tokens` may name more than was evaluated. */
  hold(key: string | undefined, fragments: readonly Fragment[], tokens: readonly number[]): void {
    this.key = key;
    this.fragments = fragments;
    this.tokens = tokens.slice(0, this.sequence.length);
  }

  /** After a failure nobody knows what the sequence holds, so it holds nothing. */
  async clear(): Promise<void> {
    this.key = undefined;
    this.fragments = [];
    await this.keep(0);
  }
}
