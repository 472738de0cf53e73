import { append, commonPrefix, type Fragment, toTokens } from "#inference/kv-cache/fragments.ts";
import type { Seat } from "#inference/kv-cache/kv-cache.ts";
import type { Slot } from "#inference/kv-cache/slot.ts";
import type { FinishReason } from "#inference/protocol/chat-completion-response.ts";
import { CHUNK_TOKENS } from "#inference/scheduler/plan-step.ts";

import type { Sampling, Sequence } from "./backend-interface.ts";
import { Channel } from "./channel.ts";
import { StopMatcher } from "./stop-matcher.ts";
import { type Detokenize, Utf8Assembler } from "./utf8-assembler.ts";

export interface ReplyRequest {
  readonly prompt: readonly Fragment[];
  readonly sampling: Sampling;
  /**
   * 0 is a fill: the prompt is read into the cache and nothing is written. It gives way to whoever
   * needs its slot, and to any later request of its key; then it ends with what it has read.
   */
  readonly maxTokens: number;
  readonly stop: readonly string[];
  /** Goes on past the model's own end of a reply, up to `maxTokens`. */
  readonly ignoreEnd: boolean;
  readonly cacheKey?: string | undefined;
  readonly user?: string | undefined;
  readonly background: boolean;
  /** Ends a fill unread rather than to take a slot that another conversation used of late. */
  readonly sparesRecent?: boolean;
  /** Whether it is told its place among those who wait. */
  readonly reportsQueue?: boolean;
  /** Aborting it ends the reply within one step, wherever it is. */
  readonly signal: AbortSignal;
}

export interface ReplyCounts {
  readonly promptTokens: number;
  /** Prompt tokens that were in the slot's cache already. */
  readonly cachedTokens: number;
  /** Prompt tokens that were evaluated: all others, except when a fill gave way. */
  readonly readTokens: number;
  /** Tokens written, without the one that ends a reply. */
  readonly completionTokens: number;
  /** From getting a slot to the first token. */
  readonly promptMs: number;
  /** From the first token to the last. */
  readonly completionMs: number;
}

/**
 * What happens to a reply: its place in the queue changes (1 is served next), it leaves the queue,
 * text arrives, it is done. A failure is thrown instead.
 */
export type ReplyEvent =
  | { readonly type: "queued"; readonly position: number }
  | { readonly type: "started" }
  | { readonly type: "text"; readonly text: string }
  | { readonly type: "done"; readonly finishReason: FinishReason; readonly counts: ReplyCounts };

/**
 * One reply from admission to its end.
 *
 * Invariants: while it waits it has no slot. Once it has one, `prompt` are the tokens it asked for,
 * of which the first `read` are evaluated; `written` are the tokens it was given since, of which the
 * last is never evaluated yet. What `events` carried is never withdrawn, but a place in the queue
 * that nobody has read yet is replaced by the next one.
 */
export class Reply {
  readonly request: ReplyRequest;
  readonly events = new Channel<ReplyEvent>();
  readonly written: number[] = [];
  /** In milliseconds of the process's clock. */
  readonly askedAt = performance.now();
  slot: Slot<Sequence> | undefined;
  /** Tokens of its prompt that could have been read while others' were. */
  denied = 0;
  /** Whether its cache is at hand, as far as anything is known of it. */
  isPrepared = true;
  /** Whether it ends with the step, whatever it has. */
  isCut = false;
  /** Ends its waiting. */
  deadline: NodeJS.Timeout | undefined;
  /** Whether nothing of it may stay in the cache. */
  isForgotten = false;
  /** Of a fill: a later request of its key has made it pointless. */
  isSuperseded = false;
  #position = 0;
  #isBegun = false;
  #fragments: readonly Fragment[] = [];
  #prompt: readonly number[] = [];
  #read = 0;
  #cached = 0;
  #startedAt = 0;
  #firstTokenAt = 0;
  #lastTokenAt: number | undefined;
  #tokens: AsyncGenerator<number, void, void> | undefined;
  #assembler: Utf8Assembler | undefined;
  readonly #matcher: StopMatcher;
  /** Written tokens whose text is whole, and that text; control tokens apart. */
  #rest: number[] = [];
  #text = "";

  constructor(request: ReplyRequest) {
    this.request = request;
    this.#matcher = new StopMatcher([...request.stop, ...(request.sampling.grammar?.stop ?? [])]);
  }

  /** Whether only its prompt is to be read. */
  get isFill(): boolean {
    return this.request.maxTokens === 0;
  }

  /** Whether there is nothing more to do for a fill. */
  get isFilled(): boolean {
    return this.isFill && this.slot !== undefined && this.unread === 0;
  }

  get background(): boolean {
    return this.request.background;
  }

  /** Prompt tokens still to be read. */
  get unread(): number {
    return this.#prompt.length - this.#read;
  }

  /** How far it is, in numbers. */
  get progress() {
    return {
      promptTokens: this.#prompt.length,
      readTokens: this.#read,
      writtenTokens: this.written.length,
      background: this.background,
    };
  }

