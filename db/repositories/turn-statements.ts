import { sql, type SQL } from "drizzle-orm";

import {
  messagesBefore,
  profile,
  saidBefore,
  spokenElsewhere,
  timestampText,
} from "./turn-reading.ts";
import { intoIndex, postingsOf, wantsMemory } from "./search-index.ts";
import { countingOf, isQuotaLeft } from "./turn-quota.ts";
import { inProgress, leaseMs } from "./lease-statements.ts";
import { iso } from "./sql-values.ts";
import type { TurnRequest } from "./turn.ts";

/** How long an Idempotency-Key stands for its reply. */
export const idempotencyMs = 24 * 60 * 60 * 1000;

/**
 * The statement that opens a turn of any kind: one round trip in which the session is checked, an
 * Idempotency-Key is recognised or taken, the turn is counted, the rows are written if nothing stands
 * in the way, and all that composing a prompt needs is read. What stood in the way comes back as facts.
 */
export function openingStatement(turn: TurnRequest): SQL {
  const user = sql`${turn.userId}::uuid`;
  const now = sql`${iso(turn.now)}::timestamptz`;
  return sql`
    with session as (
      select u.is_active from sessions s join users u on u.id = s.user_id
      where s.id = ${turn.sessionId}::uuid and s.user_id = ${user}
        and (s.ended_at is null or not u.is_active)
    ), known as (
      select k.fingerprint, k.reply_id from idempotency_keys k
      where k.user_id = ${user} and k.key = ${turn.idempotency?.key ?? null}::text
        and k.created_at > ${iso(turn.now, -idempotencyMs)}::timestamptz
    ), existing as (
      select id, is_active, last_sequence, prompt_from_sequence from conversations
      where id = ${turn.conversationId}::uuid and user_id = ${user}
    ), standing as (
      select m.id, m.lease_until < ${now} as lease_expired from messages m, existing
      where m.conversation_id = existing.id and m.role = 'assistant' and m.status in ${inProgress}
        and m.source is distinct from 'safety'
    ), ${countingOf(turn)}, allowed as (
      select 1 as yes where exists (select 1 from session where is_active)
        and not exists (select 1 from known)
        and (${turn.isUrgent}::boolean or not exists (select 1 from standing))
        and ${isQuotaLeft(turn)}
    ), ${writing(turn, now)}, keyed as (
      insert into idempotency_keys (user_id, key, fingerprint, reply_id, created_at)
      select ${user}, ${turn.idempotency?.key ?? null}::text,
        ${turn.idempotency?.fingerprint ?? null}::text, turn.reply_id, ${now}
      from turn where ${turn.idempotency !== undefined}::boolean
    )
    select
      (select is_active from session) as session_active,
      (select is_active from existing) as conversation_active,
      (select count from counted) as count, (select window_ends_at from counted) as window_ends_at,
      (select json_build_object('fingerprint', fingerprint, 'replyId', reply_id) from known) as known,
      (select json_build_object('replyId', id, 'leaseExpired', lease_expired) from standing)
        as standing,
      (select state from target) as target,
      (select row_to_json(turn) from turn) as turn,
      ${profile} as profile,
      ${messagesBefore(turn.target === undefined ? sql`2147483647` : sql`(select user_sequence from target)`)}
        as window,
      ${saidBefore(user, sql`(select user_message_id from turn)`)} as said_before,
      ${spokenElsewhere(user, sql`${turn.conversationId}::uuid`)} as last_personality,
      exists (select 1 from relationship_events e
        where e.message_id = (select user_message_id from turn)) as is_scored
    from user_profiles p where p.user_id = ${user}`;
}

function writing(turn: TurnRequest, now: SQL): SQL {
  switch (turn.target?.kind) {
    case undefined:
      return sending(turn, now);
    case "regenerate":
      return regenerating(turn, turn.target.replyId, now);
    case "edit":
      return editing(turn, turn.target.userMessageId, now);
    case "continue":
      return continuing(turn, turn.target.replyId, now);
    default:
      return turn.target satisfies never;
  }
}

/** A pending reply to the message of the open turn, and the columns every opening gives back. */
const newReply = (turn: TurnRequest, now: SQL) => sql`
  insert into messages
    (id, conversation_id, sequence, role, content, status, reply_to, source,
      lease_owner, lease_until, created_at, updated_at)
  select turn.reply_id, turn.conversation_id, turn.reply_sequence, 'assistant', '', 'pending',
    turn.user_message_id, ${turn.isUrgent ? "safety" : "model"}, ${turn.leaseOwner}::uuid,
    ${iso(turn.now, leaseMs)}::timestamptz, ${now}, ${now} from turn`;

