import { ApiError } from "#inference/errors.ts";
import type { CacheFiles } from "#inference/kv-cache/cache-files.ts";
import { toTokens } from "#inference/kv-cache/fragments.ts";
import { KvCache } from "#inference/kv-cache/kv-cache.ts";
import type { FinishReason } from "#inference/protocol/chat-completion-response.ts";
import { EngineMetrics } from "#inference/metrics/engine-metrics.ts";
import { awaitsReader } from "#inference/scheduler/awaits-reader.ts";
import { fillsToEnd } from "#inference/scheduler/fills-to-end.ts";
import { CHUNK_TOKENS, planStep } from "#inference/scheduler/plan-step.ts";

import type { Backend, Sequence } from "./backend-interface.ts";
import { Reply, type ReplyEvent, type ReplyRequest } from "./reply.ts";
import { WaitingLine } from "./waiting-line.ts";

export interface EngineOptions {
  readonly batchTokens: number;
  /** Requests that may wait for a slot; more are refused. */
  readonly queueLimit: number;
  /** How long a request may wait for a slot; without it for ever. */
  readonly queueMs?: number | undefined;
  /** Where conversations go that leave their slot; nowhere without it. */
  readonly files?: CacheFiles | undefined;
  /** Milliseconds on any clock. */
  readonly now?: () => number;
}

/** How long a full queue is given to notice who has left. */
const NOTICE_MS = 100;

/**
 * The loop that writes all replies: schedule → decode → settle.
 *
 * Invariants: a reply is in `#line`, in `#running` or over; a slot is busy while a reply in
 * `#running` has it. One step is in flight at a time, and KV work happens between steps only,
 * because it would wait behind running batches. In a step every running reply makes one call on its
 * own sequence, all before the batch is dispatched, so that one batch serves them all. When a step
 * begins, no fill runs whose slot an interactive request waits for.
 */
export class Engine {
  readonly #backend: Backend;
  readonly #options: EngineOptions;
  readonly #cache: KvCache<Sequence>;
  readonly #metrics = new EngineMetrics();
  readonly #line: WaitingLine;
  #running: Reply[] = [];
  #loop: Promise<void> | undefined;
  /** KV work that was asked for from outside, for between two steps. */
  readonly #chores: (() => Promise<void>)[] = [];
  #closing = false;
  /** Seconds a reply holds its slot, a moving average. */
  #secondsPerReply = 2;

