import { sql } from "drizzle-orm";

import { rowsOf, type Database } from "#db/clients/database.ts";
import { addToIndex, wantsMemory, type IndexedMessage } from "./search-index.ts";
import { timestampText } from "./turn-reading.ts";

/** The kind of job that puts a conversation into the search index. */
export const indexConversationJob = "index-conversation";

/** A message that is not in the index yet. */
export interface UnindexedMessage {
  id: string;
  sequence: number;
  role: "user" | "assistant";
  content: string;
  at: string;
  /** Whether it is to be found later: not where its user has turned that off or had it forgotten. */
  isRemembered: boolean;
}

/** Putting conversations into the index afterwards, a part at a time. */
export function createIndexWork(db: Database) {
  return {
    /** The next messages of a conversation after a number, with whose they are. */
    async findNext(
      conversationId: string,
      { afterSequence, limit }: { afterSequence: number; limit: number },
    ): Promise<{ userId: string; messages: UnindexedMessage[] } | undefined> {
      const result = await db.execute(sql`
        select c.user_id as "userId", (
          select coalesce(json_agg(json_build_object('id', m.id, 'sequence', m.sequence,
            'role', m.role, 'content', m.content, 'at', ${timestampText(sql`m.created_at`)},
            'isRemembered', ${wantsMemory(sql`c.user_id`)}
              and (m.source = 'import' or m.sequence >= c.prompt_from_sequence)
              and (m.role = 'user' or m.source in ('model', 'import'))
          ) order by m.sequence), '[]'::json)
          from (
            select * from messages
            where conversation_id = c.id and sequence > ${afterSequence}
            order by sequence limit ${limit}
          ) m) as messages
        from conversations c where c.id = ${conversationId}::uuid`);
      return rowsOf<{ userId: string; messages: UnindexedMessage[] }>(result)[0];
    },

    /** Puts messages into the index; all up to a number are done then. */
    async add(
      conversationId: string,
      userId: string,
      { messages, upTo }: { messages: IndexedMessage[]; upTo: number },
    ): Promise<void> {
      await db.transaction(async (tx) => {
        await addToIndex(tx, userId, messages);
        await tx.execute(sql`
          update imports set done = greatest(done, least(total, (
            select count(*) from messages where conversation_id = ${conversationId}::uuid
              and source = 'import' and sequence <= ${upTo})))
          where conversation_id = ${conversationId}::uuid`);
      });
    },

    /** Marks a conversation as done to its end. */
    async finish(conversationId: string): Promise<void> {
      await db.execute(sql`
        update imports set done = total where conversation_id = ${conversationId}::uuid`);
    },
  };
}
