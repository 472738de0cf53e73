import type { Services } from "#api/services.ts";
import { describeFailure } from "#db/repositories/failures.ts";
import type { OpenTurn } from "./send.ts";

const renewEveryMs = 2000;

/**
 * Keeps the lease of a reply while it is written: every two seconds one statement renews it and
 * stores the text so far. When the lease is lost, or the service is shutting down, the signal
 * aborts the writing.
 */
export function keepLease(services: Services, turn: OpenTurn) {
  const stop = new AbortController();
  let renewal: Promise<void> | undefined;
  let isLost = false;

  async function renew() {
    const { request, persona, feed } = turn;
    const { held } = await services.turns.renew({
      replyId: request.replyId,
      leaseOwner: request.leaseOwner,
      content: feed.text(),
      personality: persona.id,
      now: services.now(),
    });
    if (held) return;
    isLost = true;
    stop.abort(new Error("The lease on the reply was lost"));
  }

  const timer = setInterval(() => {
    renewal ??= renew()
      .catch((error: unknown) =>
        services.log.warning("lease not renewed", { error: describeFailure(error) }),
      )
      .finally(() => (renewal = undefined));
  }, renewEveryMs);

  return {
    signal: AbortSignal.any([stop.signal, services.closing]),
    /** Whether somebody else has taken the reply over. */
    lost: () => isLost,
    /** Stops renewing, and waits for a renewal under way so that it cannot follow the last write. */
    async release() {
      clearInterval(timer);
      await renewal;
    },
  };
}
