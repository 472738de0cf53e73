import { wait } from "#api/wait.ts";
import { isDatabaseUnavailable } from "#db/repositories/failures.ts";
import type { MessageRepository } from "#db/repositories/messages.ts";

const lookEveryMs = 500;
const patienceMs = 30_000;

interface Means {
  messages: Pick<MessageRepository, "findVersions">;
  now: () => Date;
  closing: AbortSignal;
}

/** Someone who waits for news of a reply. */
interface Watcher {
  replyId: string;
  seen: string;
  /** Ends the waiting, with an error if there is one. */
  settle: (error?: unknown) => void;
}

/**
 * Watches replies that are written elsewhere. Invariants: however many wait, one statement every
 * half second asks for all of them, and none when nobody does; `#watchers` are those who wait, and
 * nobody else; a database that is away is outlasted for half a minute.
 */
export class ReplyWatch {
  readonly #means: Means;
  readonly #watchers = new Set<Watcher>();
  #isLooking = false;

  constructor(means: Means) {
    this.#means = means;
  }

  /**
   * Resolves when a reply is another than the version seen or gone, when its writer is, when the
   * reader has left, and at the end of the service.
   */
  change(replyId: string, seen: string, left: AbortSignal): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    if (left.aborted) return Promise.resolve();
    const leave = () => watcher.settle();
    const watcher: Watcher = {
      replyId,
      seen,
      settle: (error) => {
        this.#watchers.delete(watcher);
        left.removeEventListener("abort", leave);
        if (error === undefined) resolve();
        else reject(error);
      },
    };
    left.addEventListener("abort", leave);
    this.#watchers.add(watcher);
    if (!this.#isLooking) void this.#keepLooking();
    return promise;
  }

  async #keepLooking(): Promise<void> {
    const { closing } = this.#means;
    this.#isLooking = true;
    let reachedAtMs = performance.now();
    while (this.#watchers.size > 0) {
      await wait(lookEveryMs, closing);
      if (closing.aborted) break;
      try {
        await this.#look();
        reachedAtMs = performance.now();
      } catch (error) {
        const isHopeless = performance.now() - reachedAtMs > patienceMs;
        if (isHopeless || !isDatabaseUnavailable(error)) this.#settleAll(error);
      }
    }
    this.#isLooking = false;
    if (closing.aborted) this.#settleAll();
  }

  async #look(): Promise<void> {
    const asked = new Set(Array.from(this.#watchers, ({ replyId }) => replyId));
    if (asked.size === 0) return;
    const versions = await this.#means.messages.findVersions([...asked]);
    const now = this.#means.now();
    for (const { replyId, seen, settle } of this.#watchers) {
      if (!asked.has(replyId)) continue;
      const found = versions.get(replyId);
      const isExpired = found?.leaseUntil != null && found.leaseUntil < now;
      if (found?.version !== seen || isExpired) settle();
    }
  }

  #settleAll(error?: unknown): void {
    for (const { settle } of this.#watchers) settle(error);
  }
}
