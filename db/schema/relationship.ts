import { index, integer, pgTable, uuid, varchar } from "drizzle-orm/pg-core";
import { at } from "./columns.ts";
import { messages } from "./conversations.ts";
import { users } from "./users.ts";

/** The append-only ledger whose fold is the score and the stage. */
export const relationshipEvents = pgTable(
  "relationship_events",
  {
    id: uuid("id").primaryKey(),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    at: at("at").notNull().defaultNow(),
    delta: integer("delta").notNull(),
    score: integer("score").notNull(),
    stage: varchar("stage", { length: 20 }).notNull(),
    reason: varchar("reason", { length: 50 }).notNull(),
    messageId: uuid("message_id").references(() => messages.id, { onDelete: "set null" }),
  },
  (table) => [
    index("relationship_events_user_id_at_idx").on(
      table.userId,
      table.at.desc().nullsFirst(),
      table.id.desc().nullsFirst(),
    ),
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
