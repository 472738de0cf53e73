import { and, desc, eq, lt } from "drizzle-orm";

import type { Database } from "#db/clients/database.ts";
import { conversations, messages } from "#db/schema/conversations.ts";

export type MessageRow = typeof messages.$inferSelect;
export type MessageStatus = MessageRow["status"];

interface PageRequest {
  limit: number;
  beforeSequence: number | undefined;
}

/** Messages, always within a conversation of one user. */
export function createMessageRepository(db: Database) {
  return {
    /**
     * A page of the user's conversation, newest first, before a sequence number when one is given.
     * One statement; undefined when the user has no such conversation.
     */
    async findPage(
      userId: string,
      conversationId: string,
      { limit, beforeSequence }: PageRequest,
    ): Promise<MessageRow[] | undefined> {
      const isBefore =
        beforeSequence === undefined ? undefined : lt(messages.sequence, beforeSequence);
      const rows = await db
        .select({ message: messages })
        .from(conversations)
        .leftJoin(messages, and(eq(messages.conversationId, conversations.id), isBefore))
        .where(and(eq(conversations.id, conversationId), eq(conversations.userId, userId)))
        .orderBy(desc(messages.sequence))
        .limit(limit);
      if (rows.length === 0) return undefined;
      return rows.flatMap(({ message }) => (message === null ? [] : [message]));
    },
  };
}
