import { sql } from "drizzle-orm";
import {
  boolean,
  date,
  index,
  integer,
  jsonb,
  pgTable,
  text,
  uniqueIndex,
  uuid,
  varchar,
} from "drizzle-orm/pg-core";
import { at } from "./columns.ts";

/** Accounts. E-mail and username keep the case they were given and are unique without regard to it. */
export const users = pgTable(
  "users",
  {
    id: uuid("id").primaryKey(),
    email: varchar("email", { length: 255 }).notNull().unique(),
    username: varchar("username", { length: 100 }).notNull().unique(),
    passwordHash: varchar("password_hash", { length: 255 }).notNull(),
    isActive: boolean("is_active").notNull().default(true),
    createdAt: at("created_at").notNull().defaultNow(),
  },
  (table) => [
    uniqueIndex("users_email_lower_key").on(sql`lower(${table.email})`),
    uniqueIndex("users_username_lower_key").on(sql`lower(${table.username})`),
  ],
);

/**
 * What a user told about themselves. `age` is as of `age_recorded_on` and counted on from there. Once
 * they were said to be under 18, `minor_age` as of `minor_age_recorded_on` (0 on a birth date) is what
 * no later word of theirs goes beyond.
 */
export const userProfiles = pgTable("user_profiles", {
  userId: uuid("user_id")
    .primaryKey()
    .references(() => users.id, { onDelete: "cascade" }),
  name: varchar("name", { length: 100 }),
  gender: varchar("gender", { length: 20 }),
  age: integer("age"),
  ageRecordedOn: date("age_recorded_on", { mode: "string" }),
  birthDate: date("birth_date", { mode: "string" }),
  minorAge: integer("minor_age"),
  minorAgeRecordedOn: date("minor_age_recorded_on", { mode: "string" }),
  location: varchar("location", { length: 255 }),
  country: varchar("country", { length: 2 }),
  language: varchar("language", { length: 35 }).notNull().default("auto"),
  timezone: varchar("timezone", { length: 64 }),
  preferences: jsonb("preferences").$type<Record<string, unknown>>().notNull().default({}),
  relationshipScore: integer("relationship_score").notNull().default(0),
  updatedAt: at("updated_at").notNull().defaultNow(),
});

/** One sign-in on one device. */
export const sessions = pgTable(
  "sessions",
  {
    id: uuid("id").primaryKey(),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    userAgent: varchar("user_agent", { length: 255 }),
    createdAt: at("created_at").notNull().defaultNow(),
    lastUsedAt: at("last_used_at").notNull().defaultNow(),
    endedAt: at("ended_at"),
  },
  (table) => [index("sessions_user_id_idx").on(table.userId, table.lastUsedAt.desc().nullsFirst())],
);

/**
 * Refresh tokens by the SHA-256 of the token, one row a rotation. `sealed_successor` is the next
 * token, readable only with the one that this row is the hash of.
 */
export const refreshTokens = pgTable(
  "refresh_tokens",
  {
    hash: varchar("hash", { length: 64 }).primaryKey(),
    sessionId: uuid("session_id")
      .notNull()
      .references(() => sessions.id, { onDelete: "cascade" }),
    createdAt: at("created_at").notNull().defaultNow(),
    expiresAt: at("expires_at").notNull(),
    usedAt: at("used_at"),
    sealedSuccessor: text("sealed_successor"),
  },
  (table) => [
    index("refresh_tokens_session_id_idx").on(table.sessionId),
    index("refresh_tokens_expires_at_idx").on(table.expiresAt),
  ],
);

/** The one way to a new password a user can have at a time, by the SHA-256 of the token they were sent. */
export const passwordResets = pgTable("password_resets", {
  userId: uuid("user_id")
    .primaryKey()
    .references(() => users.id, { onDelete: "cascade" }),
  tokenHash: varchar("token_hash", { length: 64 }).notNull().unique(),
  createdAt: at("created_at").notNull(),
  expiresAt: at("expires_at").notNull(),
});
