import { sql, type SQL } from "drizzle-orm";

import { isForgotten } from "./forgotten-facts.ts";
import type { StoredVariant } from "./messages.ts";
import { intoIndex, postingsOf, wantsMemory } from "./search-index.ts";
import { timestampText } from "./turn-reading.ts";
import { held } from "./lease-statements.ts";
import { iso, json } from "./sql-values.ts";
import type { ReplyOutcome } from "./turn.ts";

/** Whether just this end has been written: the answer to the statement that did it was lost. */
const isStored = ({ replyId, status, content, completion }: ReplyOutcome) => sql`
  id = ${replyId}::uuid and status = ${status} and content = ${content}
    and completion is not distinct from ${json(completion)}::jsonb`;

/**
 * Writes the end of a reply, if its lease is still held, with all that its turn changes: the ledger,
 * the facts, who the conversation is with. Once more is the same as once. A reply without a word that
 * was to replace another steps back behind the variant that was shown before it.
 *
 * The conversation is locked before its messages, as by whoever removes one of them.
 *
 * Fails on `relationship_events_user_id_number_key` when the ledger has moved on meanwhile.
 */
export function closingStatement(outcome: ReplyOutcome): SQL {
  const isWordless = outcome.content === "" && outcome.status !== "complete";
  const now = sql`${iso(outcome.now)}::timestamptz`;
  return sql`
    with locked as (
      select c.id, c.prompt_from_sequence from conversations c
      where c.id = (select conversation_id from messages where id = ${outcome.replyId}::uuid)
      for update
    ), mine as (
      select id, reply_to, conversation_id, lease_owner is not null as is_open,
        sequence >= (select prompt_from_sequence from locked) as is_remembered from messages
      where conversation_id in (select locked.id from locked)
        and ((${held(outcome)}) or (${isStored(outcome)})) for update
    ), former as (
      select v.id from messages r join messages v on v.reply_to = r.reply_to and v.id <> r.id
      where r.id = ${outcome.replyId}::uuid and ${isWordless}::boolean and r.is_active
      order by v.content = '', v.updated_at desc, v.sequence desc limit 1
    ), reply as (
      update messages set
        status = ${outcome.status}, content = ${outcome.content},
        personality = ${outcome.personality}, tokens_used = ${outcome.tokensUsed}::integer,
        prompt_tokens = ${outcome.promptTokens}::integer,
        model = ${outcome.model}::text, source = ${outcome.source},
        opening = ${json(outcome.opening)}::jsonb,
        completion = ${json(outcome.completion)}::jsonb, error_code = ${outcome.errorCode}::text,
        is_active = is_active and not exists (select 1 from former),
        lease_owner = null, lease_until = null, updated_at = ${now}
      from mine where messages.id = mine.id
      returning messages.id, messages.conversation_id, messages.reply_to
    ), restored as (
      update messages set is_active = true, updated_at = ${now}
      from reply, former where messages.id = former.id
    ), noted as (
      update messages set note = ${outcome.note}::text from mine
      where messages.id = mine.reply_to and mine.is_remembered
        and ${outcome.note !== null}::boolean
    ), ${growing(outcome)}, ${learning(outcome, now)}, ${indexing(outcome)}
    update conversations c set last_message_at = ${now},
      personality = coalesce(${outcome.conversationPersonality}::text, c.personality)
    from reply where c.id = reply.conversation_id
    returning ${variantsOf(sql`reply`)} as variants`;
}

/** The events of the ledger, and what they and the message change in the profile. */
function growing({ userId, events, minorAge, now }: ReplyOutcome): SQL {
  const age = sql`${minorAge}::integer`;
  const day = sql`${iso(now).slice(0, 10)}::date`;
  // Who was said to be younger before stays so, by as many years as have passed since.
  const isYounger = sql`(${age} is not null and (p.minor_age is null
    or ${age} < p.minor_age + extract(year from age(${day}, p.minor_age_recorded_on))))`;
  return sql`
    grown as (
      insert into relationship_events
        (id, user_id, number, at, delta, score, stage, reason, totals, message_id)
      select e.id, ${userId}::uuid, e.number, e.at, e.delta, e.score, e.stage, e.reason, e.totals,
        mine.reply_to
      from mine, json_to_recordset(${JSON.stringify(events)}::json) as e (
        id uuid, number integer, at timestamptz, delta integer, score integer, stage text,
        reason text, totals jsonb)
      where mine.is_open
    ), profiled as (
      update user_profiles p set
        relationship_score = coalesce(${events.at(-1)?.score ?? null}::integer,
          p.relationship_score),
        minor_age = case when ${isYounger} then ${age} else p.minor_age end,
        minor_age_recorded_on = case when ${isYounger} then ${day} else p.minor_age_recorded_on end,
        preferences = case when ${age} is not null and p.preferences -> 'romance' = 'true'::jsonb
          then p.preferences || '{"romance": false}'::jsonb else p.preferences end
      from mine
      where p.user_id = ${userId}::uuid and mine.is_open
        and (${events.length > 0}::boolean or ${age} is not null)
    )`;
}

/** Facts: those that are new, those they take the place of, those that are forgotten. */
function learning({ userId, learned, forgotten }: ReplyOutcome, now: SQL): SQL {
  return sql`
    learned as (
      insert into user_facts
        (id, user_id, fact_type, fact_value, confidence, source, extracted_at, valid_from,
          message_ids)
      select f.id, ${userId}::uuid, f.type, f.value, f.confidence, f.source, ${now}, ${now},
        array_remove(array[mine.reply_to], null)
      from mine, json_to_recordset(${JSON.stringify(learned)}::json) as f (
        id uuid, type text, value text, confidence float8, source text)
      where mine.is_open and mine.is_remembered and not ${isForgotten(sql`${userId}::uuid`, {
        type: sql`f.type`,
        value: sql`f.value`,
        messageId: sql`mine.reply_to`,
      })}
      returning id
    ), superseded as (
      update user_facts o set invalidated_at = ${now}, superseded_by = f.id
      from mine, json_to_recordset(${JSON.stringify(learned)}::json) as f (
        id uuid, supersedes uuid)
      where mine.is_open and f.id in (select id from learned) and o.id = f.supersedes and o.user_id = ${userId}::uuid
    ), forgotten as (
      delete from user_facts f using mine, json_array_elements_text(${JSON.stringify(forgotten)}::json) as gone (id)
      where mine.is_open and f.id = gone.id::uuid and f.user_id = ${userId}::uuid
    )`;
}

/** What the search index keeps of the reply; a second time changes nothing. */
function indexing({ userId, indexed }: ReplyOutcome): SQL {
  const user = sql`${userId}::uuid`;
  return sql`
    indexed as (
      ${intoIndex} ${postingsOf(user, sql`mine.id`, indexed)}
      cross join mine where mine.is_open and mine.is_remembered and ${wantsMemory(user)}
      on conflict do nothing
    )`;
}

/** The other replies to the message that one answers, oldest first, as JSON. */
export const variantsOf = (reply: SQL): SQL<StoredVariant[]> => sql`(
  select coalesce(json_agg(json_build_object('id', v.id, 'content', v.content, 'status', v.status,
      'personality', v.personality, 'tokensUsed', v.tokens_used, 'model', v.model,
      'createdAt', ${timestampText(sql`v.created_at`)}) order by v.sequence), '[]'::json)
  from messages v where v.reply_to = ${reply}.reply_to and v.id <> ${reply}.id)`;
