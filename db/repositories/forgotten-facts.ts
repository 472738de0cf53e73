import { sql, type SQL } from "drizzle-orm";

/** A value as it is compared: the same however it is cased and spaced. */
export const normalised = (value: SQL) =>
  sql`lower(btrim(regexp_replace(${value}, '\\s+', ' ', 'g')))`;

/** What is kept of a value that is gone: enough to know it again, and not the value. */
const digestOf = (value: SQL) =>
  sql`encode(sha256(convert_to(${normalised(value)}, 'UTF8')), 'hex')`;

/**
 * Keeps rows of a CTE of facts from being learnt again from the messages they were learnt from. A
 * fact that the user told outright leaves nothing behind.
 */
export const burying = (facts: SQL, now: SQL) => sql`
  insert into forgotten_facts (id, user_id, fact_type, value_digest, message_ids, forgotten_at)
  select gen_random_uuid(), f.user_id, f.fact_type, ${digestOf(sql`f.fact_value`)}, f.message_ids,
    ${now}
  from ${facts} f where cardinality(f.message_ids) > 0`;

/** Whether the user has deleted or corrected this fact after it was learnt from this message. */
export const isForgotten = (
  userId: SQL,
  { type, value, messageId }: { type: SQL; value: SQL; messageId: SQL },
) => sql`
  exists (select 1 from forgotten_facts t
    where t.user_id = ${userId} and t.fact_type = ${type}
      and t.value_digest = ${digestOf(value)} and ${messageId} = any(t.message_ids))`;
