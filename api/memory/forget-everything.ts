import { runJobs } from "#api/jobs/run-jobs.ts";
import type { Services } from "#api/services.ts";
import type { RemovedMessage } from "#db/repositories/message-changes.ts";

interface ForgetRequest {
  userId: string;
  withMessages: boolean;
  /** Stops the replies that are gone while they were written. */
  stop: (services: Services, removed: RemovedMessage[]) => void;
}

/**
 * Forgets everything that is remembered of the user. Without the messages themselves, those until now
 * can still be read, and are never recalled, learnt from or put in a prompt again.
 */
export async function forgetEverything(
  services: Services,
  { userId, withMessages, stop }: ForgetRequest,
): Promise<void> {
  const now = services.now();
  stop(services, await services.memoryRemoval.remove({ userId, withMessages, now }));
  services.defer(runJobs(services));
}
