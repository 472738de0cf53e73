import { DomainError } from "#api/errors.ts";
import type { Services } from "#api/services.ts";
import type { Conversation } from "./schemas.ts";
import { toConversation } from "./to-conversation.ts";

/** The user's conversation. @throws DomainError not-found */
export async function loadConversation(
  services: Services,
  userId: string,
  id: string,
): Promise<Conversation> {
  const row = await services.conversations.find(userId, id);
  if (row === undefined) throw new DomainError("not-found");
  return toConversation(row);
}
