import { ApiError } from "#inference/errors.ts";
import type { CacheFiles } from "#inference/kv-cache/cache-files.ts";
import { toTokens } from "#inference/kv-cache/fragments.ts";
import { KvCache } from "#inference/kv-cache/kv-cache.ts";
import type { FinishReason } from "#inference/protocol/chat-completion-response.ts";
import { EngineMetrics } from "#inference/metrics/engine-metrics.ts";
import { awaitsReader } from "#inference/scheduler/awaits-reader.ts";
import { fillsToEnd } from "#inference/scheduler/fills-to-end.ts";
import { pickNext } from "#inference/scheduler/pick-next.ts";
import { CHUNK_TOKENS, planStep } from "#inference/scheduler/plan-step.ts";
import { queuePositions } from "#inference/scheduler/queue-positions.ts";

import type { Backend, Sequence } from "./backend-interface.ts";
import { Reply, type ReplyEvent, type ReplyRequest } from "./reply.ts";

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
 * Invariants: a reply is in `#waiting`, in `#running` or over; a slot is busy while a reply in
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
  readonly #waiting: Reply[] = [];
  #running: Reply[] = [];
  #loop: Promise<void> | undefined;
  /** Users who wait or run, and when they last got a slot, counted in slots given. */
  readonly #served = new Map<string | undefined, number>();
  #given = 0;
  /** KV work that was asked for from outside, for between two steps. */
  readonly #chores: (() => Promise<void>)[] = [];
  #closing = false;
  /** Whether the places of those who wait may have changed since they were told. */
  #hasMoved = false;
  /** Seconds a reply holds its slot, a moving average. */
  #secondsPerReply = 2;

  constructor(backend: Backend, options: EngineOptions) {
    this.#backend = backend;
    this.#options = options;
    const { files, now = () => performance.now() } = options;
    const { contextTokens } = backend;
    this.#cache = new KvCache(backend.sequences, { contextTokens, files, now });
  }

  /** Replies that hold a slot, and requests that wait for one. */
  get load(): { readonly running: number; readonly waiting: number } {
    return { running: this.#running.length, waiting: this.#waiting.length };
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
    this.#makeRoom(request);
    this.#supersede(request);
    const reply = new Reply(request);
    this.#waiting.push(reply);
    request.signal.addEventListener("abort", () => this.#drop(reply), { once: true });
    if (request.signal.aborted) this.#drop(reply);
    this.#limitWait(reply);
    this.#prepare(reply);
    this.#tellPositions();
    this.#loop ??= this.#run();
    return reply.events;
  }

  /** Forgets a conversation, in its slot and on disk. What runs or waits under its key leaves nothing either. */
  async forget(key: string): Promise<void> {
    const isOfKey = ({ request }: Reply) => request.cacheKey === key;
    for (const reply of this.#waiting.filter(isOfKey)) reply.isForgotten = true;
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
    if (this.#isFull) await new Promise((resolve) => setTimeout(resolve, NOTICE_MS));
  }

  get #isFull(): boolean {
    return this.#waiting.length >= this.#options.queueLimit + this.#free;
  }

  /** Lets a request into the queue; if that is full, an interactive one in the place of a fill. */
  #makeRoom({ background }: ReplyRequest): void {
    if (!this.#isFull) return;
    const fill = background ? undefined : this.#waiting.findLast(({ isFill }) => isFill);
    if (!fill) throw this.#refuse("The model server's queue is full.", "queue_full");
    this.#unqueue(fill);
    fill.finish("length");
  }

  /**
   * Ends fills that a request makes pointless: those of its key, which it would only undo, and if it
   * is a fill itself those that wait for its user.
   */
  #supersede({ cacheKey, user, maxTokens }: ReplyRequest): void {
    const isOfKey = ({ isFill, request }: Reply) =>
      isFill && cacheKey !== undefined && request.cacheKey === cacheKey;
    const isOlder = ({ isFill, request }: Reply) =>
      isFill && maxTokens === 0 && user !== undefined && request.user === user;
    for (const fill of this.#waiting.filter((reply) => isOfKey(reply) || isOlder(reply))) {
      this.#unqueue(fill);
      fill.finish("length");
    }
    for (const fill of this.#running.filter(isOfKey)) fill.isSuperseded = true;
  }

  /** Refuses a request that has waited for too long. */
  #limitWait(reply: Reply): void {
    const { queueMs } = this.#options;
    if (queueMs === undefined) return;
    reply.deadline = setTimeout(() => {
      if (!this.#unqueue(reply)) return;
      reply.events.fail(this.#refuse("No slot became free in time.", "queue_timeout"));
      this.#tellPositions();
    }, queueMs);
  }

  /** Admits nothing more, gives running replies `graceMs` to finish, then ends the others. */
  async close(graceMs: number): Promise<void> {
    this.#closing = true;
    for (const reply of this.#waiting.splice(0)) {
      clearTimeout(reply.deadline);
      reply.events.fail(this.#refuse("The model server is stopping.", "shutting_down"));
    }
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
    return this.#chores.length > 0 || this.#waiting.some(({ isPrepared }) => isPrepared);
  }

  /** Gives free slots, and those of fills that give way, to those who wait. */
  async #schedule(): Promise<void> {
    const interactive = this.#waiting.filter(({ background }) => !background).length;
    const fills = fillsToEnd(this.#running, interactive, this.#free);
    for (const fill of fills) await this.#finish(fill, "length");
    const deferred = new Set<Reply>();
    while (this.#free > 0) {
      const ready = this.#waiting.filter((reply) => reply.isPrepared && !deferred.has(reply));
      const next = pickNext(
        ready.map(({ request }) => request),
        this.#running.map(({ request }) => request.user),
        this.#served,
      );
      const reply = ready[next];
      if (!reply) break;
      if (this.#awaitsReader(reply)) {
        deferred.add(reply);
        continue;
      }
      this.#unqueue(reply);
      await this.#start(reply);
    }
    if (this.#hasMoved) this.#tellPositions();
  }

  async #start(reply: Reply): Promise<void> {
    this.#hasMoved = true;
    const { cacheKey: key, prompt, sparesRecent } = reply.request;
    const seat = await this.#cache.seat({ key, prompt, sparesRecent });
    if (!seat) return reply.finish("length");
    this.#running.push(reply);
    this.#noteServed(reply.request.user);
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

  /** For fairness, of those only who are here. */
  #noteServed(user: string | undefined): void {
    this.#served.set(user, ++this.#given);
    const here = new Set([...this.#waiting, ...this.#running].map(({ request }) => request.user));
    for (const known of this.#served.keys()) if (!here.has(known)) this.#served.delete(known);
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
    this.#hasMoved = true;
    this.#running = this.#running.filter((other) => other !== reply);
    if (!reply.isFill) this.#secondsPerReply += (reply.seconds - this.#secondsPerReply) / 8;
    await reply.release();
    this.#metrics.left(reply.counts);
    if (slot) await this.#cache.release(slot, failed);
  }

  /** An abort: those who wait leave at once; who runs is let go when the step in flight settles. */
  #drop(reply: Reply): void {
    reply.events.end();
    if (this.#unqueue(reply)) this.#tellPositions();
  }

  #unqueue(reply: Reply): boolean {
    clearTimeout(reply.deadline);
    const at = this.#waiting.indexOf(reply);
    if (at >= 0) this.#waiting.splice(at, 1);
    return at >= 0;
  }

  /** Tells their places to those who asked. */
  #tellPositions(): void {
    this.#hasMoved = false;
    if (!this.#waiting.some(({ request }) => request.reportsQueue)) return;
    const positions = queuePositions(
      this.#waiting.map(({ request }) => request),
      this.#running.map(({ request: { user }, isFill }) => ({ user, isFill })),
      this.#cache.slots.length,
      this.#served,
    );
    for (const [index, reply] of this.#waiting.entries()) reply.tellPosition(positions[index] ?? 0);
  }

  #refuse(message: string, code: string): ApiError {
    this.#metrics.refused();
    const turns = (this.#waiting.length + 1) / this.#cache.slots.length;
    const retryAfterSeconds = Math.min(60, Math.max(1, Math.ceil(turns * this.#secondsPerReply)));
    return new ApiError(message, { status: 503, code, retryAfterSeconds });
  }
}

type Outcome =
  | { readonly reply: Reply; readonly token: number | undefined }
  | { readonly reply: Reply; readonly error: unknown };
