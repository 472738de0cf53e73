import { and, desc, eq, gt, lt, sql } from "drizzle-orm";

import { rowsOf, type Database } from "#db/clients/database.ts";
import { relationshipEvents } from "#db/schema/relationship.ts";
import { userProfiles } from "#db/schema/users.ts";
import { profile, timestampText } from "./turn-reading.ts";
import type { TurnProfile } from "./turn.ts";

export type RelationshipEventRow = typeof relationshipEvents.$inferSelect;

/** How many messages of a day showed a feeling. */
export interface DayMood {
  /** The day (UTC). */
  day: string;
  emotion: string;
  messages: number;
  intensity: number;
}

/** The ledger of a user, and how they felt. */
export function createRelationshipRepository(db: Database) {
  return {
    /** The profile with the relationship, and since when there is the account. */
    async findProfile(
      userId: string,
    ): Promise<{ profile: TurnProfile; createdAt: string } | undefined> {
      const result = await db.execute(sql`
        select ${profile} as profile, ${timestampText(sql`u.created_at`)} as created_at
        from user_profiles p join users u on u.id = p.user_id where p.user_id = ${userId}::uuid`);
      const [row] = rowsOf<{ profile: TurnProfile; created_at: string }>(result);
      return row && { profile: row.profile, createdAt: row.created_at };
    },

    /** A page of the ledger, newest first, before a number when one is given. */
    async findPage(
      userId: string,
      { limit, beforeNumber }: { limit: number; beforeNumber: number | undefined },
    ): Promise<RelationshipEventRow[]> {
      return db
        .select()
        .from(relationshipEvents)
        .where(
          and(
            eq(relationshipEvents.userId, userId),
            beforeNumber === undefined ? undefined : lt(relationshipEvents.number, beforeNumber),
          ),
        )
        .orderBy(desc(relationshipEvents.number))
        .limit(limit);
    },

    /** The ledgers of one user or of all, oldest event first, with the score of the profile. */
    findLedgers: (userId?: string) => findLedgers(db, userId),

    /** How the user felt, by day and feeling, newest day first. */
    async findMoods(userId: string, since: Date): Promise<DayMood[]> {
      const result = await db.execute(sql`
        select to_char(m.created_at at time zone 'UTC', 'YYYY-MM-DD') as day,
          m.emotion_label as emotion, count(*)::integer as messages,
          avg(m.emotion_intensity)::float8 as intensity
        from conversations c join messages m on m.conversation_id = c.id
        where c.user_id = ${userId}::uuid and m.role = 'user' and m.emotion_label is not null
          and m.created_at >= ${since.toISOString()}::timestamptz
        group by 1, 2 order by 1 desc, 3 desc, 2`);
      return rowsOf<DayMood>(result);
    },
  };
}

/** A user's ledger, and the score their profile has. */
export interface StoredLedger {
  userId: string;
  profileScore: number;
  events: RelationshipEventRow[];
}

async function* findLedgers(db: Database, userId?: string): AsyncGenerator<StoredLedger> {
  let after = "00000000-0000-0000-0000-000000000000";
  for (;;) {
    const { userId: id, relationshipScore: profileScore } = userProfiles;
    const [next] = await db
      .select({ userId: id, profileScore })
      .from(userProfiles)
      .where(userId === undefined ? gt(id, after) : eq(id, userId))
      .orderBy(id)
      .limit(1);
    if (next === undefined) return;
    const events = await db
      .select()
      .from(relationshipEvents)
      .where(eq(relationshipEvents.userId, next.userId))
      .orderBy(relationshipEvents.number);
    yield { ...next, events };
    if (userId !== undefined) return;
    after = next.userId;
  }
}
