import { and, eq, gt, isNull, sql } from "drizzle-orm";

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

const isUuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

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

    /**
     * Stores a further sign-in, unless the password it came with counts no longer: whoever changes
     * it ends the sessions that are there, and would not see this one. False then.
     */
    async addSession(session: NewSession, passwordHash: string): Promise<boolean> {
      return db.transaction(async (tx) => {
        const holds = await holdPassword(tx, session.userId, passwordHash);
        if (holds) await insertSession(tx, session);
        return holds;
      });
    },

    /** The account with this id, e-mail address or username. */
    findByAnyName(name: string): Promise<Account | undefined> {
      return isUuid.test(name) ? this.find(name) : this.findByIdentifier(name);
    },

    /** All accounts, the oldest first, with when each was last used; read a page at a time. */
    findAll: () => findAll(db),

    /** Whether a session may still act for its user. */
    findSessionState: (userId: string, sessionId: string) =>
      findSessionState(db, userId, sessionId),

    /** Which of these sessions may still act for their users. */
    findLiveSessions: (sessionIds: string[]) => findLiveSessions(db, sessionIds),
  };
}

const accountsAPage = 500;

async function* findAll(db: Database): AsyncGenerator<Account & { lastUsedAt: Date | null }> {
  const lastUsedAt = sql<Date | null>`(
    select max(s.last_used_at) from ${sessions} s where s.user_id = ${users.id})`;
  let after: string | undefined;
  for (;;) {
    const rows = await db
      .select({
        user: users,
        profile: userProfiles,
        lastUsedAt: lastUsedAt.mapWith(sessions.lastUsedAt),
      })
      .from(users)
      .innerJoin(userProfiles, eq(userProfiles.userId, users.id))
      .where(after === undefined ? undefined : gt(users.id, after))
      .orderBy(users.id)
      .limit(accountsAPage);
    yield* rows;
    after = rows.at(-1)?.user.id;
    if (rows.length < accountsAPage) return;
  }
}

/** Which name a statement failed for because somebody else has it. */
export function takenName(error: unknown): "email-taken" | "username-taken" | undefined {
  const constraint = violatedConstraint(error);
  if (constraint?.includes("email")) return "email-taken";
  return constraint?.includes("username") ? "username-taken" : undefined;
}

/** Whether an active user's password is still this one, which it is then until the transaction ends. */
async function holdPassword(tx: Database, userId: string, passwordHash: string): Promise<boolean> {
  const isStill = and(eq(users.passwordHash, passwordHash), eq(users.isActive, true));
  const [user] = await tx
    .select({ id: users.id })
    .from(users)
    .where(and(eq(users.id, userId), isStill))
    .for("share");
  return user !== undefined;
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

async function findSessionState(
  db: Database,
  userId: string,
  sessionId: string,
): Promise<"live" | "ended" | "deactivated"> {
  const [row] = await db
    .select({ isActive: users.isActive, endedAt: sessions.endedAt })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .where(and(eq(sessions.id, sessionId), eq(sessions.userId, userId)));
  if (row?.isActive === false) return "deactivated";
  return row?.endedAt === null ? "live" : "ended";
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
