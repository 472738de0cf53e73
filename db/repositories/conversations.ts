import { and, desc, eq, sql } from "drizzle-orm";
import { v7 as newId } from "uuid";

import { rowsOf, type Database } from "#db/clients/database.ts";
import { conversations } from "#db/schema/conversations.ts";
import { forgetTraces } from "./inference-traces.ts";
import type { RemovedMessage } from "./message-changes.ts";

export type ConversationRow = typeof conversations.$inferSelect;

/** Where a page of conversations goes on: after the one with this activity and id. */
export interface ConversationPosition {
  lastMessageAt: Date;
  id: string;
}

interface PageRequest {
  isActive: boolean | undefined;
  limit: number;
  after: ConversationPosition | undefined;
}

/** Conversations, always of one user: another's is as good as none. */
export function createConversationRepository(db: Database) {
  const owned = (userId: string, id: string) =>
    and(eq(conversations.id, id), eq(conversations.userId, userId));
  return {
    /** Stores a new conversation. */
    async add(row: ConversationRow): Promise<void> {
      await db.insert(conversations).values(row);
    },

    /** The user's conversation by id. */
    async find(userId: string, id: string): Promise<ConversationRow | undefined> {
      const [row] = await db.select().from(conversations).where(owned(userId, id));
      return row;
    },

    /** A page of the user's conversations, newest activity first. */
    async findPage(
      userId: string,
      { isActive, limit, after }: PageRequest,
    ): Promise<ConversationRow[]> {
      return db
        .select()
        .from(conversations)
        .where(
          and(
            eq(conversations.userId, userId),
            isActive === undefined ? undefined : eq(conversations.isActive, isActive),
            after && isAfter(after),
          ),
        )
        .orderBy(desc(conversations.lastMessageAt), desc(conversations.id))
        .limit(limit);
    },

    /** Changes what is given of the user's conversation; undefined when there is none. */
    async update(
      userId: string,
      id: string,
      changes: Partial<Pick<ConversationRow, "title" | "personality" | "isActive">>,
    ): Promise<ConversationRow | undefined> {
      const [row] = await db
        .update(conversations)
        .set(changes)
        .where(owned(userId, id))
        .returning();
      return row;
    },

    /**
     * Removes the user's conversation with its messages, and stores a job that has the inference
     * server forget its cache. Returns the replies that were in progress; undefined when there is no
     * such conversation.
     */
    async remove(userId: string, id: string, now: Date): Promise<RemovedMessage[] | undefined> {
      const result = await db.execute(removingStatement(userId, id, now));
      const rows = rowsOf<{ id: string | null; attempt: number }>(result);
      if (rows.length === 0) return undefined;
      return rows.flatMap(({ id: replyId, attempt }) =>
        replyId === null ? [] : [{ id: replyId, attempt, wasInProgress: true }],
      );
    },
  };
}

function removingStatement(userId: string, id: string, now: Date) {
  const at = sql`${now.toISOString()}::timestamptz`;
  return sql`
    with removed as (
      delete from conversations where id = ${id}::uuid and user_id = ${userId}::uuid
      returning id
    ), queued as (
      insert into jobs (id, kind, payload, run_after, created_at)
      select ${newId()}::uuid, ${forgetTraces}, jsonb_build_object('completions', '[]'::jsonb,
        'caches', jsonb_build_array(id)), ${at}, ${at} from removed
    )
    select m.id, m.attempt from removed left join messages m
      on m.conversation_id = removed.id and m.status in ('pending', 'streaming')`;
}

function isAfter({ lastMessageAt, id }: ConversationPosition) {
  const position = sql`(${lastMessageAt.toISOString()}::timestamptz, ${id}::uuid)`;
  return sql`(${conversations.lastMessageAt}, ${conversations.id}) < ${position}`;
}
