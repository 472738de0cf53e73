import { DomainError } from "#api/errors.ts";
import { runJobs } from "#api/jobs/run-jobs.ts";
import type { Services } from "#api/services.ts";
import type { Fact, FactChanges } from "./schemas.ts";
import { singleValued } from "./single-valued.ts";

/**
 * Corrects a fact: it is the user's own from now on, and what it said before is not learnt again from
 * the same messages.
 *
 * @throws DomainError not-found
 */
export async function changeFact(
  services: Services,
  userId: string,
  { id, factType, factValue }: FactChanges & { id: string },
): Promise<Fact> {
  const words = {
    id,
    ...(factType !== undefined && { factType }),
    ...(factValue !== undefined && { factValue }),
  };
  const rules = { single: singleValued, now: services.now() };
  const fact = await services.facts.update(userId, words, rules);
  if (fact === undefined) throw new DomainError("not-found");
  services.defer(runJobs(services));
  return fact;
}
