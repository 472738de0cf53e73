import { DomainError } from "#api/errors.ts";
import type { Services } from "#api/services.ts";

/** Removes a conversation with its messages. @throws DomainError not-found */
export async function removeConversation(
  services: Services,
  userId: string,
  id: string,
): Promise<void> {
  if (!(await services.conversations.remove(userId, id))) throw new DomainError("not-found");
}
