import { sql } from "drizzle-orm";

import { rowsOf, toDate, type Database } from "#db/clients/database.ts";
import { isMigrated } from "#db/clients/migration-state.ts";

/** What operators ask of the database as a whole. */
export function createServiceRepository(db: Database) {
  return {
    /** Resolves when the database answers. */
    async ping(): Promise<void> {
      await db.execute(sql`select 1`);
    },

    /** The time on the database's own clock. */
    async time(): Promise<Date> {
      const [row] = rowsOf<{ at: string }>(await db.execute(sql`select clock_timestamp() as at`));
      return toDate(row!.at);
    },

    /** Whether all migrations this code knows have been applied. */
    isMigrated: () => isMigrated({ db }),

    /** How many users have sent a message since then. */
    async countActiveUsers(since: Date): Promise<number> {
      const [row] = rowsOf<{ users: number }>(
        await db.execute(sql`
          select count(distinct user_id)::integer as users from conversations
          where last_message_at >= ${since.toISOString()}::timestamptz and last_sequence > 0`),
      );
      return row?.users ?? 0;
    },
  };
}
