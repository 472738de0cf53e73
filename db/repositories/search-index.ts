import { sql, type SQL } from "drizzle-orm";

import type { Database } from "#db/clients/database.ts";

/** A text as the search index keeps it. */
export interface IndexedText {
  /** How many terms it has, repetitions counted. */
  length: number;
  terms: [term: string, frequency: number][];
}

/** A message as the search index keeps it. */
export interface IndexedMessage extends IndexedText {
  messageId: string;
}

/** The rows of the index for a text of the message whose id is given; none without a text. */
export const postingsOf = (user: SQL, message: SQL, text: IndexedText | null) => sql`
  select ${user}, e.term, ${message}, e.frequency, ${text?.length ?? 0}::smallint
  from json_to_recordset(${JSON.stringify(
    (text?.terms ?? []).map(([term, frequency]) => ({ term, frequency })),
  )}::json) as e (term text, frequency smallint)`;

/** Where the rows of the index go. */
export const intoIndex = sql`
  insert into search_postings (user_id, term, message_id, frequency, length)`;

/** Whether the user wants anything of what they say to be remembered. */
export const wantsMemory = (user: SQL) => sql`
  ((select preferences -> 'memory' from user_profiles where user_id = ${user})
    is distinct from 'false'::jsonb)`;

/** Puts messages of the user into the index; those that are there, or gone, are passed over. */
export async function addToIndex(
  db: Database,
  userId: string,
  messages: IndexedMessage[],
): Promise<void> {
  const rows = messages.flatMap(({ messageId: message, length, terms }) =>
    terms.map(([term, frequency]) => ({ message, term, frequency, length })),
  );
  if (rows.length === 0) return;
  await db.execute(sql`
    ${intoIndex}
    select ${userId}::uuid, e.term, m.id, e.frequency, e.length
    from json_to_recordset(${JSON.stringify(rows)}::json) as e (
      message uuid, term text, frequency smallint, length smallint)
    join messages m on m.id = e.message
    on conflict do nothing`);
}
