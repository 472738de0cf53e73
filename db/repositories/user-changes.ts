import { and, eq, isNull, ne } from "drizzle-orm";

import type { Database } from "#db/clients/database.ts";
import { passwordResets, sessions, userProfiles, users } from "#db/schema/users.ts";
import { takenName, type Account, type ProfileRow, type UserRow } from "./users.ts";

interface NewPassword {
  hash: string;
  /** Only if this is still the one that counts. */
  formerHash?: string;
  /** The one session that goes on. */
  keptSessionId?: string;
  now: Date;
}

/** Changes to accounts and profiles that are there. */
export function createUserChanges(db: Database) {
  return {
    /**
     * Changes a profile by what it says now, while nobody else can change it. Undefined when there is
     * no such account; whatever `changesTo` throws leaves everything as it was.
     */
    async changeProfile(
      userId: string,
      changesTo: (profile: ProfileRow) => Partial<ProfileRow>,
    ): Promise<Account | undefined> {
      return db.transaction(async (tx) => {
        const [row] = await tx
          .select({ user: users, profile: userProfiles })
          .from(userProfiles)
          .innerJoin(users, eq(users.id, userProfiles.userId))
          .where(eq(userProfiles.userId, userId))
          .for("update", { of: userProfiles });
        if (row === undefined) return undefined;
        const [profile] = await tx
          .update(userProfiles)
          .set(changesTo(row.profile))
          .where(eq(userProfiles.userId, userId))
          .returning();
        return { user: row.user, profile: profile! };
      });
    },

    /**
     * Changes e-mail address or username, or says which of them somebody else has. A way to a new
     * password that was sent to the former address is closed.
     */
    async rename(
      userId: string,
      names: Partial<Pick<UserRow, "email" | "username">>,
    ): Promise<"renamed" | "email-taken" | "username-taken"> {
      try {
        await db.transaction(async (tx) => {
          await tx.update(users).set(names).where(eq(users.id, userId));
          await tx.delete(passwordResets).where(eq(passwordResets.userId, userId));
        });
        return "renamed";
      } catch (error) {
        const taken = takenName(error);
        if (taken === undefined) throw error;
        return taken;
      }
    },

    /** Opens or closes an account; closing ends all ways in. */
    async setActive(userId: string, isActive: boolean, now: Date): Promise<void> {
      await db.transaction(async (tx) => {
        await tx.update(users).set({ isActive }).where(eq(users.id, userId));
        if (!isActive) await endSessions(tx, userId, now);
      });
    },

    /**
     * Sets a password, ends the user's sessions and closes the way to a new one that may have been
     * asked for. False when there is no such account, or its password is another one by now.
     */
    setPassword: (userId: string, password: NewPassword): Promise<boolean> =>
      db.transaction((tx) => setPassword(tx, userId, password)),
  };
}

async function setPassword(
  tx: Database,
  userId: string,
  { hash, formerHash, keptSessionId, now }: NewPassword,
): Promise<boolean> {
  const isSame = formerHash === undefined ? undefined : eq(users.passwordHash, formerHash);
  const changed = await tx
    .update(users)
    .set({ passwordHash: hash })
    .where(and(eq(users.id, userId), isSame))
    .returning({ id: users.id });
  if (changed.length === 0) return false;
  await endSessions(tx, userId, now, keptSessionId);
  return true;
}

/** Ends all ways in: sessions, but for one that may go on, and the way to a new password. */
async function endSessions(
  tx: Database,
  userId: string,
  now: Date,
  keptSessionId?: string,
): Promise<void> {
  const others = keptSessionId === undefined ? undefined : ne(sessions.id, keptSessionId);
  await tx.delete(passwordResets).where(eq(passwordResets.userId, userId));
  await tx
    .update(sessions)
    .set({ endedAt: now })
    .where(and(eq(sessions.userId, userId), isNull(sessions.endedAt), others));
}
