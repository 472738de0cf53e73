import { sql } from "drizzle-orm";

import { rowsOf, type Database } from "#db/clients/database.ts";
import { violatedConstraint } from "./failures.ts";
import { indexConversationJob } from "./index-work.ts";
import type { Idempotency } from "./turn.ts";
import { idempotencyMs } from "./turn-statements.ts";
import { createTurnUpkeep } from "./turn-upkeep.ts";

/** A message that comes from elsewhere. */
export interface ImportedMessage {
  id: string;
  externalId: string | null;
  role: "user" | "assistant";
  content: string;
  speaker: string | null;
  at: string;
}

/** How far a conversation that came from elsewhere has been learnt from. */
export interface ImportProgress {
  done: number;
  total: number;
}

/** What is imported. Without a title or a personality the conversation has none. */
export interface NewImport {
  userId: string;
  /** The id of the conversation where it is a new one. */
  conversationId: string;
  title: string | null;
  personality: string | null;
  messages: ImportedMessage[];
  idempotency: Idempotency | undefined;
  now: Date;
}

/** What came of an import; or what the same Idempotency-Key came with before. */
export type Imported =
  | { kind: "done"; conversationId: string; imported: number }
  | { kind: "known"; fingerprint: string; conversationId: string | null; imported: number };

/** So many rows a statement. */
const rowsAStatement = 500;

/** Conversations that come from elsewhere: all of one, or nothing, and once. */
export function createImportRepository(db: Database) {
  const upkeep = createTurnUpkeep(db);
  return {
    /**
     * Stores what is imported, with a job that learns from it. What the user has imported before, by
     * the ids it was known by, is not stored again: the rest goes to the conversation that has it.
     */
    async add(request: NewImport): Promise<Imported> {
      const attempt = () => db.transaction((tx) => add(tx, request));
      try {
        return await attempt();
      } catch (error) {
        if (!violatedConstraint(error)?.startsWith("idempotency_keys")) throw error;
        // The key is there after its day, or a message has just been sent with it.
        await upkeep.dropExpiredKeys(request.now, request);
        return attempt();
      }
    },

    /** How far a conversation of the user has been learnt from; undefined for one made here. */
    async find(userId: string, conversationId: string): Promise<ImportProgress | undefined> {
      const result = await db.execute(sql`
        select done, total from imports
        where conversation_id = ${conversationId}::uuid and user_id = ${userId}::uuid`);
      return rowsOf<ImportProgress>(result)[0];
    },
  };
}

