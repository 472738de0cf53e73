import type { Services } from "#api/services.ts";
import type { DatabaseClient } from "#db/clients/database.ts";
import { describeFailure } from "#db/repositories/failures.ts";
import { leaseMs } from "#db/repositories/turn-statements.ts";

const sweepEveryMs = 15_000;

/**
 * Settles replies whose writer is gone, now and every 15 seconds. The embedded database has no
 * other users, so what is still in progress there at the start is nobody's any more. A sweep that
 * fails is logged and tried again: a database may be migrated only after the start.
 */
export async function sweepExpiredReplies(
  services: Services,
  kind: DatabaseClient["kind"],
): Promise<{ stop(): void }> {
  const sweep = async (now: Date) => {
    try {
      await services.turns.settleExpired(now);
    } catch (error) {
      services.log.warning("sweep failed", { error: describeFailure(error) });
    }
  };
  const laterMs = kind === "pglite" ? leaseMs : 0;
  await sweep(new Date(services.now().getTime() + laterMs));
  const timer = setInterval(() => void sweep(services.now()), sweepEveryMs);
  timer.unref();
  return { stop: () => clearInterval(timer) };
}