/** What was read of a feeling, unless the user does not want that. */
const feeling = (turn: TurnRequest, value: SQL) => sql`
  case when (select preferences -> 'emotion' from user_profiles where user_id = ${turn.userId}::uuid)
    = 'false'::jsonb then null else ${value} end`;

/** What the search index keeps of the message of the turn. */
function indexing({ userId, indexed }: TurnRequest): SQL {
  const user = sql`${userId}::uuid`;
  return sql`
    ${postingsOf(user, sql`turn.user_message_id`, indexed)} cross join turn where ${wantsMemory(user)}`;
}

/** A new message, in a new conversation or in one that is there. */
function sending(turn: TurnRequest, now: SQL): SQL {
  const opens = sql`${turn.opensConversation}::boolean`;
  return sql`
    opened as (
      insert into conversations
        (id, user_id, title, started_at, last_message_at, is_active, last_sequence)
      select ${turn.conversationId}::uuid, ${turn.userId}::uuid, ${turn.title}::text,
        ${now}, ${now}, true, 2
      from allowed where ${opens}
      returning id, personality, last_sequence
    ), taken as (
      update conversations c set
        last_sequence = c.last_sequence + 2, last_message_at = ${now},
        title = coalesce(c.title, ${turn.title}::text)
      from allowed, existing
      where c.id = existing.id and (c.is_active or ${turn.isUrgent}::boolean) and not ${opens}
      returning c.id, c.personality, c.last_sequence
    ), target as (
      select null::text as state, null::integer as user_sequence where false
    ), turn as (
      select t.id as conversation_id, t.personality, t.last_sequence as reply_sequence,
        ${turn.replyId}::uuid as reply_id, ${turn.userMessageId}::uuid as user_message_id,
        ${turn.content}::text as content, t.last_sequence - 1 as user_sequence,
        null::text as note, ${iso(turn.now)}::text as asked_at,
        ''::text as reply_text, 1 as attempt, ${iso(turn.now)}::text as replied_at
      from (select * from opened union all select * from taken) t
    ), asked as (
      insert into messages
        (id, conversation_id, sequence, role, content, status, emotion_label, emotion_intensity,
          created_at, updated_at)
      select user_message_id, conversation_id, reply_sequence - 1, 'user', content, 'complete',
        ${feeling(turn, sql`${turn.emotion?.label ?? null}::text`)},
        ${feeling(turn, sql`${turn.emotion?.intensity ?? null}::real`)}, ${now}, ${now} from turn
    ), indexed as (
      ${intoIndex} ${indexing(turn)}
    ), replied as (${newReply(turn, now)})`;
}

/** What a turn that starts from a message that is there gives back. */
const turnFrom = (turn: TurnRequest, { content, note }: { content: SQL; note: SQL }) => sql`
  select taken.id as conversation_id, taken.personality, taken.last_sequence as reply_sequence,
    ${turn.replyId}::uuid as reply_id, target.user_message_id, ${content} as content,
    target.user_sequence, ${note} as note,
    target.asked_at, ''::text as reply_text, 1 as attempt, ${iso(turn.now)}::text as replied_at
  from taken, target`;

/**
 * Takes a number, and with it the conversation's row, from a conversation that still is as this
 * statement sees it: whoever had the row first may have changed which reply is the newest.
 */
const nextSequence = (turn: TurnRequest, now: SQL, title = sql`c.title`) => sql`
  update conversations c set last_sequence = c.last_sequence + 1, last_message_at = ${now},
    title = ${title}
  from allowed, target, existing
  where c.id = existing.id and c.last_sequence = existing.last_sequence
    and (c.is_active or ${turn.isUrgent}::boolean) and target.state = 'ready'
  returning c.id, c.personality, c.last_sequence`;

/** Whether an active message of the same conversation comes after one. */
const hasSuccessor = (message: SQL, role?: "user") => sql`
  exists (select 1 from messages n where n.conversation_id = ${message}.conversation_id
    and n.is_active and n.sequence > ${message}.sequence
    ${role === undefined ? sql`` : sql`and n.role = ${role}`})`;

/** Whether a conversation was named after a message: the title is its beginning, on one line. */
export function isTitleOf(title: SQL, content: SQL): SQL {
  const line = sql`btrim(regexp_replace(${content}, '\\s+', ' ', 'g'))`;
  const isCut = sql`${title} like '%…' and starts_with(${line}, rtrim(${title}, '…'))`;
  return sql`(${title} = ${line} or ${isCut})`;
}

/** Whether the message `u` is one that prompts no longer hold: it is not said again. */
const isForgotten = sql`u.sequence < existing.prompt_from_sequence`;

