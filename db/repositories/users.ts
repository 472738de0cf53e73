import { and, eq, isNull, sql } from "drizzle-orm";

import type { Database } from "#db/clients/database.ts";
import { refreshTokens, sessions, userProfiles, users } from "#db/schema/users.ts";
import { violatedConstraint } from "./failures.ts";

export type UserRow = typeof users.$inferSelect;
export type ProfileRow = typeof userProfiles.$inferSelect;

/** An account with its profile. */
export interface Account {
  user: UserRow;
  profile: ProfileRow;
}

/** A sign-in to be stored: the session and the hash of its first refresh token. */
export interface NewSession {
  id: string;
  userId: string;
  userAgent: string | null;
  createdAt: Date;
  refreshTokenHash: string;
  refreshExpiresAt: Date;
}

export type UserRepository = ReturnType<typeof createUserRepository>;

/** Accounts, profiles and their sign-ins. */
export function createUserRepository(db: Database) {
  return {
    /** Stores an account with its first session, or says which name somebody else has. */
    async createAccount(
      account: Account,
      session: NewSession,
    ): Promise<"created" | "email-taken" | "username-taken"> {
      try {
        await db.transaction(async (tx) => {
          await tx.insert(users).values(account.user);
          await tx.insert(userProfiles).values(account.profile);
          await insertSession(tx, session);
        });
        return "created";
      } catch (error) {
        const taken = takenName(error);
        if (taken === undefined) throw error;
        return taken;
      }
    },

    /** The account with this e-mail address or username, whatever the case of its letters. */
    async findByIdentifier(identifier: string): Promise<Account | undefined> {
      const column = identifier.includes("@") ? users.email : users.username;
      const [row] = await db
        .select({ user: users, profile: userProfiles })
        .from(users)
        .innerJoin(userProfiles, eq(userProfiles.userId, users.id))
        .where(eq(sql`lower(${column})`, sql`lower(${identifier}::text)`));
      return row;
    },

    /** The account by id. */
    async find(userId: string): Promise<Account | undefined> {
      const [row] = await db
        .select({ user: users, profile: userProfiles })
        .from(users)
        .innerJoin(userProfiles, eq(userProfiles.userId, users.id))
        .where(eq(users.id, userId));
      return row;
    },

    /** Stores a further sign-in. */
    async addSession(session: NewSession): Promise<void> {
      await db.transaction((tx) => insertSession(tx, session));
    },

    /** Whether a session may still act for its user. */
    async findSessionState(
      userId: string,
      sessionId: string,
    ): Promise<"live" | "ended" | "deactivated"> {
      const [row] = await db
        .select({ isActive: users.isActive })
        .from(sessions)
        .innerJoin(users, eq(users.id, sessions.userId))
        .where(
          and(eq(sessions.id, sessionId), eq(sessions.userId, userId), isNull(sessions.endedAt)),
        );
      if (row === undefined) return "ended";
      return row.isActive ? "live" : "deactivated";
    },

    /** Which of these sessions may still act for their users. */
    findLiveSessions: (sessionIds: string[]) => findLiveSessions(db, sessionIds),
  };
}

/** Which name a statement failed for because somebody else has it. */
export function takenName(error: unknown): "email-taken" | "username-taken" | undefined {
  const constraint = violatedConstraint(error);
  if (constraint?.includes("email")) return "email-taken";
  return constraint?.includes("username") ? "username-taken" : undefined;
}

async function insertSession(db: Database, session: NewSession): Promise<void> {
  const { id, userId, userAgent, createdAt } = session;
  await db.insert(sessions).values({ id, userId, userAgent, createdAt, lastUsedAt: createdAt });
  await db.insert(refreshTokens).values({
    hash: session.refreshTokenHash,
    sessionId: id,
    createdAt,
    expiresAt: session.refreshExpiresAt,
  });
}

async function findLiveSessions(db: Database, sessionIds: string[]): Promise<Set<string>> {
  // One parameter for however many, so that it stays one prepared statement.
  const isAsked = sql`${sessions.id} = any(${`{${sessionIds.join(",")}}`}::uuid[])`;
  const rows = await db
    .select({ id: sessions.id })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .where(and(isAsked, isNull(sessions.endedAt), eq(users.isActive, true)));
  return new Set(rows.map(({ id }) => id));
}