  /** Notes that a token has come. @returns how long after it was asked for, and after the one before */
  clockToken() {
    const now = performance.now();
    const sinceLastMs = this.#lastTokenAt === undefined ? undefined : now - this.#lastTokenAt;
    this.#lastTokenAt = now;
    return { sinceAskedMs: now - this.askedAt, sinceLastMs };
  }

  /** How far it is with the beginning that its prompt has in common with another. */
  readingOf(other: readonly number[]) {
    const common = commonPrefix(this.#prompt, other);
    return { background: this.background, read: this.#read, common };
  }

  /** How long it has had its slot. */
  get seconds(): number {
    return (performance.now() - this.#startedAt) / 1000;
  }

  /** Tells its place among those who wait, if that was asked for and is news. Below 1 it is about to start. */
  tellPosition(position: number): void {
    if (!this.request.reportsQueue || position < 1 || position === this.#position) return;
    this.#position = position;
    this.events.pushOver({ type: "queued", position }, (last) => last.type === "queued");
  }

  /** Takes a slot over, with what of its prompt is there. */
  async start(seat: Seat<Sequence>, detokenize: Detokenize): Promise<void> {
    const { slot, fragments, tokens, common } = seat;
    this.slot = slot;
    slot.isForgotten = this.isForgotten;
    this.#startedAt = performance.now();
    this.#fragments = fragments;
    this.#prompt = tokens;
    // To write, the last token is always read anew: its evaluation gives the reply's first token.
    const reusable = this.isFill ? this.#prompt.length : this.#prompt.length - 1;
    this.#cached = Math.min(common, reusable);
    this.#read = this.#cached;
    this.#assembler = new Utf8Assembler(detokenize, this.#prompt.slice(-4));
    if (this.unread > 0) await slot.keep(this.#cached);
    this.#begin();
  }

  /** One step: reads `take` tokens of the prompt, or writes. @returns the token written, if one was */
  async advance(take: number): Promise<number | undefined> {
    const sequence = this.slot?.sequence;
    if (!sequence) return undefined;
    this.denied += Math.min(this.unread, CHUNK_TOKENS) - take;
    if (take === 0 && this.unread > 0) return undefined;
    if (take > 0) {
      const chunk = this.#prompt.slice(this.#read, this.#read + take);
      this.#read += take;
      if (this.unread > 0 || this.isFill) {
        await sequence.prefill(chunk);
        return undefined;
      }
      this.#tokens = sequence.generate(chunk, this.request.sampling, this.written);
    }
    const next = await this.#tokens?.next();
    return next?.value ?? undefined;
  }

  /** Takes in a token. @returns why the reply is finished, if it is */
  accept(token: number, isEnd: boolean, isControl: boolean): FinishReason | undefined {
    this.#firstTokenAt ||= performance.now();
    if (isEnd && !this.request.ignoreEnd) return "stop";
    this.written.push(token);
    const text = isControl ? "" : (this.#assembler?.push(token) ?? "");
    this.#remember(token, text, isControl);
    const { text: safe, stopped } = this.#matcher.push(text);
    if (safe !== "") this.events.push({ type: "text", text: safe });
    if (stopped) return "stop";
    const room = this.written.length < this.request.maxTokens;
    return room ? undefined : "length";
  }

  /** Hands out what was held back and the figures, and closes. */
  finish(finishReason: FinishReason): void {
    this.#begin();
    const text = this.#matcher.flush();
    if (text !== "") this.events.push({ type: "text", text });
    this.events.push({ type: "done", finishReason, counts: this.counts });
    this.events.end();
  }

  /** Gives the slot back, with a record of what it holds now. Between steps only. */
  async release(): Promise<void> {
    await this.#tokens?.return();
    const { slot } = this;
    this.slot = undefined;
    if (this.isFill && this.#cached === this.#prompt.length) slot?.claim(this.request.cacheKey);
    else {
      const tokens = [...this.#prompt, ...this.written];
      slot?.hold(this.request.cacheKey, { fragments: this.#endRun(this.#fragments), tokens });
    }
  }

  #begin(): void {
    if (!this.#isBegun) this.events.push({ type: "started" });
    this.#isBegun = true;
  }

  #remember(token: number, text: string, isControl: boolean): void {
    if (isControl) {
      this.#fragments = append(this.#endRun(this.#fragments), { text: null, tokens: [token] });
      return;
    }
    this.#rest.push(token);
    this.#text += text;
  }

  /** Written text joins the fragments, without tokens at its end whose character is not whole. */
  #endRun(fragments: readonly Fragment[]): readonly Fragment[] {
    const whole = this.#rest.length - (this.#assembler?.unfinished ?? 0);
    const run = { text: this.#text, tokens: this.#rest.slice(0, whole) };
    this.#rest = [];
    this.#text = "";
    return run.tokens.length === 0 ? fragments : append(fragments, run);
  }

  get counts(): ReplyCounts {
    const now = performance.now();
    const firstTokenAt = this.#firstTokenAt || now;
    return {
      promptTokens: this.#prompt.length || toTokens(this.request.prompt).length,
      cachedTokens: this.#cached,
      readTokens: this.#read - this.#cached,
      completionTokens: this.written.length,
      promptMs: firstTokenAt - (this.#startedAt || now),
      completionMs: now - firstTokenAt,
    };
  }
}
