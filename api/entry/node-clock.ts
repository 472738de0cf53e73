import type { Log } from "#api/platform.ts";
import type { DatabaseClient } from "#db/clients/database.ts";
import { createServiceRepository } from "#db/repositories/service.ts";

const syncEveryMs = 60_000;
/** Less is not worth a word, nor a clock that jumps. */
const toleranceMs = 1000;

/**
 * The time, which is the database's where this machine's differs by more than a second: leases are
 * given by one instance and judged by another. Asked for at the start and every minute.
 */
export async function startClock(
  { db }: Pick<DatabaseClient, "db">,
  machine: () => number = Date.now,
) {
  const service = createServiceRepository(db);
  let aheadMs = 0;
  const sync = async () => {
    const before = machine();
    const at = (await service.time()).getTime();
    const differenceMs = at - (before + machine()) / 2;
    aheadMs = Math.abs(differenceMs) > toleranceMs ? Math.round(differenceMs) : 0;
  };
  await sync();
  const timer = setInterval(() => void sync().catch(() => {}), syncEveryMs);
  timer.unref();
  return {
    now: () => new Date(machine() + aheadMs),
    /** Tells the operator of a clock that is wrong, here or there. */
    report(log: Log) {
      if (aheadMs !== 0) log.warning("the database's clock differs and is followed", { aheadMs });
    },
    stop: () => clearInterval(timer),
  };
}
