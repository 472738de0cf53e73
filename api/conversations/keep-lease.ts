import type { Services } from "#api/services.ts";
import { describeFailure } from "#db/repositories/failures.ts";
import { startOf, type ReplyWork } from "./reply-work.ts";

const renewEveryMs = 2000;

export type Lease = ReturnType<typeof keepLease>;

/**
 * Keeps the lease of a reply while it is written: every two seconds one statement renews it, stores
 * the text so far and learns of a cancel asked for elsewhere. The signal aborts the writing when
 * the reply is cancelled, when the lease is lost to somebody else, and when the service is shutting
 * down. While the database does not answer nobody can take it.
 */
export function keepLease(services: Services, work: ReplyWork) {
  const stop = new AbortController();
  let why: "cancelled" | "lost" | undefined;
  let renewal: Promise<void> | undefined;

  function stopBecause(reason: "cancelled" | "lost") {
    why ??= reason;
    stop.abort(new Error(`The reply was ${reason}`));
  }

  async function renew() {
    const { held, cancelRequested } = await services.turns.renew({
      replyId: work.ids.replyId,
      leaseOwner: work.leaseOwner,
      content: work.feed.text,
      personality: work.personality,
      opening: { stage: startOf(work).stage, notices: startOf(work).notices },
      now: services.now(),
    });
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
    /** Stops renewing, and waits for a renewal under way so that it cannot follow the last write. */
    async release() {
      clearInterval(timer);
      await renewal;
    },
  };
}
