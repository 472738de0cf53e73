import { sql } from "drizzle-orm";
import { v7 as newId } from "uuid";

import type { Database } from "#db/clients/database.ts";
import { endingEpochs } from "./epoch-statements.ts";

interface EpochAddress {
  conversationId: string;
  number: number;
  /** Tells an epoch from another that was planned in its place. */
  carriedThrough: number;
}

/** What is kept of prompts besides the messages: epochs, and through a job the server's caches. */
export function createPromptMemory(db: Database) {
  return {
    /**
     * Ends the epochs of all of a user's conversations, because something that they may hold is not to
     * be told any more: a fact was changed or deleted, say. With `window` no message so far is ever
     * in a prompt again either. To be done in the transaction with the change, or after it.
     *
     * @returns the id of the job that has the caches erased, for `runJob`
     */
    async forget(
      userId: string,
      { now, window }: { now: Date; window: boolean },
      tx: Database = db,
    ): Promise<string> {
      const jobId = newId();
      const conversations = sql`select id from conversations where user_id = ${userId}::uuid`;
      const at = sql`${now.toISOString()}::timestamptz`;
      await tx.execute(sql`
        with ${endingEpochs({ conversations, now: at, jobId })}
        update conversations set prompt_revision = prompt_revision + 1,
          prompt_from_sequence = case when ${window}::boolean then last_sequence + 1
            else prompt_from_sequence end
        where user_id = ${userId}::uuid`);
      return jobId;
    },

    /** Notes that the beginning of an epoch's prompts has been read. */
    async markReady({ conversationId, number, carriedThrough }: EpochAddress, now: Date) {
      await db.execute(sql`
        update conversation_epochs set ready_at = ${now.toISOString()}::timestamptz
        where conversation_id = ${conversationId}::uuid and number = ${number}
          and carried_through = ${carriedThrough} and ready_at is null`);
    },
  };
}
