import { sql } from "drizzle-orm";

import type { ReplyOutcome, ReplyProgress, TurnRequest } from "./turns.ts";

/** How long a lease lasts from its last renewal. */
export const leaseMs = 15_000;

/** How many messages before this one the short-term window holds. */
export const windowMessages = 10;

const iso = (now: Date, laterMs = 0) => new Date(now.getTime() + laterMs).toISOString();

const held = ({ replyId, leaseOwner }: { replyId: string; leaseOwner: string }) =>
  sql`id = ${replyId}::uuid and lease_owner = ${leaseOwner}::uuid and status in ('pending', 'streaming')`;

/** Keeps the lease and the text so far, if the lease is still held. */
export function renewingStatement(progress: ReplyProgress) {
  const { now } = progress;
  return sql`
    update messages set
      status = 'streaming', content = ${progress.content}, personality = ${progress.personality},
      lease_until = ${iso(now, leaseMs)}::timestamptz, updated_at = ${iso(now)}::timestamptz
    where ${held(progress)}
    returning cancel_requested_at is not null as cancel`;
}

/** Ends the replies whose lease has expired, of one conversation or of all. */
export function settlingStatement(now: Date, conversationId: string | undefined) {
  const one = conversationId ?? null;
  return sql`
    update messages set
      status = case when content = '' then 'failed' else 'interrupted' end,
      error_code = 'inference-unavailable', lease_owner = null, lease_until = null,
      updated_at = ${iso(now)}::timestamptz
    where status in ('pending', 'streaming') and lease_until < ${iso(now)}::timestamptz
      and (${one}::uuid is null or conversation_id = ${one}::uuid)
    returning id`;
}

const windowSelection = sql`
  (select coalesce(json_agg(json_build_object('role', w.role, 'content', w.content)
      order by w.sequence), '[]'::json)
    from (
      select m.role, m.content, m.sequence from messages m, existing
      where m.conversation_id = existing.id and m.content <> ''
      order by m.sequence desc limit ${windowMessages}
    ) w)`;

/** Stores message and pending reply where nothing stands in the way, and reads what a prompt needs. */
export function openingStatement(turn: TurnRequest) {
  const user = sql`${turn.userId}::uuid`;
  const conversation = sql`${turn.conversationId}::uuid`;
  const now = sql`${iso(turn.now)}::timestamptz`;
  const opens = sql`${turn.opensConversation}::boolean`;
  const inProgress = sql`m.conversation_id = ${conversation} and m.role = 'assistant'
    and m.status in ('pending', 'streaming')`;
  return sql`
    with session as (
      select u.is_active from sessions s join users u on u.id = s.user_id
      where s.id = ${turn.sessionId}::uuid and s.user_id = ${user} and s.ended_at is null
    ), existing as (
      select id, is_active from conversations where id = ${conversation} and user_id = ${user}
    ), opened as (
      insert into conversations
        (id, user_id, title, started_at, last_message_at, is_active, last_sequence)
      select ${conversation}, ${user}, ${turn.title}::text, ${now}, ${now}, true, 2
      from session where is_active and ${opens}
      returning id, personality, last_sequence
    ), taken as (
      update conversations c set
        last_sequence = c.last_sequence + 2, last_message_at = ${now},
        title = coalesce(c.title, ${turn.title}::text)
      where c.id = ${conversation} and c.user_id = ${user} and c.is_active and not ${opens}
        and exists (select 1 from session where is_active)
        and not exists (select 1 from messages m where ${inProgress})
      returning c.id, c.personality, c.last_sequence
    ), turn as (
      select * from opened union all select * from taken
    ), asked as (
      insert into messages
        (id, conversation_id, sequence, role, content, status, created_at, updated_at)
      select ${turn.userMessageId}::uuid, id, last_sequence - 1, 'user', ${turn.content}::text,
        'complete', ${now}, ${now} from turn
    ), replied as (
      insert into messages
        (id, conversation_id, sequence, role, content, status, reply_to, source,
          lease_owner, lease_until, created_at, updated_at)
      select ${turn.replyId}::uuid, id, last_sequence, 'assistant', '', 'pending',
        ${turn.userMessageId}::uuid, 'model', ${turn.leaseOwner}::uuid,
        ${iso(turn.now, leaseMs)}::timestamptz, ${now}, ${now} from turn
    )
    select
      turn.id is not null as opened,
      (select is_active from session) as session_active,
      (select is_active from existing) as conversation_active,
      (select m.lease_until < ${now} from messages m, existing where ${inProgress}) as lease_expired,
      turn.personality,
      json_build_object('name', p.name, 'gender', p.gender, 'location', p.location,
        'language', p.language, 'preferences', p.preferences,
        'relationshipScore', p.relationship_score) as profile,
      ${windowSelection} as window
    from user_profiles p left join turn on true
    where p.user_id = ${user}`;
}

/** Writes the end of a reply, if its lease is still held. */
export function closingStatement(outcome: ReplyOutcome) {
  const now = sql`${iso(outcome.now)}::timestamptz`;
  const completion = outcome.completion === null ? null : JSON.stringify(outcome.completion);
  return sql`
    with reply as (
      update messages set
        status = ${outcome.status}, content = ${outcome.content},
        personality = ${outcome.personality}, tokens_used = ${outcome.tokensUsed}::integer,
        model = ${outcome.model}::text, completion = ${completion}::jsonb,
        error_code = ${outcome.errorCode}::text, lease_owner = null, lease_until = null,
        updated_at = ${now}
      where ${held(outcome)}
      returning conversation_id
    )
    update conversations c set last_message_at = ${now}
    from reply where c.id = reply.conversation_id
    returning c.id`;
}
