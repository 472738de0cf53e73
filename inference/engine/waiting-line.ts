import type { ApiError } from "#inference/errors.ts";
import { pickNext } from "#inference/scheduler/pick-next.ts";
import { queuePositions } from "#inference/scheduler/queue-positions.ts";

import type { Reply, ReplyRequest } from "./reply.ts";

interface LineOptions {
  /** Requests that may wait for a slot; more are refused. */
  readonly limit: number;
  /** How long a request may wait; without it for ever. */
  readonly waitMs?: number | undefined;
  /** Slots, taken or free. */
  readonly slots: number;
  /** The replies that hold one. */
  readonly running: () => readonly Reply[];
  /** What a request is told that is not served. */
  readonly refuse: (message: string, code: string) => ApiError;
}

/**
 * Who waits for a slot, in order of arrival, and who is next.
 *
 * Invariants: a reply in the line has no slot, and its deadline runs if there is one; out of it none
 * does. Users are remembered only as long as one of their replies waits or runs.
 */
export class WaitingLine {
  readonly #options: LineOptions;
  readonly #replies: Reply[] = [];
  /** When users last got a slot, counted in slots given. */
  readonly #served = new Map<string | undefined, number>();
  #given = 0;
  /** Whether places may have changed since those who wait were told. */
  #hasMoved = false;

  constructor(options: LineOptions) {
    this.#options = options;
  }

  get replies(): readonly Reply[] {
    return this.#replies;
  }

  get isFull(): boolean {
    const { limit, slots, running } = this.#options;
    return this.#replies.length >= limit + slots - running().length;
  }

  /**
   * Lets a request in; if the line is full, an interactive one in the place of a fill.
   *
   * @throws ApiError when there is no room
   */
  makeRoom({ background }: ReplyRequest): void {
    if (!this.isFull) return;
    const fill = background ? undefined : this.#replies.findLast(({ isFill }) => isFill);
    if (!fill) throw this.#options.refuse("The model server's queue is full.", "queue_full");
    this.#end(fill);
  }

  /**
   * Ends fills that a request makes pointless: those of its key, which it would only undo, and if it
   * is a fill itself those that wait for its user.
   */
  supersede({ cacheKey, user, maxTokens }: ReplyRequest): void {
    const isPointless = ({ isFill, request }: Reply) =>
      isFill &&
      ((cacheKey !== undefined && request.cacheKey === cacheKey) ||
        (maxTokens === 0 && user !== undefined && request.user === user));
    for (const fill of this.#replies.filter(isPointless)) this.#end(fill);
  }

  /** Comes last. Refused when it has waited for too long. */
  join(reply: Reply): void {
    this.#replies.push(reply);
    const { waitMs, refuse } = this.#options;
    if (waitMs === undefined) return;
    reply.deadline = setTimeout(() => {
      if (!this.leave(reply)) return;
      reply.events.fail(refuse("No slot became free in time.", "queue_timeout"));
      this.tellPlaces();
    }, waitMs);
  }

  /** False when it was not in the line. */
  leave(reply: Reply): boolean {
    clearTimeout(reply.deadline);
    const at = this.#replies.indexOf(reply);
    if (at >= 0) this.#replies.splice(at, 1);
    return at >= 0;
  }

  /** Who gets the next free slot, of those who could use one now. */
  next(isReady: (reply: Reply) => boolean): Reply | undefined {
    const ready = this.#replies.filter(isReady);
    const requests = ready.map(({ request }) => request);
    const users = this.#options.running().map(({ request }) => request.user);
    return ready[pickNext(requests, users, this.#served)];
  }

  /** Notes who got a slot: the next one is somebody else's. */
  noteServed(user: string | undefined): void {
    this.#served.set(user, ++this.#given);
    const present = [...this.#replies, ...this.#options.running()];
    const here = new Set(present.map(({ request }) => request.user));
    for (const known of this.#served.keys()) if (!here.has(known)) this.#served.delete(known);
  }

  /** Has places told with the next `tellChanges`. */
  noteMoved(): void {
    this.#hasMoved = true;
  }

  /** Tells their places to those who asked, if these may have changed. */
  tellChanges(): void {
    if (this.#hasMoved) this.tellPlaces();
  }

  /** Tells their places to those who asked. */
  tellPlaces(): void {
    this.#hasMoved = false;
    if (!this.#replies.some(({ request }) => request.reportsQueue)) return;
    const { running, slots } = this.#options;
    const positions = queuePositions(
      this.#replies.map(({ request }) => request),
      running().map(({ request: { user }, isFill }) => ({ user, isFill })),
      slots,
      this.#served,
    );
    for (const [index, reply] of this.#replies.entries()) reply.tellPosition(positions[index] ?? 0);
  }

  /** Ends all that wait, with one refusal each. */
  close(message: string, code: string): void {
    for (const reply of this.#replies.splice(0)) {
      clearTimeout(reply.deadline);
      reply.events.fail(this.#options.refuse(message, code));
    }
  }

  #end(fill: Reply): void {
    this.leave(fill);
    fill.finish("length");
  }
}
