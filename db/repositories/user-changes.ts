import { eq } from "drizzle-orm";

import type { Database } from "#db/clients/database.ts";
import { passwordResets, userProfiles, users } from "#db/schema/users.ts";
import { takenName, type Account, type ProfileRow, type UserRow } from "./users.ts";

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
  };
}
