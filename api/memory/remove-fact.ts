import { DomainError } from "#api/errors.ts";
import { runJobs } from "#api/jobs/run-jobs.ts";
import type { Services } from "#api/services.ts";

/**
 * Removes a fact. It is not learnt again from the same messages.
 *
 * @throws DomainError not-found
 */
export async function removeFact(services: Services, userId: string, id: string): Promise<void> {
  const isGone = await services.facts.remove(userId, id, services.now());
  if (!isGone) throw new DomainError("not-found");
  services.defer(runJobs(services));
}
