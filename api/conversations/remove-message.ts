import { DomainError } from "#api/errors.ts";
import type { Services } from "#api/services.ts";
import { completionKey } from "./reply-work.ts";

interface RemoveRequest {
  userId: string;
  conversationId: string;
  messageId: string;
}

/**
 * Removes a message of either side; of a reply its variants go with it. One that is being written
 * is stopped and forgotten by the inference server, too.
 *
 * @throws DomainError not-found
 */
export async function removeMessage(services: Services, request: RemoveRequest): Promise<void> {
  const removed = await services.messageChanges.remove(request, services.now());
  if (removed.length === 0) throw new DomainError("not-found");
  for (const { id, attempt, wasInProgress } of removed) {
    if (!wasInProgress) continue;
    services.replies.get(id)?.cancel();
    services.defer(services.inference.forget(completionKey({ replyId: id }, attempt)));
  }
}
