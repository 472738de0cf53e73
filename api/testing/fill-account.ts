import { randomUUID } from "node:crypto";

import { sql } from "drizzle-orm";

import { rowsOf, type Database } from "#db/clients/database.ts";
import {
  conversationEpochs,
  conversations,
  idempotencyKeys,
  messages,
  messageTombstones,
  reports,
} from "#db/schema/conversations.ts";
import {
  entities,
  episodes,
  forgottenFacts,
  imports,
  relations,
  searchPostings,
  userFacts,
} from "#db/schema/memory.ts";
import { notices, relationshipEvents } from "#db/schema/relationship.ts";
import { counters, jobs } from "#db/schema/service.ts";
import { passwordResets } from "#db/schema/users.ts";

/** What the rows of a user are found by. */
export interface FilledAccount {
  conversationId: string;
  replyId: string;
  /** By which every text of the user can be told. */
  mark: string;
}

/**
 * Gives a registered user a row in every table that can hold anything of a user, with a mark in every
 * text. What a new table needs is added here: the tests of export and deletion fail until it is.
 */
export async function fillAccount(
  db: Database,
  { id: userId }: { id: string },
  mark = `mark-${randomUUID().slice(0, 8)}`,
): Promise<FilledAccount> {
  const [conversationId, askedId, replyId] = [randomUUID(), randomUUID(), randomUUID()];
  const now = new Date();
  const written = { conversationId, status: "complete" as const, content: `${mark} said` };
  await db
    .insert(conversations)
    .values({ id: conversationId, userId, title: `${mark} title`, lastSequence: 2 });
  await db.insert(messages).values([
    { ...written, id: askedId, sequence: 1, role: "user" },
    { ...written, id: replyId, sequence: 2, role: "assistant", replyTo: askedId, model: mark },
  ]);
  await db
    .insert(messageTombstones)
    .values({ messageId: randomUUID(), conversationId, deletedAt: now });
  await db.insert(conversationEpochs).values({
    id: randomUUID(),
    conversationId,
    number: 1,
    persona: "sarah",
    stage: "stranger",
    basis: `${mark} basis`,
    context: `${mark} context`,
    summary: `${mark} summary`,
    firstSequence: 1,
    carriedThrough: 0,
    messageBudget: 440,
    reason: mark,
  });
  await db
    .insert(idempotencyKeys)
    .values({ userId, key: `${mark}-key`, fingerprint: mark, replyId });
  await db
    .insert(reports)
    .values({ id: randomUUID(), userId, messageId: replyId, reason: mark, note: mark });
  await db.insert(imports).values({ conversationId, userId, total: 1, createdAt: now });
  await fillMemory(db, userId, { mark, messageIds: [askedId] });
  await db.insert(relationshipEvents).values({
    id: randomUUID(),
    userId,
    number: 1,
    delta: 1,
    score: 1,
    stage: "stranger",
    reason: mark,
    totals: {
      since: null,
      messages: 1,
      days: 1,
      day: null,
      gained: 0,
      lost: 0,
      counted: true,
      romance: false,
    },
    messageId: replyId,
  });
  await db.insert(notices).values({ id: randomUUID(), userId, messageId: replyId, kind: mark });
  await db.insert(jobs).values({ id: randomUUID(), userId, kind: mark, payload: { mark } });
  await db.insert(counters).values({ key: `chat:user:${userId}`, count: 1, windowEndsAt: now });
  await db
    .insert(passwordResets)
    .values({ userId, tokenHash: `${mark}-hash`, createdAt: now, expiresAt: now });
  return { conversationId, replyId, mark };
}

async function fillMemory(
  db: Database,
  userId: string,
  { mark, messageIds }: { mark: string; messageIds: string[] },
): Promise<void> {
  const factId = randomUUID();
  const [fromId, toId] = [randomUUID(), randomUUID()];
  const common = { userId, messageIds };
  const fact = { ...common, factType: mark, factValue: mark, confidence: 1, source: mark };
  await db.insert(userFacts).values({ ...fact, id: factId });
  await db.insert(episodes).values({
    ...common,
    id: randomUUID(),
    summary: mark,
    emotion: mark,
    salience: 1,
    occurredAt: new Date(),
  });
  await db.insert(entities).values([
    { userId, id: fromId, name: mark, kind: "person", aliases: [mark] },
    { userId, id: toId, name: mark, kind: "place" },
  ]);
  await db.insert(relations).values({ ...common, id: randomUUID(), fromId, toId, relation: mark });
  const forgotten = { factType: mark, valueDigest: mark, forgottenAt: new Date() };
  await db.insert(forgottenFacts).values({ ...common, ...forgotten, id: randomUUID() });
  const posting = { userId, messageId: messageIds[0]!, frequency: 1, length: 1 };
  await db.insert(searchPostings).values({ ...posting, term: mark });
}

/** The names of all tables there are. */
export async function tableNames(db: Database): Promise<string[]> {
  const result = await db.execute(sql`
    select table_name as name from information_schema.tables
    where table_schema = 'public' and table_type = 'BASE TABLE' order by 1`);
  return rowsOf<{ name: string }>(result).map(({ name }) => name);
}

/** The tables with a row in which one of these words stands, in whatever column. */
export async function tablesWith(db: Database, words: string[]): Promise<string[]> {
  const found = [];
  for (const name of await tableNames(db)) {
    const holds = words.map((word) => sql`position(${word} in t::text) > 0`);
    const result = await db.execute(
      sql`select 1 from ${sql.identifier(name)} t where ${sql.join(holds, sql` or `)} limit 1`,
    );
    if (rowsOf(result).length > 0) found.push(name);
  }
  return found;
}
