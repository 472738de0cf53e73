import type { Fragment } from "./fragments.ts";

/** Tokens from `start` up to but without `end`. */
export interface TokenRange {
  readonly start: number;
  readonly end: number;
}

/** What the cache does with a sequence of the context. Between steps only: all of it waits for a running batch. */
export interface CacheSequence {
  /** How many tokens are evaluated so far, and which. */
  readonly length: number;
  readonly tokens: readonly number[];
  /** Whether tokens can be taken out of the middle. */
  readonly canErase: boolean;
  /** False after an `erase` until something is evaluated: it cannot be saved meanwhile. */
  readonly isSettled: boolean;
  /** Forgets everything from token `length` on. */
  truncate(length: number): Promise<void>;
  /** Takes tokens out, starting at 1 or later; those behind them move up. */
  erase(range: TokenRange): Promise<void>;
  /** Writes all it holds to a file. Throws when that cannot be done whole. */
  save(file: string): Promise<void>;
  /** Holds what a file says, and nothing else. @returns its tokens. Throws when it may hold anything */
  load(file: string): Promise<readonly number[]>;
}

/** What a sequence holds: its tokens, and the text they stand for. */
export interface Contents {
  readonly fragments: readonly Fragment[];
  readonly tokens: readonly number[];
}

const NOTHING: Contents = { fragments: [], tokens: [] };

/**
 * One sequence of the context, and what it holds.
 *
 * Invariants: `tokens` are exactly what is evaluated in the sequence, in order. `fragments` start
 * with the text of those tokens and may go on beyond them. The first `saved` of them are in the file
 * of the slot's key. While a reply runs in the slot (`busy`, for `busyKey`), `tokens`
 * and `fragments` describe what was kept for it, and only `current` may be read.
 */
export class Slot<S extends CacheSequence = CacheSequence> {
  readonly sequence: S;
  key: string | undefined;
  fragments: readonly Fragment[] = [];
  tokens: readonly number[] = [];
  saved = 0;
  /** When a reply last got it or gave it back, in milliseconds of the cache's clock. */
  usedAt = 0;
  busy = false;
  busyKey: string | undefined;
  /** Whether what a running reply leaves is to be forgotten. */
  isForgotten = false;

  constructor(sequence: S) {
    this.sequence = sequence;
  }

  /** What the sequence holds now, between two steps. Of what a running reply wrote the text is not known yet. */
  get current(): Contents {
    if (this.isForgotten) return NOTHING;
    return this.busy ? { fragments: [], tokens: this.sequence.tokens } : this;
  }

  /** Forgets all but the first `length` tokens. */
  async keep(length: number): Promise<void> {
    this.tokens = this.tokens.slice(0, length);
    this.saved = Math.min(this.saved, length);
    await this.sequence.truncate(length);
  }

  /** Takes out tokens whose text has left the middle of the conversation, of which `contents` is what stays. */
  async erase(range: TokenRange, contents: Contents): Promise<void> {
    this.fragments = contents.fragments;
    this.tokens = contents.tokens;
    this.saved = Math.min(this.saved, range.start);
    await this.sequence.erase(range);
  }

  /** Gives what it holds to a conversation, unless it is another's. */
  claim(key: string | undefined): void {
    if (this.key !== undefined) return;
    this.key = key;
    this.saved = 0;
  }

  /** Records what the sequence holds after a reply; `tokens` may name more than was evaluated. */
  hold(key: string | undefined, { fragments, tokens }: Contents): void {
    if (key !== this.key) this.saved = 0;
    this.key = key;
    this.fragments = fragments;
    this.tokens = tokens.slice(0, this.sequence.length);
  }

  /** Forgets everything: it was asked for, or after a failure nobody knows what the sequence holds. */
  async clear(): Promise<void> {
    this.hold(undefined, NOTHING);
    await this.keep(0);
  }
}