/** Another reply to the message of the newest one, which becomes a variant. */
function regenerating(turn: TurnRequest, replyId: string, now: SQL): SQL {
  return sql`
    target as (
      select r.conversation_id, u.id as user_message_id, u.content, u.sequence as user_sequence,
        u.note,
        ${timestampText(sql`u.created_at`)} as asked_at,
        case when u.id is null or not r.is_active or ${hasSuccessor(sql`r`)} or ${isForgotten}
          then 'not-newest' else 'ready' end as state
      from existing join messages r on r.conversation_id = existing.id
      left join messages u on u.id = r.reply_to
      where r.id = ${replyId}::uuid and r.role = 'assistant'
    ), taken as (${nextSequence(turn, now)}),
    turn as (${turnFrom(turn, { content: sql`target.content`, note: sql`target.note` })}),
    retired as (
      update messages set is_active = false, updated_at = ${now}
      from turn where messages.id = ${replyId}::uuid
    ), replied as (${newReply(turn, now)})`;
}

/** Other words for the last message of the user; the replies to it are gone. */
function editing(turn: TurnRequest, userMessageId: string, now: SQL): SQL {
  const isItsTitle = isTitleOf(sql`c.title`, sql`target.old_content`);
  const retitled = sql`case when ${isItsTitle} then ${turn.title}::text else c.title end`;
  return sql`
    target as (
      select u.conversation_id, u.id as user_message_id, u.sequence as user_sequence,
        u.content as old_content,
        ${timestampText(sql`u.created_at`)} as asked_at,
        case when ${hasSuccessor(sql`u`, "user")} then 'not-newest' else 'ready' end as state
      from existing join messages u on u.conversation_id = existing.id
      where u.id = ${userMessageId}::uuid and u.role = 'user'
    ), taken as (${nextSequence(turn, now, retitled)}),
    turn as (${turnFrom(turn, { content: sql`${turn.content}::text`, note: sql`null::text` })}),
    edited as (
      update messages set content = turn.content, note = null,
        emotion_label = ${feeling(turn, sql`${turn.emotion?.label ?? null}::text`)},
        emotion_intensity = ${feeling(turn, sql`${turn.emotion?.intensity ?? null}::real`)},
        updated_at = ${now}
      from turn where messages.id = turn.user_message_id
    ), removed as (
      delete from messages using turn where messages.reply_to = turn.user_message_id
      returning messages.id, messages.conversation_id
    ), buried as (
      insert into message_tombstones (message_id, conversation_id, deleted_at)
      select id, conversation_id, ${now} from removed
    ), unindexed as (
      delete from search_postings p using turn where p.message_id = turn.user_message_id
      returning p.term
    ), indexed as (
      ${intoIndex} ${indexing(turn)}
        -- The old words have to be gone before the new ones come.
        and (select count(*) from unindexed) >= 0
    ), replied as (${newReply(turn, now)})`;
}

/** The same reply again, from where it broke off, if the user has not gone on since. */
function continuing(turn: TurnRequest, replyId: string, now: SQL): SQL {
  return sql`
    target as (
      select r.id, r.conversation_id, r.content as reply_text, r.created_at,
        u.id as user_message_id, u.content, u.sequence as user_sequence, u.note,
        ${timestampText(sql`u.created_at`)} as asked_at,
        case when u.id is null or ${hasSuccessor(sql`u`, "user")}
          or r.status not in ('interrupted', 'failed') or ${isForgotten} then 'not-newest' else 'ready' end as state
      from existing join messages r on r.conversation_id = existing.id
      left join messages u on u.id = r.reply_to
      where r.id = ${replyId}::uuid and r.role = 'assistant'
    ), unchanged as (
      ${nextSequence(turn, now)}
    ), taken as (
      update messages m set
        status = 'pending', attempt = m.attempt + 1, error_code = null, cancel_requested_at = null,
        is_active = true, lease_owner = ${turn.leaseOwner}::uuid,
        lease_until = ${iso(turn.now, leaseMs)}::timestamptz, updated_at = ${now}
      from unchanged, target
      where m.id = target.id and m.status in ('interrupted', 'failed')
      returning m.attempt, m.sequence, m.personality
    ), retired as (
      update messages m set is_active = false, updated_at = ${now}
      from taken, target
      where m.reply_to = target.user_message_id and m.id <> target.id and m.is_active
    ), turn as (
      select target.conversation_id,
        coalesce(taken.personality, c.personality) as personality,
        taken.sequence as reply_sequence, target.id as reply_id, target.user_message_id,
        target.content, target.user_sequence, target.note, target.asked_at, target.reply_text,
        taken.attempt,
        ${timestampText(sql`target.created_at`)} as replied_at
      from taken, target join conversations c on c.id = target.conversation_id
    )`;
}
