import type { ConversationRow } from "#db/repositories/conversations.ts";
import type { Conversation } from "./schemas.ts";

/** A stored conversation as a client sees it. */
export function toConversation(row: ConversationRow): Conversation {
  return {
    id: row.id,
    title: row.title,
    personality: row.personality as Conversation["personality"],
    startedAt: row.startedAt.toISOString(),
    lastMessageAt: row.lastMessageAt.toISOString(),
    isActive: row.isActive,
  };
}
