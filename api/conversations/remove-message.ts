import { v7 as uuidv7 } from "uuid";

import { DomainError } from "#api/errors.ts";
import { runJob } from "#api/jobs/run-jobs.ts";
import type { Services } from "#api/services.ts";
import { stopRemoved } from "./stop-removed.ts";

interface RemoveRequest {
  userId: string;
  conversationId: string;
  messageId: string;
}

/**
 * Removes a message of either side. With the reply that is shown go its variants; one that is being
 * written is stopped. The inference server's cache of the conversation is erased before this is done, or
 * as soon as the server can be reached again.
 *
 * @throws DomainError not-found
 */
export async function removeMessage(services: Services, request: RemoveRequest): Promise<void> {
  const erasingJobId = uuidv7();
  const { messageChanges, now } = services;
  const removed = await messageChanges.remove(request, { now: now(), erasingJobId });
  if (removed.length === 0) throw new DomainError("not-found");
  stopRemoved(services, removed);
  await runJob(services, erasingJobId);
}
