import { sql } from "drizzle-orm";

import { rowsOf, type Database } from "#db/clients/database.ts";
import type { MessageRow } from "./messages.ts";

interface MessageAddress {
  userId: string;
  conversationId: string;
  messageId: string;
}

/** Changes to messages other than writing a reply. */
export function createMessageChanges(db: Database) {
  return {
    /**
     * Removes one of the user's messages, of a reply its variants too, and leaves a tombstone for
     * each. Returns what was removed.
     */
    async remove(
      { userId, conversationId, messageId }: MessageAddress,
      now: Date,
    ): Promise<{ id: string; attempt: number; wasInProgress: boolean }[]> {
      const result = await db.execute(sql`
        with target as (
          select m.id, m.role, m.reply_to from messages m
          join conversations c on c.id = m.conversation_id
          where m.id = ${messageId}::uuid and m.conversation_id = ${conversationId}::uuid
            and c.user_id = ${userId}::uuid
        ), removed as (
          delete from messages m using target t
          where m.id = t.id
            or (t.role = 'assistant' and m.role = 'assistant' and m.reply_to = t.reply_to)
          returning m.id, m.conversation_id, m.attempt, m.status
        ), buried as (
          insert into message_tombstones (message_id, conversation_id, deleted_at)
          select id, conversation_id, ${now.toISOString()}::timestamptz from removed
        )
        select id, attempt, status in ('pending', 'streaming') as was_in_progress from removed`);
      return rowsOf<{ id: string; attempt: number; was_in_progress: boolean }>(result).map(
        ({ id, attempt, was_in_progress: wasInProgress }) => ({ id, attempt, wasInProgress }),
      );
    },

    /** Makes one of several replies to a message the active one; false while one is written. */
    async select({ id, replyTo }: MessageRow, now: Date): Promise<boolean> {
      const result = await db.execute(sql`
        update messages set is_active = (id = ${id}::uuid), updated_at = ${now.toISOString()}::timestamptz
        where reply_to = ${replyTo}::uuid and (is_active or id = ${id}::uuid)
          and not exists (select 1 from messages w where w.reply_to = ${replyTo}::uuid
            and w.status in ('pending', 'streaming'))
        returning id`);
      return rowsOf(result).length > 0;
    },
  };
}
