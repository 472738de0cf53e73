import { sql } from "drizzle-orm";

import type { Database } from "#db/clients/database.ts";

/** How many words there are; the commonest are stop words, and not said here. */
const [vocabulary, stopWords] = [30_000, 60];

/** The id of one of the people that `fillMemory` makes. */
export const filledUserId = (number: number) =>
  `00000000-0000-7000-8000-${String(number).padStart(12, "0")}`;

/** A word as people choose them: the second is half as frequent as the first, and so on. */
export const spokenWord = () =>
  `w${Math.floor(stopWords * (vocabulary / stopWords) ** Math.random())}`;

/** Stores somebody with messages and their terms, without the checks that nothing here can fail. */
export async function fillMemory(
  db: Database,
  number: number,
  { messages, terms }: { messages: number; terms: number },
): Promise<void> {
  const user = sql`${filledUserId(number)}::uuid`;
  await db.transaction(async (tx) => {
    await tx.execute(sql`set local session_replication_role = replica`);
    await tx.execute(sql`set local statement_timeout = 0`);
    await tx.execute(sql`
      insert into conversations (id, user_id, last_sequence)
      values (${user}, ${user}, ${messages})`);
    // Ids begin with the time, one message an hour.
    await tx.execute(sql`
      with said as (
        select n, (lpad(to_hex((1700000000000 + n * 3600000::bigint)), 12, '0')
          || '7' || substr(md5(${filledUserId(number)} || n), 1, 3)
          || '8' || substr(md5(${filledUserId(number)} || n), 4, 15))::uuid as id
        from generate_series(1, ${messages}::integer) n
      ), stored as (
        insert into messages (id, conversation_id, sequence, role, content, status, created_at)
        select id, ${user}, n, case n % 2 when 1 then 'user' else 'assistant' end,
          'number ' || n || ' of what was said, about as long as one says something', 'complete',
          to_timestamp(1700000000 + n * 3600)
        from said
      )
      insert into search_postings (user_id, term, message_id, frequency, length)
      select distinct on (id, term) ${user}, term, id, 1, ${terms}
      from (
        select id, 'w' || floor(${stopWords}::float8
          * (${vocabulary}::float8 / ${stopWords}::float8) ^ random())::integer as term
        from said, generate_series(1, ${terms}::integer)
      ) spoken`);
  });
}
