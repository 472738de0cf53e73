import { sql } from "drizzle-orm";
import {
  doublePrecision,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
  varchar,
  type AnyPgColumn,
} from "drizzle-orm/pg-core";
import { at } from "./columns.ts";
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

/** What the search index knows of one message, fact, episode or entity. */
export const searchDocuments = pgTable(
  "search_documents",
  {
    userId: owner(),
    documentId: uuid("document_id").notNull(),
    kind: varchar("kind", { length: 10 }).notNull(),
    length: integer("length").notNull(),
    at: at("at").notNull(),
  },
  (table) => [primaryKey({ columns: [table.userId, table.documentId] })],
);

/** The inverted index, a user's terms side by side. */
export const searchPostings = pgTable(
  "search_postings",
  {
    userId: owner(),
    term: varchar("term", { length: 100 }).notNull(),
    documentId: uuid("document_id").notNull(),
    frequency: integer("frequency").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.userId, table.term, table.documentId] }),
    index("search_postings_user_id_document_id_idx").on(table.userId, table.documentId),
  ],
);
