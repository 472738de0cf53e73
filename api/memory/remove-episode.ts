import { DomainError } from "#api/errors.ts";
import { runJobs } from "#api/jobs/run-jobs.ts";
import type { Services } from "#api/services.ts";

/**
 * Removes an episode; its messages stay.
 *
 * @throws DomainError not-found
 */
export async function removeEpisode(services: Services, userId: string, id: string): Promise<void> {
  const isGone = await services.episodes.remove(userId, id, services.now());
  if (!isGone) throw new DomainError("not-found");
  services.defer(runJobs(services));
}
