import { index, integer, jsonb, pgTable, uniqueIndex, uuid, varchar } from "drizzle-orm/pg-core";
import { at } from "./columns.ts";
import { messages } from "./conversations.ts";
import { users } from "./users.ts";

/** What a user's ledger adds up to besides score and stage, as of one of its events. */
export interface LedgerTotals {
  since: string | null;
  messages: number;
  days: number;
  day: string | null;
  gained: number;
  lost: number;
  counted: boolean;
  romance: boolean;
}

/**
 * The append-only ledger whose fold is the score and the stage. `number` counts a user's events from
 * 1 without a gap: of two writers who start from the same event, one fails. Each event carries what
 * all up to it add up to, so that the next one needs no more than the last.
 */
export const relationshipEvents = pgTable(
  "relationship_events",
  {
    id: uuid("id").primaryKey(),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    number: integer("number").notNull(),
    at: at("at").notNull().defaultNow(),
    delta: integer("delta").notNull(),
    score: integer("score").notNull(),
    stage: varchar("stage", { length: 20 }).notNull(),
    reason: varchar("reason", { length: 50 }).notNull(),
    totals: jsonb("totals").$type<LedgerTotals>().notNull(),
    messageId: uuid("message_id").references(() => messages.id, { onDelete: "set null" }),
  },
  (table) => [
    uniqueIndex("relationship_events_user_id_number_key").on(table.userId, table.number),
    index("relationship_events_message_id_idx").on(table.messageId),
  ],
);

/** Notices shown to a user (disclosure, break, crisis …), so that intervals can be kept. */
export const notices = pgTable(
  "notices",
  {
    id: uuid("id").primaryKey(),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    messageId: uuid("message_id").references(() => messages.id, { onDelete: "set null" }),
    kind: varchar("kind", { length: 20 }).notNull(),
    level: varchar("level", { length: 20 }),
    at: at("at").notNull().defaultNow(),
  },
  (table) => [
    index("notices_user_id_at_idx").on(table.userId, table.at.desc().nullsFirst()),
    index("notices_message_id_idx").on(table.messageId),
  ],
);
