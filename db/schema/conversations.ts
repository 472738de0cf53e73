import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  real,
  text,
  uniqueIndex,
  uuid,
  varchar,
  type AnyPgColumn,
} from "drizzle-orm/pg-core";
import { at } from "./columns.ts";
import { users } from "./users.ts";

/**
 * A thread of messages. `last_sequence` numbers them; taking a number locks the row. Prompts hold no
 * message before `prompt_from_sequence`; what they were made of has changed, other than by going on,
 * as often as `prompt_revision` says: an epoch of an earlier revision counts for nothing.
 */
export const conversations = pgTable(
  "conversations",
  {
    id: uuid("id").primaryKey(),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    title: varchar("title", { length: 255 }),
    personality: varchar("personality", { length: 50 }),
    startedAt: at("started_at").notNull().defaultNow(),
    lastMessageAt: at("last_message_at").notNull().defaultNow(),
    isActive: boolean("is_active").notNull().default(true),
    lastSequence: integer("last_sequence").notNull().default(0),
    promptFromSequence: integer("prompt_from_sequence").notNull().default(0),
    promptRevision: integer("prompt_revision").notNull().default(0),
  },
  (table) => [
    index("conversations_user_id_last_message_at_idx").on(
      table.userId,
      table.lastMessageAt.desc().nullsFirst(),
      table.id.desc().nullsFirst(),
    ),
  ],
);

/**
 * Messages of users and replies. A reply exists as a row from the moment its message is accepted;
 * while it is `pending` or `streaming` its lease says which instance writes it and until when.
 * `opening` and `completion` hold what `message.start` and `message.done` carried besides the reply,
 * so that they can be told again. A conversation has one reply in progress, and beside it such as
 * nobody may be refused (`safety`). Of several replies to one message one is active; the others are
 * its variants. `attempt` counts how often the model was asked for this reply.
 * `note` is what went into the prompt with a user's message, and goes with it into every later one;
 * `prompt_tokens` and `epoch` are a reply's: what its prompt took, and of which epoch it was.
 * `external_id` and `speaker` are what an imported one was known by and who said it.
 */
export const messages = pgTable(
  "messages",
  {
    id: uuid("id").primaryKey(),
    conversationId: uuid("conversation_id")
      .notNull()
      .references(() => conversations.id, { onDelete: "cascade" }),
    sequence: integer("sequence").notNull(),
    role: varchar("role", { length: 20, enum: ["user", "assistant"] }).notNull(),
    content: text("content").notNull(),
    status: varchar("status", {
      length: 20,
      enum: ["pending", "streaming", "complete", "interrupted", "cancelled", "failed"],
    }).notNull(),
    personality: varchar("personality", { length: 50 }),
    tokensUsed: integer("tokens_used"),
    replyTo: uuid("reply_to").references((): AnyPgColumn => messages.id, { onDelete: "set null" }),
    isActive: boolean("is_active").notNull().default(true),
    model: varchar("model", { length: 255 }),
    source: varchar("source", {
      length: 20,
      enum: ["model", "cache", "safety", "command", "import"],
    }),
    emotionLabel: varchar("emotion_label", { length: 20 }),
    emotionIntensity: real("emotion_intensity"),
    note: text("note"),
    promptTokens: integer("prompt_tokens"),
    epoch: integer("epoch"),
    opening: jsonb("opening").$type<Record<string, unknown>>(),
    completion: jsonb("completion").$type<Record<string, unknown>>(),
    externalId: varchar("external_id", { length: 255 }),
    speaker: varchar("speaker", { length: 255 }),
    errorCode: varchar("error_code", { length: 50 }),
    attempt: integer("attempt").notNull().default(1),
    leaseOwner: uuid("lease_owner"),
    leaseUntil: at("lease_until"),
    cancelRequestedAt: at("cancel_requested_at"),
    createdAt: at("created_at").notNull().defaultNow(),
    updatedAt: at("updated_at").notNull().defaultNow(),
  },
  (table) => [
    uniqueIndex("messages_conversation_id_sequence_key").on(table.conversationId, table.sequence),
    index("messages_conversation_id_updated_at_idx").on(table.conversationId, table.updatedAt),
    index("messages_reply_to_idx").on(table.replyTo),
    uniqueIndex("messages_one_reply_at_a_time")
      .on(table.conversationId)
      .where(
        sql`${table.role} = 'assistant' and ${table.status} in ('pending', 'streaming') and ${table.source} is distinct from 'safety'`,
      ),
    uniqueIndex("messages_external_id_conversation_id_key")
      .on(table.externalId, table.conversationId)
      .where(sql`${table.externalId} is not null`),
    index("messages_lease_until_idx")
      .on(table.leaseUntil)
      .where(sql`${table.status} in ('pending', 'streaming')`),
    check("messages_role_check", sql`${table.role} in ('user', 'assistant')`),
  ],
);

