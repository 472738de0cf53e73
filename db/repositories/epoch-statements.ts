import { sql, type SQL } from "drizzle-orm";
import { v7 as newId } from "uuid";

import { forgetTraces } from "./inference-traces.ts";
import type { ReplyOutcome, StoredEpoch } from "./turn.ts";

/**
 * Parts of the statement that closes a turn, for the conversation of `mine`: its epochs, as they were
 * planned on what the turn read. Where that has changed since (something was deleted, say), nothing is
 * stored, and as the turn's prompt may have come into the cache after that was erased, it is erased again.
 */
export function changingEpochs({ epochs }: ReplyOutcome, now: SQL): SQL {
  const { revision, numbers, written } = epochs ?? { revision: -1, numbers: [], written: [] };
  const isChanged = sql`${epochs !== null}::boolean`;
  return sql`
    prompted as (
      select c.id, c.prompt_revision, c.prompt_revision = ${revision}::integer as is_current
      from conversations c join mine on c.id = mine.conversation_id
      where mine.is_open and ${isChanged}
    ), left_behind as (
      delete from conversation_epochs e using prompted p
      where e.conversation_id = p.id and p.is_current and not exists (
        select 1 from json_array_elements_text(${JSON.stringify(numbers)}::json) as n (number)
        where n.number::integer = e.number)
    ), planned as (
      insert into conversation_epochs
        (id, conversation_id, number, revision, persona, stage, basis, context, summary, rewritten,
          first_sequence, carried_through, message_budget, cache_slot, reason, ready_at, created_at)
      select n.id, p.id, n.number, p.prompt_revision, n.persona, n.stage, n.basis, n.context,
        n.summary, n.rewritten, n."firstSequence", n."carriedThrough", n."messageBudget",
        n."cacheSlot", n.reason, case when n."isReady" then ${now} end, ${now}
      from prompted p, json_to_recordset(${JSON.stringify(written.map(withId))}::json) as n (
        id uuid, number integer, persona text, stage text, basis text, context text, summary text,
        rewritten text, "firstSequence" integer, "carriedThrough" integer,
        "messageBudget" integer, "cacheSlot" integer, reason text, "isReady" boolean)
      where p.is_current
      on conflict (conversation_id, number) do update set
        revision = excluded.revision, persona = excluded.persona, stage = excluded.stage,
        basis = excluded.basis, context = excluded.context, summary = excluded.summary,
        rewritten = excluded.rewritten, first_sequence = excluded.first_sequence,
        carried_through = excluded.carried_through, message_budget = excluded.message_budget,
        cache_slot = excluded.cache_slot, reason = excluded.reason, ready_at = excluded.ready_at,
        created_at = excluded.created_at
    ), refilled as (
      ${erasingJob({ conversations: sql`select p.id from prompted p where not p.is_current`, now })}
    )`;
}

const withId = (epoch: StoredEpoch) => ({ ...epoch, id: newId() });

interface Ending {
  /** A query of the ids of conversations. */
  conversations: SQL;
  now: SQL;
  /** The id of the job, for who wants to do it at once. */
  jobId?: string;
}

/**
 * Parts of a statement after which nothing is left of what conversations' prompts were made of: their
 * epochs go, and a job has the caches erased. The same statement has to raise `prompt_revision`, so
 * that a turn which is under way finds that out.
 */
export function endingEpochs(ending: Ending): SQL {
  return sql`
    ended as (
      delete from conversation_epochs where conversation_id in (${ending.conversations})
    ), erasing as (
      ${erasingJob(ending)}
    )`;
}

/**
 * The same parts of the statement that closes a turn with which facts are forgotten: for all of the
 * user's conversations, of which it raises the revision itself for that of `mine`.
 */
export function forgettingPrompts({ userId, forgotten }: ReplyOutcome, now: SQL): SQL {
  const conversations = sql`
    select c.id from conversations c, mine
    where c.user_id = ${userId}::uuid and mine.is_open and ${forgotten.length > 0}::boolean`;
  return sql`
    revised as (
      update conversations set prompt_revision = prompt_revision + 1
      where id in (${conversations} and c.id <> mine.conversation_id)
    ), ${endingEpochs({ conversations, now })}`;
}

/** Stores a job that has the caches of conversations erased; none for none. */
function erasingJob({ conversations, now, jobId = newId() }: Ending): SQL {
  return sql`
    insert into jobs (id, kind, payload, run_after, created_at)
    select ${jobId}::uuid, ${forgetTraces}, jsonb_build_object('completions', '[]'::jsonb,
      'caches', jsonb_agg(gone.id)), ${now}, ${now}
    from (${conversations}) as gone (id) having count(*) > 0`;
}
