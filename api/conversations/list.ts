import { cutPage } from "#api/cursors.ts";
import type { Services } from "#api/services.ts";
import type { Conversation } from "./schemas.ts";
import { toConversation } from "./to-conversation.ts";

interface ListRequest {
  userId: string;
  isActive: boolean | undefined;
  limit: number;
  cursor: string | undefined;
}

/**
 * A page of the user's conversations, newest activity first.
 *
 * @throws DomainError validation-failed for a cursor that is not of this list
 */
export async function listConversations(
  services: Services,
  { userId, isActive, limit, cursor }: ListRequest,
): Promise<{ items: Conversation[]; nextCursor: string | null }> {
  const position = await services.cursors.decode("conversations", userId, cursor);
  const [lastMessageAt, id] = position ?? [];
  const after =
    lastMessageAt === undefined || id === undefined
      ? undefined
      : { lastMessageAt: new Date(lastMessageAt), id };
  const rows = await services.conversations.findPage(userId, { isActive, limit: limit + 1, after });
  const { page, last } = cutPage(rows, limit);
  const next = last && [last.lastMessageAt.toISOString(), last.id];
  return {
    items: page.map(toConversation),
    nextCursor: next ? await services.cursors.encode("conversations", userId, next) : null,
  };
}
