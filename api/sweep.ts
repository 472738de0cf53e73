import { settleExpired } from "./conversations/settle-reply.ts";
import { runJobs } from "./jobs/run-jobs.ts";
import type { Services } from "./services.ts";

const repliesASweep = 20;

/** What has to be done from time to time: replies whose writer is gone, jobs, what has had its time. */
export async function sweep(services: Services): Promise<void> {
  await settleExpired(services, { limit: repliesASweep });
  await services.turns.dropExpiredKeys(services.now());
  await services.sharedCounters.dropExpired(services.now());
  await services.passwordResets.dropExpired(services.now());
  await services.sharedCounters.dropExpired(services.now());
  services.defer(runJobs(services));
}
