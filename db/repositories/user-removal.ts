import { and, eq, inArray, sql } from "drizzle-orm";

import type { Database } from "#db/clients/database.ts";
import { conversations, messages } from "#db/schema/conversations.ts";
import { counters } from "#db/schema/service.ts";
import { users } from "#db/schema/users.ts";
import { isDatabaseUnavailable } from "./failures.ts";
import { toForgettingJobs } from "./inference-traces.ts";
import { insertJobs } from "./jobs.ts";
import type { RemovedMessage } from "./message-changes.ts";

interface Removal {
  userId: string;
  /** The key under which the inference server keeps a reply's text. */
  completionKey: (reply: { replyId: string }, attempt: number) => string;
  now: Date;
}

const attempts = 3;

/** The end of an account. */
export function createUserRemoval(db: Database) {
  return {
    /**
     * Removes a user with all that refers to them, and stores the jobs that have the inference server
     * forget their conversations. Returns the replies that were in progress; undefined when there is
     * no such user.
     */
    async remove(removal: Removal): Promise<RemovedMessage[] | undefined> {
      for (let attempt = 1; ; attempt += 1) {
        try {
          return await db.transaction((tx) => remove(tx, removal));
        } catch (error) {
          // A turn that was just being opened or closed may hold what this waits for, and wait itself.
          if (attempt === attempts || !isDatabaseUnavailable(error)) throw error;
        }
      }
    },
  };
}

async function remove(
  tx: Database,
  { userId, completionKey, now }: Removal,
): Promise<RemovedMessage[] | undefined> {
  // In the order in which turns take them: conversations first, then the user.
  const owned = await tx
    .select({ id: conversations.id })
    .from(conversations)
    .where(eq(conversations.userId, userId))
    .orderBy(conversations.id)
    .for("update");
  const running = await tx
    .select({ id: messages.id, attempt: messages.attempt })
    .from(messages)
    .innerJoin(conversations, eq(conversations.id, messages.conversationId))
    .where(
      and(eq(conversations.userId, userId), inArray(messages.status, ["pending", "streaming"])),
    );
  const [user] = await tx.delete(users).where(eq(users.id, userId)).returning();
  if (user === undefined) return undefined;
  // Counters belong to nobody by a foreign key: whose uses they count is a part of their key.
  await tx.delete(counters).where(sql`position(${user.id} in ${counters.key}) > 0`);
  const completions = running.map(({ id, attempt }) => completionKey({ replyId: id }, attempt));
  const caches = owned.map(({ id }) => id);
  await insertJobs(tx, toForgettingJobs({ completions, caches }, now));
  return running.map(({ id, attempt }) => ({ id, attempt, wasInProgress: true }));
}
