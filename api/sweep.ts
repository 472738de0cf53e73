import { settleExpired } from "./conversations/settle-reply.ts";
import { runJobs } from "./jobs/run-jobs.ts";
import type { Services } from "./services.ts";

const repliesASweep = 20;
/** How long a sign-in is kept after it can no longer be gone on with. */
const sessionsKeptMs = 30 * 24 * 60 * 60 * 1000;

/** What has to be done from time to time: replies whose writer is gone, jobs, what has had its time. */
export async function sweep(services: Services): Promise<void> {
  await settleExpired(services, { limit: repliesASweep });
  const now = services.now();
  await services.turns.dropExpiredKeys(now);
  await services.sharedCounters.dropExpired(now);
  await services.passwordResets.dropExpired(now);
  await services.sessions.dropExpired(new Date(now.getTime() - sessionsKeptMs));
  services.defer(runJobs(services));
}
