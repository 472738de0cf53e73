import { and, desc, eq, gt, isNull, sql, type SQL } from "drizzle-orm";

import type { Database } from "#db/clients/database.ts";
import { refreshTokens, sessions, users } from "#db/schema/users.ts";

export type SessionRow = typeof sessions.$inferSelect;

/** A refresh token as it was presented, with the state of what it belongs to. */
export interface PresentedToken {
  sessionId: string;
  userId: string;
  expiresAt: Date;
  usedAt: Date | null;
  sealedSuccessor: string | null;
  hasEnded: boolean;
  isActive: boolean;
}

/** The token that follows a presented one. */
export interface Succession {
  presentedHash: string;
  sessionId: string;
  successorHash: string;
  sealedSuccessor: string;
  expiresAt: Date;
}

/**
 * Sign-ins and their refresh tokens. Invariant: of a session's tokens at most one is unused, because
 * whoever rotates holds the session's row; an ended session never lives again.
 */
export function createSessionRepository(db: Database) {
  return {
    /** Runs what is done with one presented token while nobody else can do anything with its session. */
    async withPresentedToken<T>(
      hash: string,
      work: (token: PresentedToken | undefined, session: SessionWork) => Promise<T>,
    ): Promise<T> {
      return db.transaction(async (tx) => {
        const [row] = await tx
          .select({
            sessionId: sessions.id,
            userId: sessions.userId,
            expiresAt: refreshTokens.expiresAt,
            hasEnded: sql<boolean>`${sessions.endedAt} is not null`,
            isActive: users.isActive,
          })
          .from(refreshTokens)
          .innerJoin(sessions, eq(sessions.id, refreshTokens.sessionId))
          .innerJoin(users, eq(users.id, sessions.userId))
          .where(eq(refreshTokens.hash, hash))
          .for("update", { of: sessions });
        if (row === undefined) return work(undefined, sessionWork(tx));
        // Read only now: the lock may have been waited for while another request rotated.
        const [token] = await tx
          .select({
            usedAt: refreshTokens.usedAt,
            sealedSuccessor: refreshTokens.sealedSuccessor,
          })
          .from(refreshTokens)
          .where(eq(refreshTokens.hash, hash));
        const { usedAt = null, sealedSuccessor = null } = token ?? {};
        return work({ ...row, usedAt, sealedSuccessor }, sessionWork(tx));
      });
    },

    /** The user's sessions that can still be gone on with, last used first. */
    async findLive(userId: string, now: Date): Promise<SessionRow[]> {
      const isGood = sql`exists (select 1 from ${refreshTokens}
        where ${refreshTokens.sessionId} = ${sessions.id}
          and ${gt(refreshTokens.expiresAt, now)})`;
      return db
        .select()
        .from(sessions)
        .where(and(eq(sessions.userId, userId), isNull(sessions.endedAt), isGood))
        .orderBy(desc(sessions.lastUsedAt), desc(sessions.id));
    },

    /** Ends one session of the user; false when there is none that lives. */
    async end(userId: string, sessionId: string, now: Date): Promise<boolean> {
      return endWhere(db, now, and(eq(sessions.userId, userId), eq(sessions.id, sessionId)));
    },

    /** Removes what expired before a time, some of it. */
    dropExpired: (before: Date) => dropExpired(db, before),

    /** Ends all sessions of the user. */
    async endAll(userId: string, now: Date): Promise<void> {
      await endWhere(db, now, eq(sessions.userId, userId));
    },
  };
}

const tokensAtOnce = 1000;

/**
 * Removes tokens that expired before a time, and the sessions that have no other: nobody can go on
 * with those, and there is no reuse of theirs to be noticed any more.
 */
async function dropExpired(db: Database, before: Date): Promise<void> {
  const limit = before.toISOString();
  await db.execute(sql`
    with gone as (
      delete from refresh_tokens where hash in (
        select hash from refresh_tokens where expires_at <= ${limit}::timestamptz
        limit ${tokensAtOnce}::integer)
      returning session_id
    )
    delete from sessions where id in (select session_id from gone) and not exists (
      select 1 from refresh_tokens t
      where t.session_id = sessions.id and t.expires_at > ${limit}::timestamptz)`);
}

/** What can be done to the session of a presented token. */
export type SessionWork = ReturnType<typeof sessionWork>;

function sessionWork(tx: Database) {
  return {
    /** Whether a token of the session has not been used yet. */
    async isUnused(hash: string): Promise<boolean> {
      const [row] = await tx
        .select({ usedAt: refreshTokens.usedAt })
        .from(refreshTokens)
        .where(eq(refreshTokens.hash, hash));
      return row !== undefined && row.usedAt === null;
    },

    /** Marks the presented token as used and stores the one that follows it. */
    async rotate(succession: Succession, now: Date): Promise<void> {
      const { presentedHash, sessionId, successorHash, sealedSuccessor, expiresAt } = succession;
      await tx
        .update(refreshTokens)
        .set({ usedAt: now, sealedSuccessor })
        .where(eq(refreshTokens.hash, presentedHash));
      await tx
        .insert(refreshTokens)
        .values({ hash: successorHash, sessionId, createdAt: now, expiresAt });
      await tx.update(sessions).set({ lastUsedAt: now }).where(eq(sessions.id, sessionId));
    },

    /** Ends the session. */
    async end(sessionId: string, now: Date): Promise<void> {
      await endWhere(tx, now, eq(sessions.id, sessionId));
    },
  };
}

async function endWhere(db: Database, now: Date, which: SQL | undefined): Promise<boolean> {
  const ended = await db
    .update(sessions)
    .set({ endedAt: now })
    .where(and(which, isNull(sessions.endedAt)))
    .returning({ id: sessions.id });
  return ended.length > 0;
}
