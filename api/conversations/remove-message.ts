import { DomainError } from "#api/errors.ts";
import type { Services } from "#api/services.ts";
import { stopRemoved } from "./stop-removed.ts";

interface RemoveRequest {
  userId: string;
  conversationId: string;
  messageId: string;
}

/**
 * Removes a message of either side. With the reply that is shown go its variants; one that is being
 * written is stopped.
 *
 * @throws DomainError not-found
 */
export async function removeMessage(services: Services, request: RemoveRequest): Promise<void> {
  const removed = await services.messageChanges.remove(request, services.now());
  if (removed.length === 0) throw new DomainError("not-found");
  stopRemoved(services, removed);
}