/** Messages that are gone, for clients that keep a copy. */
export const messageTombstones = pgTable(
  "message_tombstones",
  {
    messageId: uuid("message_id").primaryKey(),
    conversationId: uuid("conversation_id")
      .notNull()
      .references(() => conversations.id, { onDelete: "cascade" }),
    deletedAt: at("deleted_at").notNull(),
  },
  (table) => [
    index("message_tombstones_conversation_id_deleted_at_idx").on(
      table.conversationId,
      table.deletedAt,
    ),
  ],
);

/**
 * The part of the prompt that stays fixed for a while (`context`, of which `summary` is what is told
 * of messages that have left), and the first message after it. One whose `ready_at` is null is being
 * prepared while the one before it goes on. `basis` is what the context was made for: where that
 * changes there has to be another. Up to `carried_through` messages were there when it began;
 * `message_budget` is what a prompt had for messages then, in tokens. `cache_slot` tells the caches of
 * the one in use and of the one being prepared apart. `rewritten` is a model's wording of the summary,
 * for the epoch after this one.
 */
export const conversationEpochs = pgTable(
  "conversation_epochs",
  {
    id: uuid("id").primaryKey(),
    conversationId: uuid("conversation_id")
      .notNull()
      .references(() => conversations.id, { onDelete: "cascade" }),
    number: integer("number").notNull(),
    revision: integer("revision").notNull().default(0),
    persona: varchar("persona", { length: 50 }).notNull(),
    stage: varchar("stage", { length: 50 }).notNull(),
    basis: text("basis").notNull(),
    context: text("context").notNull(),
    summary: text("summary").notNull(),
    rewritten: text("rewritten"),
    firstSequence: integer("first_sequence").notNull(),
    carriedThrough: integer("carried_through").notNull(),
    messageBudget: integer("message_budget").notNull(),
    cacheSlot: integer("cache_slot").notNull().default(0),
    reason: varchar("reason", { length: 50 }).notNull(),
    readyAt: at("ready_at"),
    createdAt: at("created_at").notNull().defaultNow(),
  },
  (table) => [
    uniqueIndex("conversation_epochs_conversation_id_number_key").on(
      table.conversationId,
      table.number,
    ),
  ],
);

/**
 * What a client's Idempotency-Key stands for: the reply it started, and the request it came with. It
 * outlives its reply, so that a late retry does not say again what has been deleted.
 */
export const idempotencyKeys = pgTable(
  "idempotency_keys",
  {
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    key: varchar("key", { length: 255 }).notNull(),
    fingerprint: varchar("fingerprint", { length: 64 }).notNull(),
    replyId: uuid("reply_id").references(() => messages.id, { onDelete: "set null" }),
    response: jsonb("response").$type<Record<string, unknown>>(),
    createdAt: at("created_at").notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.userId, table.key] }),
    index("idempotency_keys_created_at_idx").on(table.createdAt),
    index("idempotency_keys_reply_id_idx").on(table.replyId),
  ],
);

/** A rating or a report of one reply. Operators see the reported turn, no more. */
export const reports = pgTable(
  "reports",
  {
    id: uuid("id").primaryKey(),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    messageId: uuid("message_id")
      .notNull()
      .references(() => messages.id, { onDelete: "cascade" }),
    rating: varchar("rating", { length: 10 }),
    reason: varchar("reason", { length: 50 }),
    note: text("note"),
    createdAt: at("created_at").notNull().defaultNow(),
  },
  (table) => [
    index("reports_user_id_idx").on(table.userId),
    uniqueIndex("reports_one_rating_key")
      .on(table.userId, table.messageId)
      .where(sql`${table.rating} is not null`),
    index("reports_message_id_idx").on(table.messageId),
    index("reports_created_at_idx").on(table.createdAt.desc().nullsFirst()),
  ],
);