  constructor(backend: Backend, options: EngineOptions) {
    this.#backend = backend;
    this.#options = options;
    const { files, now = () => performance.now() } = options;
    const { contextTokens } = backend;
    this.#cache = new KvCache(backend.sequences, { contextTokens, files, now });
    this.#line = new WaitingLine({
      limit: options.queueLimit,
      waitMs: options.queueMs,
      slots: this.#cache.slots.length,
      running: () => this.#running,
      refuse: (message, code) => this.#refuse(message, code),
    });
  }

  /** Replies that hold a slot, and requests that wait for one. */
  get load(): { readonly running: number; readonly waiting: number } {
    return { running: this.#running.length, waiting: this.#line.replies.length };
  }

  /** What every slot holds and does, in numbers. */
  get slots() {
    return this.#cache.slots.map((slot) => ({
      held: slot.sequence.length,
      reply: this.#running.find((reply) => reply.slot === slot)?.progress,
    }));
  }

  /** What was done since the start, in Prometheus's text format. */
  renderMetrics(): string {
    const files = [...(this.#options.files?.all() ?? [])];
    const diskBytes = files.reduce((sum, { bytes }) => sum + bytes, 0);
    return this.#metrics.render({ ...this.load, diskFiles: files.length, diskBytes });
  }

  get #free(): number {
    return this.#cache.slots.length - this.#running.length;
  }

  /**
   * Admits a request and returns what happens to it. After the signal aborts, nothing more does.
   *
   * @throws ApiError 503 when too many wait already, or the server is stopping
   */
  submit(request: ReplyRequest): AsyncIterable<ReplyEvent> {
    if (this.#closing) throw this.#refuse("The model server is stopping.", "shutting_down");
    this.#line.makeRoom(request);
    this.#supersede(request);
    const reply = new Reply(request);
    this.#line.join(reply);
    request.signal.addEventListener("abort", () => this.#drop(reply), { once: true });
    if (request.signal.aborted) this.#drop(reply);
    this.#prepare(reply);
    this.#line.tellPlaces();
    this.#loop ??= this.#run();
    return reply.events;
  }

  /** Forgets a conversation, in its slot and on disk. What runs or waits under its key leaves nothing either. */
  async forget(key: string): Promise<void> {
    const isOfKey = ({ request }: Reply) => request.cacheKey === key;
    for (const reply of this.#line.replies.filter(isOfKey)) reply.isForgotten = true;
    await this.#betweenSteps(() => this.#cache.forget(key));
  }

  /** Brings all conversations to disk, those of replies that still run apart. */
  async save(): Promise<void> {
    await this.#betweenSteps(() => this.#cache.saveAll());
  }

  async #betweenSteps(act: () => Promise<void>): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    this.#chores.push(() => act().then(resolve, reject));
    this.#loop ??= this.#run();
    await promise;
  }

  /** Has its file checked and brought into memory while others compute, before it gets a slot. */
  #prepare(reply: Reply): void {
    const preparing = this.#cache.prepare(reply.request.cacheKey);
    if (!preparing) return;
    reply.isPrepared = false;
    void preparing.finally(() => {
      reply.isPrepared = true;
      this.#loop ??= this.#run();
    });
  }

  /** Waits a moment if the queue is full: of a crowd that has just left, not all are noticed at once. */
  async noticeLeft(): Promise<void> {
    if (this.#line.isFull) await new Promise((resolve) => setTimeout(resolve, NOTICE_MS));
  }

  /** Ends fills that a request makes pointless; of those that run the ones of its key, which it would only undo. */
  #supersede(request: ReplyRequest): void {
    this.#line.supersede(request);
    const { cacheKey } = request;
    if (cacheKey === undefined) return;
    const isUndone = (reply: Reply) => reply.isFill && reply.request.cacheKey === cacheKey;
    for (const fill of this.#running.filter(isUndone)) fill.isSuperseded = true;
  }

  /** Admits nothing more, gives running replies `graceMs` to finish, then ends the others. */
  async close(graceMs: number): Promise<void> {
    this.#closing = true;
    this.#line.close("The model server is stopping.", "shutting_down");
    const { promise: late, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, graceMs);
    await Promise.race([this.#loop, late]);
    clearTimeout(timer);
    for (const reply of this.#running) {
      reply.isCut = true;
      reply.events.fail(this.#refuse("The model server is stopping.", "shutting_down"));
    }
  }

  async #run(): Promise<void> {
    // A tick later, so that requests that arrive together start together.
    await Promise.resolve();
    for (;;) {
      for (const chore of this.#chores.splice(0)) await chore();
      await this.#schedule();
      if (this.#running.length > 0) await this.#settle(await this.#decode());
      else if (!this.#isAsked) break;
    }
    this.#loop = undefined;
  }

  /** Whether something came while the loop found nothing to do. */
  get #isAsked(): boolean {
    return this.#chores.length > 0 || this.#line.replies.some(({ isPrepared }) => isPrepared);
  }

  /** Gives free slots, and those of fills that give way, to those who wait. */
  async #schedule(): Promise<void> {
    const interactive = this.#line.replies.filter(({ background }) => !background).length;
    const fills = fillsToEnd(this.#running, interactive, this.#free);
    for (const fill of fills) await this.#finish(fill, "length");
    const deferred = new Set<Reply>();
    while (this.#free > 0) {
      const reply = this.#line.next((one) => one.isPrepared && !deferred.has(one));
      if (!reply) break;
      if (this.#awaitsReader(reply)) {
        deferred.add(reply);
        continue;
      }
      this.#line.leave(reply);
      await this.#start(reply);
    }
    this.#line.tellChanges();
  }

  async #start(reply: Reply): Promise<void> {
    this.#line.noteMoved();
    const { cacheKey: key, prompt, sparesRecent } = reply.request;
    const seat = await this.#cache.seat({ key, prompt, sparesRecent });
    if (!seat) return reply.finish("length");
    this.#running.push(reply);
    this.#line.noteServed(reply.request.user);
    this.#metrics.started(performance.now() - reply.askedAt, seat.tier);
    try {
      await reply.start(seat, this.#backend.detokenize);
    } catch (error) {
      reply.events.fail(error);
      await this.#leave(reply, true);
    }
    if (reply.isFilled) await this.#finish(reply, "length");
  }

  #awaitsReader({ request, background }: Reply): boolean {
    if (!this.#cache.canLend) return false;
    const tokens = toTokens(request.prompt);
    const readers = this.#running
      .filter((reply) => reply.unread > 0 && !reply.slot?.isForgotten)
      .map((reply) => reply.readingOf(tokens));
    if (!awaitsReader(readers, 0, { background })) return false;
    const reachable = this.#cache.reach({ key: request.cacheKey, prompt: request.prompt });
    return awaitsReader(readers, reachable, { background });
  }

  /** One batch: everyone who runs reads a chunk or writes a token. */
  async #decode(): Promise<Outcome[]> {
    this.#metrics.stepped(this.#running.length);
    const { batchTokens } = this.#options;
    // A graphics card reads a whole batch in hardly more time than a few tokens.
    const chunkTokens = this.#backend.gpu ? batchTokens : CHUNK_TOKENS;
    const takes = planStep(this.#running, { batchTokens, chunkTokens });
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
    return this.#cache.slots.findIndex((slot) => slot === reply.slot);
  }

  /** Hands out what the batch gave, and ends what is over. */
  async #settle(outcomes: readonly Outcome[]): Promise<void> {
    for (const outcome of outcomes) {
      const { reply } = outcome;
      if ("error" in outcome) {
        reply.events.fail(outcome.error);
        await this.#leave(reply, true);
      } else if (reply.request.signal.aborted || reply.isCut) {
        await this.#leave(reply, false);
      } else if (outcome.token !== undefined) {
        const isControl = this.#backend.vocabulary.isControl(outcome.token);
        const isEnd = this.#backend.isEndOfReply(outcome.token);
        this.#noteToken(reply);
        const reason = reply.accept(outcome.token, isEnd, isControl);
        if (reason) await this.#finish(reply, reason);
      } else if (reply.isFilled) {
        await this.#finish(reply, "length");
      }
    }
  }

  #noteToken(reply: Reply): void {
    const { sinceLastMs, sinceAskedMs } = reply.clockToken();
    if (sinceLastMs === undefined) this.#metrics.beganWriting(sinceAskedMs);
    else this.#metrics.wroteOn(sinceLastMs);
  }

  async #finish(reply: Reply, reason: FinishReason): Promise<void> {
    reply.finish(reason);
    await this.#leave(reply, false);
  }

  async #leave(reply: Reply, failed: boolean): Promise<void> {
    const { slot } = reply;
    this.#line.noteMoved();
    this.#running = this.#running.filter((other) => other !== reply);
    if (!reply.isFill) this.#secondsPerReply += (reply.seconds - this.#secondsPerReply) / 8;
    await reply.release();
    this.#metrics.left(reply.counts);
    if (slot) await this.#cache.release(slot, failed);
  }

  /** An abort: those who wait leave at once; who runs is let go when the step in flight settles. */
  #drop(reply: Reply): void {
    reply.events.end();
    if (this.#line.leave(reply)) this.#line.tellPlaces();
  }

  #refuse(message: string, code: string): ApiError {
    this.#metrics.refused();
    const turns = (this.#line.replies.length + 1) / this.#cache.slots.length;
    const retryAfterSeconds = Math.min(60, Math.max(1, Math.ceil(turns * this.#secondsPerReply)));
    return new ApiError(message, { status: 503, code, retryAfterSeconds });
  }
}

type Outcome =
  | { readonly reply: Reply; readonly token: number | undefined }
  | { readonly reply: Reply; readonly error: unknown };
