import { sql } from "drizzle-orm";

import { rowsOf, type Database } from "#db/clients/database.ts";
import { timestampText } from "./turn-reading.ts";

/** People, places and things of a user, and how they are related. */
export interface StoredGraph {
  entities: { id: string; name: string; kind: string; aliases: string[]; mentions: number }[];
  relations: {
    id: string;
    from: string;
    relation: string;
    to: string;
    validFrom: string;
    invalidatedAt: string | null;
    messageIds: string[];
  }[];
}

/** The entities of one user as a graph. */
export function createGraphRepository(db: Database) {
  return {
    /** All of it, what is mentioned most first. */
    async find(userId: string): Promise<StoredGraph> {
      const user = sql`${userId}::uuid`;
      const result = await db.execute(sql`
        select
          (select coalesce(json_agg(json_build_object('id', e.id, 'name', e.name, 'kind', e.kind,
              'aliases', e.aliases, 'mentions', e.mentions) order by e.mentions desc, e.id), '[]'::json)
            from entities e where e.user_id = ${user}) as entities,
          (select coalesce(json_agg(json_build_object('id', r.id, 'from', r.from_id,
              'relation', r.relation, 'to', r.to_id, 'validFrom', ${timestampText(sql`r.valid_from`)},
              'invalidatedAt', ${timestampText(sql`r.invalidated_at`)},
              'messageIds', r.message_ids) order by r.valid_from, r.id), '[]'::json)
            from relations r where r.user_id = ${user}) as relations`);
      return rowsOf<StoredGraph>(result)[0]!;
    },
  };
}
