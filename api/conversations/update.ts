import { DomainError } from "#api/errors.ts";
import type { Services } from "#api/services.ts";
import type { Conversation, ConversationChanges } from "./schemas.ts";
import { toConversation } from "./to-conversation.ts";

/** Changes what is given; what is not stays. @throws DomainError not-found */
export async function updateConversation(
  services: Services,
  userId: string,
  id: string,
  { title, personality, isActive }: ConversationChanges,
): Promise<Conversation> {
  const changes = {
    ...(title !== undefined && { title }),
    ...(personality !== undefined && { personality }),
    ...(isActive !== undefined && { isActive }),
  };
  const row =
    Object.keys(changes).length === 0
      ? await services.conversations.find(userId, id)
      : await services.conversations.update(userId, id, changes);
  if (row === undefined) throw new DomainError("not-found");
  return toConversation(row);
}
