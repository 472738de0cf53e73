import { ApiError } from "#inference/errors.ts";
import { chooseSlot } from "#inference/kv-cache/choose-slot.ts";
import { commonPrefix, reuseTokens, toTokens } from "#inference/kv-cache/fragments.ts";
import { pickNext } from "#inference/scheduler/pick-next.ts";
import { planStep } from "#inference/scheduler/plan-step.ts";

import type { Backend } from "./backend.ts";
import { Reply, type ReplyEvent, type ReplyRequest } from "./reply.ts";
import { Slot } from "./slot.ts";

export interface EngineOptions {
  readonly batchTokens: number;
  /** Requests that may wait for a slot; more are refused. */
  readonly queueLimit: number;
}

/**
 * The loop that writes all replies: schedule → decode → settle.
 *
 * Invariants: a reply is in `#waiting`, in `#running` or over; a slot is busy while a reply in
 * `#running` has it. One step is in flight at a time, and KV work happens between steps only,
 * because it would wait behind running batches. In a step every running reply makes one call on its
 * own sequence, all before the batch is dispatched, so that one batch serves them all.
 */
export class Engine {
  readonly #backend: Backend;
  readonly #options: EngineOptions;
  readonly #slots: readonly Slot[];
  readonly #waiting: Reply[] = [];
  #running: Reply[] = [];
  #uses = 0;
  #loop: Promise<void> | undefined;
  #closing = false;
  /** Seconds a reply holds its slot, a moving average. */
  #secondsPerReply = 2;

  constructor(backend: Backend, options: EngineOptions) {
    this.#backend = backend;
    this.#options = options;
    this.#slots = backend.sequences.map((sequence) => new Slot(sequence));
  }

  /** Replies that hold a slot, and requests that wait for one. */
  get load(): { readonly running: number; readonly waiting: number } {
    return { running: this.#running.length, waiting: this.#waiting.length };
  }

  /**
   * Admits a request and returns what happens to it. After the signal aborts, nothing more does.
   *
   * @throws ApiError 503 when too many wait already, or the server is stopping
   */
  submit(request: ReplyRequest): AsyncIterable<ReplyEvent> {
    if (this.#closing) throw this.#refuse("The model server is stopping.", "shutting_down");
    const free = this.#slots.length - this.#running.length;
    if (this.#waiting.length >= this.#options.queueLimit + free) {
      throw this.#refuse("The model server's queue is full.", "queue_full");
    }
    const reply = new Reply(request);
    this.#waiting.push(reply);
    request.signal.addEventListener("abort", () => this.#drop(reply), { once: true });
    if (request.signal.aborted) this.#drop(reply);
    this.#loop ??= this.#run();
    return reply.events;
  }

  /** Admits nothing more, gives running replies `graceMs` to finish, then ends the others. */
  async close(graceMs: number): Promise<void> {
    this.#closing = true;
    for (const reply of this.#waiting.splice(0)) {
      reply.events.fail(this.#refuse("The model server is stopping.", "shutting_down"));
    }
    const { promise: late, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, graceMs);
    await Promise.race([this.#loop, late]);
    clearTimeout(timer);
    for (const reply of this.#running) {
      reply.events.fail(this.#refuse("The model server is stopping.", "shutting_down"));
    }
  }

  async #run(): Promise<void> {
    // A tick later, so that requests that arrive together start together.
    await Promise.resolve();
    for (;;) {
      await this.#schedule();
      if (this.#running.length === 0) break;
      await this.#settle(await this.#decode());
    }
    this.#loop = undefined;
  }

  /** Gives free slots to those who wait. */
  async #schedule(): Promise<void> {
    while (this.#running.length < this.#slots.length) {
      const users = this.#running.map((reply) => reply.request.user);
      const next = pickNext(
        this.#waiting.map(({ request }) => request),
        users,
      );
      const [reply] = next < 0 ? [] : this.#waiting.splice(next, 1);
      if (!reply) return;
      await this.#start(reply);
    }
  }

  async #start(reply: Reply): Promise<void> {
    const slot = this.#chooseSlot(reply.request);
    slot.busy = true;
    slot.usedAt = ++this.#uses;
    this.#running.push(reply);
    try {
      await reply.start(slot, this.#backend.contextTokens, this.#backend.detokenize);
    } catch (error) {
      reply.events.fail(error);
      await this.#leave(reply, true);
    }
  }

  #chooseSlot(request: ReplyRequest): Slot {
    const idle = this.#slots.filter((slot) => !slot.busy);
    const candidates = idle.map((slot) => ({
      key: slot.key,
      held: slot.tokens.length,
      common: commonPrefix(toTokens(reuseTokens(request.prompt, slot.fragments)), slot.tokens),
      usedAt: slot.usedAt,
    }));
    const promptTokens = toTokens(request.prompt).length;
    const chosen = idle[chooseSlot(candidates, { key: request.cacheKey, promptTokens })];
    if (!chosen) throw new Error("no idle slot, yet fewer replies run than there are slots");
    return chosen;
  }

  /** One batch: everyone who runs reads a chunk or writes a token. */
  async #decode(): Promise<Outcome[]> {
    const takes = planStep(this.#running, this.#options.batchTokens);
    const steps = this.#running
      .map((reply, index) => ({ reply, take: takes[index] ?? 0 }))
      .sort((a, b) => this.#order(a.reply) - this.#order(b.reply))
      .map(({ reply, take }) =>
        reply.advance(take).then(
          (token) => ({ reply, token }),
          (error: unknown) => ({ reply, error }),
        ),
      );
    return Promise.all(steps);
  }

  #order(reply: Reply): number {
    return this.#slots.findIndex((slot) => slot === reply.slot);
  }

  /** Hands out what the batch gave, and ends what is over. */
  async #settle(outcomes: readonly Outcome[]): Promise<void> {
    for (const outcome of outcomes) {
      const { reply } = outcome;
      if ("error" in outcome) {
        reply.events.fail(outcome.error);
        await this.#leave(reply, true);
      } else if (reply.request.signal.aborted) {
        await this.#leave(reply, false);
      } else if (outcome.token !== undefined) {
        const isControl = this.#backend.vocabulary.isControl(outcome.token);
        const isEnd = this.#backend.isEndOfReply(outcome.token);
        const reason = reply.accept(outcome.token, isEnd, isControl);
        if (reason === undefined) continue;
        reply.finish(reason);
        await this.#leave(reply, false);
      }
    }
  }

  async #leave(reply: Reply, failed: boolean): Promise<void> {
    const { slot } = reply;
    this.#running = this.#running.filter((other) => other !== reply);
    this.#secondsPerReply += (reply.seconds - this.#secondsPerReply) / 8;
    await reply.release();
    if (failed) await slot?.clear();
    if (slot) slot.busy = false;
  }

  /** An abort: those who wait leave at once; who runs is let go when the step in flight settles. */
  #drop(reply: Reply): void {
    reply.events.end();
    const at = this.#waiting.indexOf(reply);
    if (at >= 0) this.#waiting.splice(at, 1);
  }

  #refuse(message: string, code: string): ApiError {
    const turns = (this.#waiting.length + 1) / this.#slots.length;
    const retryAfterSeconds = Math.min(60, Math.max(1, Math.ceil(turns * this.#secondsPerReply)));
    return new ApiError(message, { status: 503, code, retryAfterSeconds });
  }
}

type Outcome =
  | { readonly reply: Reply; readonly token: number | undefined }
  | { readonly reply: Reply; readonly error: unknown };
