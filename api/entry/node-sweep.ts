import type { Services } from "#api/services.ts";
import type { DatabaseClient } from "#db/clients/database.ts";
import { describeFailure } from "#db/repositories/failures.ts";
import { leaseMs } from "#db/repositories/turn-statements.ts";

const sweepEveryMs = 15_000;

/**
 * Settles replies whose writer is gone, now and every 15 seconds. The embedded database has no
 * other users, so what is still in progress there at the start is nobody's any more.
 */
export async function sweepExpiredReplies(
  services: Services,
  kind: DatabaseClient["kind"],
): Promise<{ stop(): void }> {
  const laterMs = kind === "pglite" ? leaseMs : 0;
  await services.turns.settleExpired(new Date(services.now().getTime() + laterMs));
  const timer = setInterval(() => {
    services.turns
      .settleExpired(services.now())
      .catch((error: unknown) =>
        services.log.warning("sweep failed", { error: describeFailure(error) }),
      );
  }, sweepEveryMs);
  timer.unref();
  return { stop: () => clearInterval(timer) };
}
