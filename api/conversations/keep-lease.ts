import type { Services } from "#api/services.ts";
import { describeFailure } from "#db/repositories/failures.ts";
import { leaseMs } from "#db/repositories/turn-statements.ts";
import { startOf, type ReplyWork } from "./reply-work.ts";

const renewEveryMs = 2000;

export type Lease = ReturnType<typeof keepLease>;

/**
 * Keeps the lease of a reply while it is written: every two seconds one statement renews it, stores
 * the text so far and learns of a cancel asked for elsewhere. The signal aborts the writing when
 * the reply is cancelled, when the lease is lost, and when the service is shutting down. A database
 * that does not answer loses the lease only once the lease has run out.
 */
export function keepLease(services: Services, work: ReplyWork) {
  const stop = new AbortController();
  let why: "cancelled" | "lost" | undefined;
  let renewal: Promise<void> | undefined;
  let heldUntilMs = services.now().getTime() + leaseMs;

  function stopBecause(reason: "cancelled" | "lost") {
    why ??= reason;
    stop.abort(new Error(`The reply was ${reason}`));
  }

  async function renew() {
    const now = services.now();
    const { held, cancelRequested } = await services.turns.renew({
      replyId: work.ids.replyId,
      leaseOwner: work.leaseOwner,
      content: work.feed.text,
      personality: work.personality,
      opening: { stage: startOf(work).stage, notices: startOf(work).notices },
      now,
    });
    heldUntilMs = now.getTime() + leaseMs;
    if (!held) stopBecause("lost");
    else if (cancelRequested) stopBecause("cancelled");
  }

  const timer = setInterval(() => {
    renewal ??= renew()
      .catch((error: unknown) => {
        services.log.warning("lease not renewed", { error: describeFailure(error) });
      })
      .finally(() => (renewal = undefined));
  }, renewEveryMs);

  return {
    signal: AbortSignal.any([stop.signal, services.closing]),
    /** Stops the writing because the user wants it. */
    cancel: () => stopBecause("cancelled"),
    /** Why the writing was stopped from here, if it was. */
    stopped: () => why,
    /** Until when nobody else may take the reply over. */
    heldUntilMs: () => heldUntilMs,
    /** Stops renewing, and waits for a renewal under way so that it cannot follow the last write. */
    async release() {
      clearInterval(timer);
      await renewal;
    },
  };
}
