import { sql, type SQL } from "drizzle-orm";

import { rowsOf, type Database } from "#db/clients/database.ts";
import { burying, normalised } from "./forgotten-facts.ts";
import { forgettingPrompts } from "./prompt-traces.ts";
import { timestampText } from "./turn-reading.ts";

/** A fact as it is stored, times as ISO 8601 text. */
export interface StoredFact {
  id: string;
  factType: string;
  factValue: string;
  confidence: number;
  source: string;
  extractedAt: string;
  validFrom: string;
  invalidatedAt: string | null;
  supersededBy: string | null;
  messageIds: string[];
}

/** Where a page of facts or episodes goes on: after the one of this time and id. */
export interface MemoryPosition {
  at: string;
  id: string;
}

interface PageRequest {
  type: string | undefined;
  /** Whether superseded ones are wanted, too. */
  history: boolean;
  limit: number;
  after: MemoryPosition | undefined;
}

/** What the user says of a fact. */
export interface FactWords {
  id: string;
  factType: string;
  factValue: string;
}

const fact = sql`json_build_object('id', f.id, 'factType', f.fact_type, 'factValue', f.fact_value,
  'confidence', f.confidence, 'source', f.source, 'extractedAt', ${timestampText(sql`f.extracted_at`)},
  'validFrom', ${timestampText(sql`f.valid_from`)},
  'invalidatedAt', ${timestampText(sql`f.invalidated_at`)},
  'supersededBy', f.superseded_by, 'messageIds', f.message_ids)`;

/** Facts, always of one user: another's are as good as none. What the user says of them wins. */
export function createFactRepository(db: Database) {
  const read = async (statement: SQL): Promise<StoredFact[]> =>
    rowsOf<{ item: StoredFact }>(await db.execute(statement)).map(({ item }) => item);
  return {
    /** A page of the user's facts, the last learnt first. */
    findPage: (userId: string, { type, history, limit, after }: PageRequest) =>
      read(sql`
        select ${fact} as item from user_facts f
        where f.user_id = ${userId}::uuid
          and (${type ?? null}::text is null or f.fact_type = ${type ?? null}::text)
          and (${history}::boolean or f.invalidated_at is null)
          and (${after?.id ?? null}::uuid is null
            or (f.extracted_at, f.id) < (${after?.at ?? null}::timestamptz, ${after?.id ?? null}::uuid))
        order by f.extracted_at desc, f.id desc limit ${limit}`),

    /**
     * Stores what the user says outright, under a new id. One that was known is the user's own from
     * now on. Of a type that matches `single` there is one at a time: it takes the other's place.
     */
    async add(
      userId: string,
      words: FactWords,
      { single, now }: { single: string; now: Date },
    ): Promise<{ fact: StoredFact; isNew: boolean }> {
      const [stored] = await read(addingStatement(userId, words, { single, now }));
      return { fact: stored!, isNew: stored!.id === words.id };
    },

    /** Changes what is given of a fact of the user; undefined when there is none such. */
    async update(
      userId: string,
      words: Pick<FactWords, "id"> & Partial<FactWords>,
      { single, now }: { single: string; now: Date },
    ): Promise<StoredFact | undefined> {
      return (await read(updatingStatement(userId, words, { single, now })))[0];
    },

    /** Removes a fact of the user, not to be learnt again from the same messages. False for none such. */
    async remove(userId: string, id: string, now: Date): Promise<boolean> {
      const at = sql`${now.toISOString()}::timestamptz`;
      const result = await db.execute(sql`
        with gone as (
          delete from user_facts where id = ${id}::uuid and user_id = ${userId}::uuid returning *
        ), buried as (${burying(sql`gone`, at)}),
        ${forgettingPrompts(sql`${userId}::uuid`, sql`gone`, { now: at })}
        select id from gone`);
      return rowsOf(result).length > 0;
    },
  };
}

interface Rules {
  /** The types of which a user has one at a time, as a pattern. */
  single: string;
  now: Date;
}

function addingStatement(
  userId: string,
  { id, factType, factValue }: FactWords,
  { single, now }: Rules,
): SQL {
  const user = sql`${userId}::uuid`;
  const at = sql`${now.toISOString()}::timestamptz`;
  const type = sql`${factType}::text`;
  return sql`
    with known as (
      update user_facts set source = 'user', confidence = 1
      where id = (
        select id from user_facts where user_id = ${user} and fact_type = ${type}
          and invalidated_at is null
          and ${normalised(sql`fact_value`)} = ${normalised(sql`${factValue}::text`)}
        order by extracted_at desc, id desc limit 1
      ) returning *
    ), added as (
      insert into user_facts
        (id, user_id, fact_type, fact_value, confidence, source, extracted_at, valid_from)
      select ${id}::uuid, ${user}, ${type}, ${factValue}::text, 1, 'user', ${at}, ${at}
      where not exists (select 1 from known) returning *
    ), superseded as (
      update user_facts o set invalidated_at = ${at}, superseded_by = ${id}::uuid from added
      where o.user_id = ${user} and o.fact_type = ${type} and o.invalidated_at is null
        and ${type} ~ ${single}::text
    )
    select ${fact} as item from (select * from known union all select * from added) f`;
}

function updatingStatement(
  userId: string,
  { id, factType, factValue }: Pick<FactWords, "id"> & Partial<FactWords>,
  { single, now }: Rules,
): SQL {
  const user = sql`${userId}::uuid`;
  const at = sql`${now.toISOString()}::timestamptz`;
  return sql`
    with former as (
      select * from user_facts where id = ${id}::uuid and user_id = ${user} for update
    ), changed as (
      update user_facts f set
        fact_type = coalesce(${factType ?? null}::text, f.fact_type),
        fact_value = coalesce(${factValue ?? null}::text, f.fact_value),
        source = 'user', confidence = 1, message_ids = '{}'
      from former where f.id = former.id returning f.*
    ), buried as (${burying(sql`former`, at)}),
    superseded as (
      update user_facts o set invalidated_at = ${at}, superseded_by = c.id from changed c
      where o.user_id = ${user} and o.fact_type = c.fact_type and o.id <> c.id
        and o.invalidated_at is null and c.invalidated_at is null and c.fact_type ~ ${single}::text
    ), ${forgettingPrompts(user, sql`changed`, { now: at })}
    select ${fact} as item from changed f`;
}
