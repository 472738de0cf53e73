import type { Services } from "#api/services.ts";
import { sweep } from "#api/sweep.ts";
import type { DatabaseClient } from "#db/clients/database.ts";
import { describeFailure } from "#db/repositories/failures.ts";

const sweepEveryMs = 15_000;

/**
 * Sweeps every 15 seconds. The embedded database has no other users, so there a start settles all
 * replies that are still in progress.
 */
export async function sweepExpired(
  services: Services,
  kind: DatabaseClient["kind"],
): Promise<{ stop(): void }> {
  const sweepSafely = async () => {
    try {
      await sweep(services);
    } catch (error) {
      services.log.warning("sweep failed", { error: describeFailure(error) });
    }
  };
  const timer = setInterval(() => void sweepSafely(), sweepEveryMs);
  timer.unref();
  if (kind === "pglite") {
    await services.turns.expireLeases(services.now()).catch(() => {});
    await sweepSafely();
  }
  return { stop: () => clearInterval(timer) };
}
