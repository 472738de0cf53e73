import { and, eq, gt, isNull, lte } from "drizzle-orm";

import type { Database } from "#db/clients/database.ts";
import { passwordResets, sessions, userProfiles, users } from "#db/schema/users.ts";
import type { Account } from "./users.ts";

type PasswordResetRow = typeof passwordResets.$inferSelect;

/**
 * Ways to a new password. Invariants: a user has one at most, a newer one takes the place of the
 * older; it is used once, because who uses it holds the user's row and removes it.
 */
export function createPasswordResetRepository(db: Database) {
  const good = (tokenHash: string, now: Date) =>
    and(eq(passwordResets.tokenHash, tokenHash), gt(passwordResets.expiresAt, now));
  return {
    /**
     * Stores the user's way to a new password, to be sent to an address; one that was there before is
     * no longer good. False where the account is no longer active or has another address by now.
     */
    async replace(row: PasswordResetRow, email: string): Promise<boolean> {
      return db.transaction(async (tx) => {
        const isStill = and(eq(users.email, email), eq(users.isActive, true));
        const [user] = await tx
          .select({ id: users.id })
          .from(users)
          .where(and(eq(users.id, row.userId), isStill))
          .for("share");
        if (user === undefined) return false;
        await tx
          .insert(passwordResets)
          .values(row)
          .onConflictDoUpdate({ target: passwordResets.userId, set: row });
        return true;
      });
    },

    /** The account a token is good for. */
    async findOwner(tokenHash: string, now: Date): Promise<Account | undefined> {
      const [row] = await db
        .select({ user: users, profile: userProfiles })
        .from(passwordResets)
        .innerJoin(users, eq(users.id, passwordResets.userId))
        .innerJoin(userProfiles, eq(userProfiles.userId, users.id))
        .where(and(good(tokenHash, now), eq(users.isActive, true)));
      return row;
    },

    /** Sets the password for a token that is still good and ends all sessions; else false. */
    async redeem(
      { userId, tokenHash, hash }: { userId: string; tokenHash: string; hash: string },
      now: Date,
    ): Promise<boolean> {
      return db.transaction(async (tx) => {
        const isOwner = and(eq(users.id, userId), eq(users.isActive, true));
        await tx.select({ id: users.id }).from(users).where(isOwner).for("update");
        const used = await tx
          .delete(passwordResets)
          .where(and(good(tokenHash, now), eq(passwordResets.userId, userId)))
          .returning();
        if (used.length === 0) return false;
        const changed = await tx
          .update(users)
          .set({ passwordHash: hash })
          .where(isOwner)
          .returning({ id: users.id });
        await tx
          .update(sessions)
          .set({ endedAt: now })
          .where(and(eq(sessions.userId, userId), isNull(sessions.endedAt)));
        return changed.length > 0;
      });
    },

    /** Forgets those whose time is over. */
    async dropExpired(now: Date): Promise<void> {
      await db.delete(passwordResets).where(lte(passwordResets.expiresAt, now));
    },
  };
}
