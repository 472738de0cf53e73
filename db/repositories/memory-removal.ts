import { sql } from "drizzle-orm";

import { rowsOf, type Database } from "#db/clients/database.ts";
import { isDatabaseUnavailable } from "./failures.ts";
import type { RemovedMessage } from "./message-changes.ts";
import { forgettingPrompts } from "./prompt-traces.ts";

interface Forgetting {
  userId: string;
  /** Whether the messages go, too. */
  withMessages: boolean;
  now: Date;
}

const attempts = 3;

/** The end of all that is remembered of a user. */
export function createMemoryRemoval(db: Database) {
  return {
    /**
     * Removes everything that was learnt of a user, and marks what was said until now as nothing to
     * remember. Returns the messages that went, with the replies that were being written.
     */
    async remove(forgetting: Forgetting): Promise<RemovedMessage[]> {
      for (let attempt = 1; ; attempt += 1) {
        try {
          return await db.transaction((tx) => remove(tx, forgetting));
        } catch (error) {
          // A turn that was just being opened or closed may hold what this waits for, and wait itself.
          if (attempt === attempts || !isDatabaseUnavailable(error)) throw error;
        }
      }
    },
  };
}

async function remove(
  tx: Database,
  { userId, withMessages, now }: Forgetting,
): Promise<RemovedMessage[]> {
  const user = sql`${userId}::uuid`;
  const at = sql`${now.toISOString()}::timestamptz`;
  // In the order in which turns take them: conversations first. What waits for these sees the mark.
  await tx.execute(
    sql`select id from conversations where user_id = ${user} order by id for update`,
  );
  await tx.execute(sql`
    with ${forgettingPrompts(user, sql`(values (1)) as always`, { now: at, fromNow: true })}
    update messages m set note = null from conversations c
    where c.id = m.conversation_id and c.user_id = ${user} and m.note is not null`);
  await tx.execute(sql`
    with facts as (delete from user_facts where user_id = ${user}),
      happened as (delete from episodes where user_id = ${user}),
      related as (delete from relations where user_id = ${user}),
      known as (delete from entities where user_id = ${user}),
      buried as (delete from forgotten_facts where user_id = ${user}),
      learnt as (update imports set done = total where user_id = ${user}),
      planned as (delete from jobs where user_id = ${user})
    delete from search_postings where user_id = ${user}`);
  if (!withMessages) return [];
  const result = await tx.execute(sql`
    with removed as (
      delete from messages m using conversations c
      where c.id = m.conversation_id and c.user_id = ${user}
      returning m.id, m.conversation_id, m.attempt, m.status
    ), untitled as (
      update conversations set title = null where user_id = ${user}
    ), buried as (
      insert into message_tombstones (message_id, conversation_id, deleted_at)
      select id, conversation_id, ${at} from removed
    )
    select id, attempt, status in ('pending', 'streaming') as was_in_progress from removed`);
  return rowsOf<{ id: string; attempt: number; was_in_progress: boolean }>(result).map(
    ({ id, attempt, was_in_progress: wasInProgress }) => ({ id, attempt, wasInProgress }),
  );
}
