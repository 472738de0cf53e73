import { sql, type SQL } from "drizzle-orm";

import { rowsOf, type Database } from "#db/clients/database.ts";
import { timestampText } from "./turn-reading.ts";

/** A term to look for. */
export interface WantedTerm {
  term: string;
  weight: number;
  /** How many of the newest messages with it are looked at. */
  atMost: number;
  /** Whether only messages of the time that is asked for count. */
  inTime: boolean;
}

/** What is looked for in the memory of a user. */
export interface RecallQuery {
  userId: string;
  terms: WantedTerm[];
  /** Messages said from this one to that one, by ids, which begin with their time. */
  time: { fromId: string; toId: string } | null;
  /** A pattern that what was learnt has to match; null for nothing. */
  pattern: string | null;
  /** Only messages of this conversation. */
  conversationId: string | null;
  /** How many messages are brought. */
  messages: number;
}

/** A message that may bear on what is looked for, or stands beside one that may. */
export interface FoundMessage {
  id: string;
  conversationId: string;
  sequence: number;
  role: "user" | "assistant";
  content: string;
  at: string;
  /** What BM25 makes of it; 0 where it only stands beside. */
  score: number;
  intensity: number | null;
  externalId: string | null;
  speaker: string | null;
  /** Whether it was said elsewhere. */
  isImported: boolean;
}

/** Something that was learnt and may bear on what is looked for. */
export interface FoundMemory {
  kind: "fact" | "episode" | "entity";
  id: string;
  text: string;
  at: string;
  /** From 0 to 1, how much it matters. */
  weight: number;
  messageIds: string[];
  externalIds: string[];
}

export interface Found {
  /** How many messages the user has, about. */
  total: number;
  messages: FoundMessage[];
  memories: FoundMemory[];
}

/** How fast another occurrence of a term counts less, and how much length takes away. */
const [k1, b] = [0.9, 0.4];
/** So many terms a message has, as messages of a chat go. */
const usualLength = 10;
/** So much of a message is brought. */
const characters = 600;
const memoriesAtMost = 60;

/** Reads what may bear on something, in one statement, and changes nothing. */
export function createRecallRepository(db: Database) {
  return {
    async recall(query: RecallQuery): Promise<Found> {
      const result = await db.execute(recallStatement(query));
      const [row] = rowsOf<{ [K in keyof Found]: Found[K] | null }>(result);
      const { messages, memories: learnt, total } = row ?? {};
      return { messages: messages ?? [], memories: learnt ?? [], total: total ?? 0 };
    },
  };
}

/**
 * Scores the user's messages by BM25 over the index, brings the best with their neighbours, and what
 * was learnt where its words match. What is not in the index is never brought, beside anything either.
 */
function recallStatement(query: RecallQuery): SQL {
  const user = sql`${query.userId}::uuid`;
  return sql`
    with ${scoring(query, user)}, near as (
      select m.id, m.conversation_id, m.sequence, m.role, m.content, m.created_at,
        m.emotion_intensity, m.external_id, m.speaker,
        m.source is not distinct from 'import' as is_imported, best.score
      from best join messages m on m.id = best.message_id
      join conversations c on c.id = m.conversation_id
      where c.user_id = ${user} and m.is_active
        and (${query.conversationId}::uuid is null or c.id = ${query.conversationId}::uuid)
      order by best.score desc limit ${query.messages}
    ), beside as (
      select distinct on (n.id) n.id, n.conversation_id, n.sequence, n.role, n.content, n.created_at,
        n.emotion_intensity, n.external_id, n.speaker,
        n.source is not distinct from 'import' as is_imported, 0::float8 as score
      from near cross join lateral (
        (select * from messages m where m.conversation_id = near.conversation_id
          and m.sequence > near.sequence and m.is_active order by m.sequence limit 1)
        union all
        (select * from messages m where m.conversation_id = near.conversation_id
          and m.sequence < near.sequence and m.is_active order by m.sequence desc limit 1)
      ) n
      where n.id not in (select id from near)
        and exists (select 1 from search_postings p where p.message_id = n.id)
    )
    select
      (select json_agg(json_build_object('id', m.id, 'conversationId', m.conversation_id,
          'sequence', m.sequence, 'role', m.role, 'content', left(m.content, ${characters}),
          'at', ${timestampText(sql`m.created_at`)}, 'score', m.score,
          'intensity', m.emotion_intensity, 'externalId', m.external_id, 'speaker', m.speaker,
          'isImported', m.is_imported))
        from (select * from near union all select * from beside) m) as messages,
      ${memories(user, query.pattern)} as memories, (select messages from said) as total`;
}

/** The best messages by their terms: `best (message_id, score)`. */
function scoring({ terms, time, conversationId, messages }: RecallQuery, user: SQL): SQL {
  const wanted = terms.map((term, number) => ({ ...term, number }));
  const kept = conversationId === null ? messages : messages * 20;
  return sql`
    wanted as (
      select * from json_to_recordset(${JSON.stringify(wanted)}::json) as w (
        number integer, term text, weight float8, "atMost" integer, "inTime" boolean)
    ), hits as materialized (
      select w.number, w.weight, p.message_id, p.frequency::float8 as frequency,
        p.length::float8 as length
      from wanted w cross join lateral (
        select message_id, frequency, length from search_postings
        where user_id = ${user} and term = w.term
          and (not w."inTime" or message_id between ${time?.fromId ?? null}::uuid
            and ${time?.toId ?? null}::uuid)
        order by message_id desc limit w."atMost"
      ) p
    ), counts as (
      select number, count(*)::float8 as messages from hits group by number
    ), said as (
      select coalesce(sum(last_sequence), 0)::float8 as messages from conversations
      where user_id = ${user}
    ), best as (
      select h.message_id, sum(h.weight
        * ln(1 + (greatest(said.messages - n.messages, 0) + 0.5) / (n.messages + 0.5))
        * h.frequency * ${k1 + 1}::float8 / (h.frequency
          + ${k1}::float8 * (${1 - b}::float8 + ${b / usualLength}::float8 * h.length))) as score
      from hits h join counts n on n.number = h.number cross join said
      group by h.message_id order by score desc, h.message_id desc limit ${kept}
    )`;
}

/** What was learnt and matches, as JSON. */
const memories = (user: SQL, pattern: string | null) => sql`
  (select json_agg(json_build_object('kind', k.kind, 'id', k.id, 'text', k.text,
      'at', ${timestampText(sql`k.at`)}, 'weight', k.weight, 'messageIds', k.message_ids,
      'externalIds', (select coalesce(json_agg(m.external_id), '[]'::json) from messages m
        where m.id = any(k.message_ids) and m.external_id is not null)))
    from (
      select 'fact' as kind, id, replace(fact_type, '_', ' ') || ': ' || fact_value as text,
        valid_from as at, confidence as weight, message_ids
      from user_facts where user_id = ${user} and invalidated_at is null
        and fact_type || ' ' || fact_value ~* ${pattern}::text
      union all
      select 'episode', id, summary, occurred_at, salience, message_ids
      from episodes where user_id = ${user} and summary ~* ${pattern}::text
      union all
      select 'entity', id, name || ' (' || kind || ')', created_at, 0.5, '{}'::uuid[]
      from entities where user_id = ${user}
        and name || ' ' || array_to_string(aliases, ' ') ~* ${pattern}::text
      order by 4 desc limit ${memoriesAtMost}
    ) k)`;
