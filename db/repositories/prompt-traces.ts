import { sql, type SQL } from "drizzle-orm";

import { forgetTraces } from "./inference-traces.ts";

/** So many conversations a job, that each is done in the time a job has. */
const conversationsAJob = 100;

/**
 * CTEs that take what the user's prompts have been made of out of every place but the messages: the
 * epochs go and new ones begin, and jobs have the inference server forget its caches. Nothing, where
 * `cause` is empty. With `fromNow` no prompt holds a message that is there now.
 */
export const forgettingPrompts = (
  user: SQL,
  cause: SQL,
  { now, fromNow = false }: { now: SQL; fromNow?: boolean },
) => sql`
  ended_epochs as (
    delete from conversation_epochs e using conversations c
    where c.id = e.conversation_id and c.user_id = ${user} and exists (select 1 from ${cause})
  ), revised as (
    update conversations c set prompt_revision = c.prompt_revision + 1,
      prompt_from_sequence = case when ${fromNow}::boolean then c.last_sequence + 1
        else c.prompt_from_sequence end
    where c.user_id = ${user} and exists (select 1 from ${cause})
  ), erasing as (
    insert into jobs (id, kind, payload, run_after, created_at)
    select gen_random_uuid(), ${forgetTraces}, jsonb_build_object('completions', '[]'::jsonb,
      'caches', jsonb_agg(c.id)), ${now}, ${now}
    from (
      select id, (row_number() over (order by id) - 1) / ${conversationsAJob} as part
      from conversations where user_id = ${user}
    ) c
    where exists (select 1 from ${cause}) group by c.part
  )`;
