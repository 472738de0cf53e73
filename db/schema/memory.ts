import { sql } from "drizzle-orm";
import {
  doublePrecision,
  index,
  integer,
  pgTable,
  primaryKey,
  smallint,
  text,
  uniqueIndex,
  uuid,
  varchar,
  type AnyPgColumn,
} from "drizzle-orm/pg-core";
import { at } from "./columns.ts";
import { conversations, messages } from "./conversations.ts";
import { users } from "./users.ts";

const owner = () =>
  uuid("user_id")
    .notNull()
    .references(() => users.id, { onDelete: "cascade" });
const evidence = () =>
  uuid("message_ids")
    .array()
    .notNull()
    .default(sql`'{}'::uuid[]`);

/** Facts and preferences, bi-temporal: a newer value supersedes the older one, which keeps its dates. */
export const userFacts = pgTable(
  "user_facts",
  {
    id: uuid("id").primaryKey(),
    userId: owner(),
    factType: varchar("fact_type", { length: 50 }).notNull(),
    factValue: text("fact_value").notNull(),
    confidence: doublePrecision("confidence").notNull(),
    source: varchar("source", { length: 50 }).notNull(),
    extractedAt: at("extracted_at").notNull().defaultNow(),
    validFrom: at("valid_from").notNull().defaultNow(),
    invalidatedAt: at("invalidated_at"),
    supersededBy: uuid("superseded_by").references((): AnyPgColumn => userFacts.id, {
      onDelete: "set null",
    }),
    messageIds: evidence(),
  },
  (table) => [
    index("user_facts_user_id_extracted_at_idx").on(
      table.userId,
      table.extractedAt.desc().nullsFirst(),
      table.id.desc().nullsFirst(),
    ),
    index("user_facts_superseded_by_idx").on(table.supersededBy),
  ],
);

/** Things that happened, with how they felt. */
export const episodes = pgTable(
  "episodes",
  {
    id: uuid("id").primaryKey(),
    userId: owner(),
    summary: text("summary").notNull(),
    emotion: varchar("emotion", { length: 20 }),
    intensity: doublePrecision("intensity"),
    salience: doublePrecision("salience").notNull(),
    occurredAt: at("occurred_at").notNull(),
    messageIds: evidence(),
  },
  (table) => [
    index("episodes_user_id_occurred_at_idx").on(
      table.userId,
      table.occurredAt.desc().nullsFirst(),
      table.id.desc().nullsFirst(),
    ),
  ],
);

/** People, places and things in a user's life. */
export const entities = pgTable(
  "entities",
  {
    id: uuid("id").primaryKey(),
    userId: owner(),
    name: varchar("name", { length: 255 }).notNull(),
    kind: varchar("kind", { length: 50 }).notNull(),
    aliases: text("aliases")
      .array()
      .notNull()
      .default(sql`'{}'::text[]`),
    mentions: integer("mentions").notNull().default(0),
    createdAt: at("created_at").notNull().defaultNow(),
  },
  (table) => [
    uniqueIndex("entities_user_id_kind_name_key").on(
      table.userId,
      table.kind,
      sql`lower(${table.name})`,
    ),
  ],
);

/** Edges between entities, dated like facts. */
export const relations = pgTable(
  "relations",
  {
    id: uuid("id").primaryKey(),
    userId: owner(),
    fromId: uuid("from_id")
      .notNull()
      .references(() => entities.id, { onDelete: "cascade" }),
    relation: varchar("relation", { length: 50 }).notNull(),
    toId: uuid("to_id")
      .notNull()
      .references(() => entities.id, { onDelete: "cascade" }),
    validFrom: at("valid_from").notNull().defaultNow(),
    invalidatedAt: at("invalidated_at"),
    messageIds: evidence(),
  },
  (table) => [
    index("relations_user_id_idx").on(table.userId),
    index("relations_from_id_idx").on(table.fromId),
    index("relations_to_id_idx").on(table.toId),
  ],
);

/**
 * Facts that the user deleted or corrected, by a digest of their value: they are not learnt again from
 * the messages they were learnt from.
 */
export const forgottenFacts = pgTable(
  "forgotten_facts",
  {
    id: uuid("id").primaryKey(),
    userId: owner(),
    factType: varchar("fact_type", { length: 50 }).notNull(),
    valueDigest: varchar("value_digest", { length: 64 }).notNull(),
    messageIds: evidence(),
    forgottenAt: at("forgotten_at").notNull(),
  },
  (table) => [index("forgotten_facts_user_id_idx").on(table.userId)],
);

/**
 * The inverted index over messages, a user's terms side by side. Everything that scoring needs is in
 * the key, so that the index alone answers a search; `length` counts the terms of the message.
 * What is not here is never recalled.
 */
export const searchPostings = pgTable(
  "search_postings",
  {
    userId: uuid("user_id").notNull(),
    term: varchar("term", { length: 64 }).notNull(),
    messageId: uuid("message_id")
      .notNull()
      .references(() => messages.id, { onDelete: "cascade" }),
    frequency: smallint("frequency").notNull(),
    length: smallint("length").notNull(),
  },
  (table) => [
    primaryKey({
      columns: [table.userId, table.term, table.messageId, table.frequency, table.length],
    }),
    index("search_postings_message_id_idx").on(table.messageId),
  ],
);

/** Conversations that came from elsewhere, and how far they have been learnt from. */
export const imports = pgTable(
  "imports",
  {
    conversationId: uuid("conversation_id")
      .primaryKey()
      .references(() => conversations.id, { onDelete: "cascade" }),
    userId: owner(),
    /** How many messages there are to learn from, and of how many that is done. */
    total: integer("total").notNull(),
    done: integer("done").notNull().default(0),
    createdAt: at("created_at").notNull(),
  },
  (table) => [index("imports_user_id_idx").on(table.userId)],
);
