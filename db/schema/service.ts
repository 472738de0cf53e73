import { index, integer, jsonb, pgTable, text, uuid, varchar } from "drizzle-orm/pg-core";
import { at } from "./columns.ts";
import { users } from "./users.ts";

/** Counters shared by all instances: rate limits and failure delays, one row a key and window. */
export const counters = pgTable(
  "counters",
  {
    key: varchar("key", { length: 255 }).primaryKey(),
    count: integer("count").notNull(),
    windowEndsAt: at("window_ends_at").notNull(),
  },
  (table) => [index("counters_window_ends_at_idx").on(table.windowEndsAt)],
);

/** Work for later, taken with `for update skip locked`. */
export const jobs = pgTable(
  "jobs",
  {
    id: uuid("id").primaryKey(),
    kind: varchar("kind", { length: 50 }).notNull(),
    userId: uuid("user_id").references(() => users.id, { onDelete: "cascade" }),
    payload: jsonb("payload").$type<Record<string, unknown>>().notNull(),
    runAfter: at("run_after").notNull().defaultNow(),
    attempts: integer("attempts").notNull().default(0),
    lockedUntil: at("locked_until"),
    lastError: text("last_error"),
    createdAt: at("created_at").notNull().defaultNow(),
  },
  (table) => [
    index("jobs_run_after_idx").on(table.runAfter),
    index("jobs_user_id_idx").on(table.userId),
  ],
);
