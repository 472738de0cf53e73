import { DomainError } from "#api/errors.ts";
import { runJobs } from "#api/jobs/run-jobs.ts";
import type { Services } from "#api/services.ts";
import { stopRemoved } from "./stop-removed.ts";

/**
 * Removes a conversation with its messages. A reply that is being written is stopped; the inference
 * server is told to forget its cache, at once or when it can be reached again.
 *
 * @throws DomainError not-found
 */
export async function removeConversation(
  services: Services,
  userId: string,
  id: string,
): Promise<void> {
  const removed = await services.conversations.remove(userId, id, services.now());
  if (removed === undefined) throw new DomainError("not-found");
  stopRemoved(services, removed);
  services.defer(runJobs(services));
}