async function add(tx: Database, request: NewImport): Promise<Imported> {
  // Of two imports of one user at once the second sees what the first has stored.
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${request.userId}, 0))`);
  const known = await findByKey(tx, request);
  if (known !== undefined) return known;
  const former = await findFormer(tx, request);
  const messages = request.messages.filter(
    ({ externalId }) => externalId === null || !former.has(externalId),
  );
  const [conversationId = request.conversationId] = former.values();
  const firstSequence = await makeRoom(tx, { ...request, conversationId, messages });
  for (let from = 0; from < messages.length; from += rowsAStatement) {
    const part = messages.slice(from, from + rowsAStatement);
    await insert(tx, conversationId, { messages: part, firstSequence: firstSequence + from });
  }
  const imported = messages.length;
  await finish(tx, { ...request, conversationId }, { imported, afterSequence: firstSequence - 1 });
  return { kind: "done", conversationId, imported };
}

async function findByKey(
  tx: Database,
  { userId, idempotency, now }: NewImport,
): Promise<Imported | undefined> {
  if (idempotency === undefined) return undefined;
  const since = new Date(now.getTime() - idempotencyMs).toISOString();
  const result = await tx.execute(sql`
    select k.fingerprint, c.id as "conversationId",
      coalesce((k.response ->> 'imported')::integer, 0) as imported
    from idempotency_keys k
    left join conversations c on c.id = (k.response ->> 'conversationId')::uuid
    where k.user_id = ${userId}::uuid and k.key = ${idempotency.key}
      and k.created_at > ${since}::timestamptz`);
  const [known] = rowsOf<Omit<Extract<Imported, { kind: "known" }>, "kind">>(result);
  return known && { kind: "known", ...known };
}

/** The conversations of the messages that were imported before, by what they were known by. */
async function findFormer(
  tx: Database,
  { userId, messages }: NewImport,
): Promise<Map<string, string>> {
  const ids = messages.flatMap(({ externalId }) => externalId ?? []);
  if (ids.length === 0) return new Map();
  const result = await tx.execute(sql`
    select m.external_id as "externalId", c.id as "conversationId"
    from json_array_elements_text(${JSON.stringify(ids)}::json) as wanted (id)
    join messages m on m.external_id = wanted.id
    join conversations c on c.id = m.conversation_id
    where c.user_id = ${userId}::uuid order by c.id desc`);
  const rows = rowsOf<{ externalId: string; conversationId: string }>(result);
  return new Map(rows.map(({ externalId, conversationId }) => [externalId, conversationId]));
}

/**
 * Takes numbers for the messages, in a conversation that is there or in a new one, and gives back the
 * first. Prompts hold nothing of what was said elsewhere: it is only ever recalled.
 */
async function makeRoom(
  tx: Database,
  { userId, conversationId, title, personality, messages, now }: NewImport,
): Promise<number> {
  const count = messages.length;
  const [first, last] = [messages[0]?.at ?? now.toISOString(), messages.at(-1)?.at];
  const result = await tx.execute(sql`
    insert into conversations as c (id, user_id, title, personality, started_at, last_message_at,
      last_sequence, prompt_from_sequence)
    values (${conversationId}::uuid, ${userId}::uuid, ${title}::text, ${personality}::text,
      ${first}::timestamptz, ${last ?? first}::timestamptz, ${count}, ${count + 1})
    on conflict (id) do update set last_sequence = c.last_sequence + ${count},
      prompt_from_sequence = case when ${count} = 0 then c.prompt_from_sequence
        else c.last_sequence + ${count + 1} end
    where c.user_id = ${userId}::uuid
    returning last_sequence`);
  const [row] = rowsOf<{ last_sequence: number }>(result);
  return row!.last_sequence - count + 1;
}

interface Part {
  messages: ImportedMessage[];
  firstSequence: number;
}

async function insert(tx: Database, conversationId: string, { messages, firstSequence }: Part) {
  const rows = messages.map((message, index) => ({ ...message, sequence: firstSequence + index }));
  await tx.execute(sql`
    insert into messages (id, conversation_id, sequence, role, content, status, source, external_id,
      speaker, created_at, updated_at)
    select m.id, ${conversationId}::uuid, m.sequence, m.role, m.content, 'complete', 'import',
      m."externalId", m.speaker, m.at, m.at
    from json_to_recordset(${JSON.stringify(rows)}::json) as m (id uuid, sequence integer, role text,
      content text, "externalId" text, speaker text, at timestamptz)`);
}

async function finish(
  tx: Database,
  { userId, conversationId, idempotency, now }: NewImport,
  { imported, afterSequence }: { imported: number; afterSequence: number },
): Promise<void> {
  const at = sql`${now.toISOString()}::timestamptz`;
  const response = JSON.stringify({ conversationId, imported });
  await tx.execute(sql`
    with kept as (
      insert into idempotency_keys (user_id, key, fingerprint, response, created_at)
      select ${userId}::uuid, ${idempotency?.key ?? null}::text,
        ${idempotency?.fingerprint ?? null}::text, ${response}::jsonb, ${at}
      where ${idempotency !== undefined}::boolean
    ), queued as (
      insert into jobs (id, kind, user_id, payload, run_after, created_at)
      select gen_random_uuid(), ${indexConversationJob}, ${userId}::uuid,
        jsonb_build_object('conversationId', ${conversationId}::text,
          'afterSequence', ${afterSequence}::integer), ${at}, ${at}
      where ${imported > 0}::boolean
    )
    insert into imports as i (conversation_id, user_id, total, created_at)
    values (${conversationId}::uuid, ${userId}::uuid, ${imported}, ${at})
    on conflict (conversation_id) do update set total = i.total + ${imported}`);
}
