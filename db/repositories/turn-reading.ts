import { sql, type SQL } from "drizzle-orm";

/** So many of the last messages are read whatever the epoch. */
export const lastMessages = 12;

/** How many are read where there is no epoch yet, and how many at most. */
const windowRead = { fresh: 64, most: 400 };

/** How many facts are read with a turn: more than a prompt has room for. */
const factsRead = 30;

/** What the user said last, compared with what they say now: so much of so many messages. */
const saidRead = { conversations: 6, messages: 40, characters: 400 };

/** A time as ISO 8601 text, which reads alike inside JSON from both drivers. */
export const timestampText = (column: SQL): SQL =>
  sql`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** What the last event of the ledger of the user of profile `p` says of all of it. */
const relationship = sql`
  (select e.totals || jsonb_build_object('score', e.score, 'stage', e.stage, 'events', e.number,
      'lastAt', ${timestampText(sql`e.at`)})
    from relationship_events e where e.user_id = p.user_id order by e.number desc limit 1)`;

const facts = sql`
  (select coalesce(json_agg(json_build_object('id', f.id, 'type', f.fact_type,
      'value', f.fact_value, 'confidence', f.confidence)), '[]'::json)
    from (
      select * from user_facts where user_id = p.user_id and invalidated_at is null
      order by extracted_at desc, id desc limit ${factsRead}
    ) f)`;

const statedFact = sql`
  (select f.id from user_facts f
    where f.user_id = p.user_id and f.invalidated_at is null and f.source in ('command', 'user')
    order by f.extracted_at desc, f.id desc limit 1)`;

const episodesRead = 12;

const episodes = sql`
  (select coalesce(json_agg(json_build_object('summary', e.summary,
      'at', ${timestampText(sql`e.occurred_at`)}) order by e.salience desc, e.occurred_at desc),
      '[]'::json)
    from (
      select * from episodes where user_id = p.user_id
      order by occurred_at desc, id desc limit ${episodesRead}
    ) e)`;

/** The profile `p` as far as it bears on a reply, with the relationship and what is remembered. */
export const profile = sql`
  json_build_object('name', p.name, 'gender', p.gender, 'location', p.location,
    'country', p.country, 'language', p.language, 'preferences', p.preferences,
    'birthDate', p.birth_date, 'age', p.age, 'ageRecordedOn', p.age_recorded_on,
    'minorAge', p.minor_age, 'minorAgeRecordedOn', p.minor_age_recorded_on,
    'relationship', ${relationship}, 'facts', ${facts}, 'statedFact', ${statedFact},
    'episodes', ${episodes})`;

/**
 * The messages of the conversation `existing` that come before a sequence number, oldest first: those
 * of its epochs, and always the last few.
 */
export function messagesBefore(sequence: SQL): SQL {
  return sql`
    (select coalesce(json_agg(json_build_object('sequence', w.sequence, 'role', w.role,
        'content', w.content, 'note', w.note, 'personality', w.personality,
        'emotion', w.emotion_label, 'intensity', w.emotion_intensity,
        'tokensUsed', w.tokens_used, 'promptTokens', w.prompt_tokens, 'epoch', w.epoch,
        'source', w.source, 'at', ${timestampText(sql`w.created_at`)})
        order by w.sequence), '[]'::json)
      from (
        select m.* from messages m, existing
        where ${mayBeRead} and m.sequence < ${sequence}
          and m.sequence >= coalesce(least(${firstOfEpochs}, (
            select m.sequence from messages m
            where ${mayBeRead} and m.sequence < ${sequence}
            order by m.sequence desc limit 1
            offset case when ${firstOfEpochs} is null then ${windowRead.fresh - 1}::integer
              else ${lastMessages - 1}::integer end)), 0)
        order by m.sequence desc limit ${windowRead.most}
      ) w)`;
}

/** Whether a prompt of the conversation `existing` may hold the message `m`. */
const mayBeRead = sql`
  m.conversation_id = existing.id and m.is_active and m.content <> ''
    and m.sequence >= existing.prompt_from_sequence`;

const epochsOfExisting = sql`
  conversation_epochs e, existing
  where e.conversation_id = existing.id and e.revision = existing.prompt_revision`;

/** The first message of the oldest epoch of the conversation `existing`; null where it has none. */
const firstOfEpochs = sql`(select min(e.first_sequence) from ${epochsOfExisting})`;

/** The epochs of the conversation `existing`, by number. */
export const epochs = sql`
  (select coalesce(json_agg(json_build_object('number', e.number, 'persona', e.persona,
      'stage', e.stage, 'basis', e.basis, 'context', e.context, 'summary', e.summary,
      'rewritten', e.rewritten, 'firstSequence', e.first_sequence,
      'carriedThrough', e.carried_through, 'messageBudget', e.message_budget,
      'cacheSlot', e.cache_slot, 'reason', e.reason, 'isReady', e.ready_at is not null)
      order by e.number), '[]'::json)
    from ${epochsOfExisting})`;

/** What the user said last in any conversation but for one message, newest first, cut short. */
export function saidBefore(user: SQL, exceptMessage: SQL): SQL {
  return sql`
    (select coalesce(json_agg(json_build_object('content', r.content,
        'at', ${timestampText(sql`r.created_at`)}) order by r.created_at desc), '[]'::json)
      from (
        select left(m.content, ${saidRead.characters}) as content, m.created_at
        from (
          select id from conversations where user_id = ${user}
          order by last_message_at desc, id desc limit ${saidRead.conversations}
        ) c cross join lateral (
          select content, created_at from messages
          where conversation_id = c.id and role = 'user' and source is null
            and id is distinct from ${exceptMessage}
          order by sequence desc limit ${saidRead.messages}
        ) m
        order by m.created_at desc limit ${saidRead.messages}
      ) r)`;
}

/** Who answered last in the user's other conversations of those that are not set to anybody. */
export function spokenElsewhere(user: SQL, exceptConversation: SQL): SQL {
  return sql`
    (select m.personality
      from (
        select id from conversations
        where user_id = ${user} and id <> ${exceptConversation} and personality is null
        order by last_message_at desc, id desc limit 1
      ) c cross join lateral (
        select personality from messages
        where conversation_id = c.id and role = 'assistant' and personality is not null
        order by sequence desc limit 1
      ) m)`;
}

/** Reads what composing the next prompt of a conversation needs, and changes nothing. */
export function peekingStatement(userId: string, conversationId: string): SQL {
  return sql`
    with existing as (
      select id, personality, prompt_from_sequence, prompt_revision from conversations
      where id = ${conversationId}::uuid and user_id = ${userId}::uuid
    )
    select existing.personality, existing.prompt_revision, ${profile} as profile,
      ${epochs} as epochs,
      ${messagesBefore(sql`2147483647`)} as window
    from existing, user_profiles p where p.user_id = ${userId}::uuid`;
}

/** Reads what a message of the user is worth, and how the relationship stands. */
export function scoringStatement(userId: string, userMessageId: string): SQL {
  const user = sql`${userId}::uuid`;
  const message = sql`${userMessageId}::uuid`;
  return sql`
    select ${profile} as profile, ${saidBefore(user, message)} as said_before,
      exists (select 1 from relationship_events e where e.message_id = ${message}) as is_scored,
      (select json_build_object('content', m.content, 'emotion', m.emotion_label,
          'intensity', m.emotion_intensity)
        from messages m where m.id = ${message}) as message
    from user_profiles p where p.user_id = ${user}`;
}
