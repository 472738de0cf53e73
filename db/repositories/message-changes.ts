import { sql } from "drizzle-orm";

import { rowsOf, type Database } from "#db/clients/database.ts";
import type { MessageRow } from "./messages.ts";
import { endingEpochs } from "./epoch-statements.ts";
import { isTitleOf } from "./turn-statements.ts";

interface MessageAddress {
  userId: string;
  conversationId: string;
  messageId: string;
}

/** A message that is gone, and what of it may still be under way. */
export interface RemovedMessage {
  id: string;
  attempt: number;
  wasInProgress: boolean;
}

/** Changes to messages other than writing a reply. */
export function createMessageChanges(db: Database) {
  return {
    /**
     * Removes one of the user's messages and leaves a tombstone for each row that goes. With the
     * reply that is shown go its variants; with a message of the user those that are not shown, and
     * the conversation's title where that is its words; with all of them the conversation's epochs,
     * and by a job its caches.
     */
    async remove(
      { userId, conversationId, messageId }: MessageAddress,
      { now, erasingJobId }: { now: Date; erasingJobId: string },
    ): Promise<RemovedMessage[]> {
      const at = sql`${now.toISOString()}::timestamptz`;
      const conversations = sql`select ${conversationId}::uuid from target`;
      const result = await db.execute(sql`
        with held as (
          select id from conversations
          where id = ${conversationId}::uuid and user_id = ${userId}::uuid for update
        ), target as (
          select m.id, m.role, m.reply_to, m.is_active, m.content from messages m, held
          where m.id = ${messageId}::uuid and m.conversation_id = held.id
        ), orphaned as (
          update messages m set reply_to = null, updated_at = ${at}
          from target t where t.role = 'user' and m.reply_to = t.id and m.is_active
        ), revised as (
          update conversations c set prompt_revision = c.prompt_revision + 1,
            title = case when t.role = 'user' and ${isTitleOf(sql`c.title`, sql`t.content`)}
              then null else c.title end
          from target t where c.id = ${conversationId}::uuid
        ), ${endingEpochs({ conversations, now: at, jobId: erasingJobId })}, removed as (
          delete from messages m using target t
          where m.id = t.id
            or (t.role = 'assistant' and t.is_active and m.reply_to = t.reply_to)
            or (t.role = 'user' and not m.is_active and m.reply_to = t.id)
          returning m.id, m.conversation_id, m.attempt, m.status
        ), buried as (
          insert into message_tombstones (message_id, conversation_id, deleted_at)
          select id, conversation_id, ${at} from removed
        )
        select id, attempt, status in ('pending', 'streaming') as was_in_progress from removed`);
      return rowsOf<{ id: string; attempt: number; was_in_progress: boolean }>(result).map(
        ({ id, attempt, was_in_progress: wasInProgress }) => ({ id, attempt, wasInProgress }),
      );
    },

    /**
     * Makes one of several replies to the user's last message the active one; false when a reply is
     * being written, and when the user has gone on. Taking a number of the conversation's keeps
     * turns away that would begin from the reply that was active before.
     */
    async select({ id, replyTo, conversationId }: MessageRow, now: Date): Promise<boolean> {
      return db.transaction(async (tx) => {
        await tx.execute(sql`
          update conversations set last_sequence = last_sequence + 1
          where id = ${conversationId}::uuid`);
        // A statement of its own: it sees what was done while the first one waited.
        const result = await tx.execute(sql`
          update messages m set
            is_active = (m.id = ${id}::uuid), updated_at = ${now.toISOString()}::timestamptz
          from messages u
          where u.id = ${replyTo}::uuid and m.reply_to = u.id and (m.is_active or m.id = ${id}::uuid)
            and not exists (select 1 from messages n where n.conversation_id = u.conversation_id
              and n.role = 'user' and n.sequence > u.sequence)
            and not exists (select 1 from messages w where w.reply_to = u.id
              and w.status in ('pending', 'streaming'))
          returning m.id`);
        return rowsOf(result).length > 0;
      });
    },
  };
}
