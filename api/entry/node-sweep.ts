import { settleExpired } from "#api/conversations/settle-reply.ts";
import type { Services } from "#api/services.ts";
import type { DatabaseClient } from "#db/clients/database.ts";
import { describeFailure } from "#db/repositories/failures.ts";

const sweepEveryMs = 15_000;
const repliesASweep = 20;

/**
 * Settles replies whose writer is gone, every 15 seconds, and forgets what has had its time. The
 * embedded database has no other users, so there a start settles all that is still in progress.
 */
export async function sweepExpired(
  services: Services,
  kind: DatabaseClient["kind"],
): Promise<{ stop(): void }> {
  const sweep = async () => {
    try {
      await settleExpired(services, { limit: repliesASweep });
      await services.turns.dropExpiredKeys(services.now());
      await services.sharedCounters.dropExpired(services.now());
    } catch (error) {
      services.log.warning("sweep failed", { error: describeFailure(error) });
    }
  };
  const timer = setInterval(() => void sweep(), sweepEveryMs);
  timer.unref();
  if (kind === "pglite") {
    await services.turns.expireLeases(services.now()).catch(() => {});
    await sweep();
  }
  return { stop: () => clearInterval(timer) };
}
