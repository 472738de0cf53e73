import { sql } from "drizzle-orm";

import { rowsOf, type Database } from "#db/clients/database.ts";
import type { MemoryPosition } from "./memory-facts.ts";
import { forgettingPrompts } from "./prompt-traces.ts";
import { timestampText } from "./turn-reading.ts";

/** Something that happened, times as ISO 8601 text. */
export interface StoredEpisode {
  id: string;
  summary: string;
  emotion: string | null;
  intensity: number | null;
  salience: number;
  occurredAt: string;
  messageIds: string[];
}

/** Episodes, always of one user. */
export function createEpisodeRepository(db: Database) {
  return {
    /** A page of the user's episodes, the last one first. */
    async findPage(
      userId: string,
      { limit, after }: { limit: number; after: MemoryPosition | undefined },
    ): Promise<StoredEpisode[]> {
      const [at, id] = [after?.at ?? null, after?.id ?? null];
      const result = await db.execute(sql`
        select json_build_object('id', e.id, 'summary', e.summary, 'emotion', e.emotion,
          'intensity', e.intensity, 'salience', e.salience,
          'occurredAt', ${timestampText(sql`e.occurred_at`)}, 'messageIds', e.message_ids) as item
        from episodes e
        where e.user_id = ${userId}::uuid
          and (${id}::uuid is null or (e.occurred_at, e.id) < (${at}::timestamptz, ${id}::uuid))
        order by e.occurred_at desc, e.id desc limit ${limit}`);
      return rowsOf<{ item: StoredEpisode }>(result).map(({ item }) => item);
    },

    /** Removes an episode of the user; false when there is none such. */
    async remove(userId: string, id: string, now: Date): Promise<boolean> {
      const at = sql`${now.toISOString()}::timestamptz`;
      const result = await db.execute(sql`
        with gone as (
          delete from episodes where id = ${id}::uuid and user_id = ${userId}::uuid returning id
        ), ${forgettingPrompts(sql`${userId}::uuid`, sql`gone`, { now: at })}
        select id from gone`);
      return rowsOf(result).length > 0;
    },
  };
}
