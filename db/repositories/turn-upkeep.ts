import { and, eq, lte, sql } from "drizzle-orm";

import { rowsOf, type Database } from "#db/clients/database.ts";
import { idempotencyKeys, messages } from "#db/schema/conversations.ts";
import { adoptingStatement } from "./lease-statements.ts";
import { idempotencyMs } from "./turn-statements.ts";
import type { MessageRow } from "./messages.ts";
import type { TurnProfile, TurnRequest } from "./turn.ts";

/** A reply taken over from a writer that is gone. */
export interface AdoptedReply {
  replyId: string;
  conversationId: string;
  userMessageId: string | null;
  userId: string;
  content: string;
  personality: string | null;
  opening: Record<string, unknown> | null;
  attempt: number;
  repliedAt: Date;
  cancelRequested: boolean;
  source: MessageRow["source"];
  profile: TurnProfile;
}

/** What turns leave behind: replies without a writer, and keys after their day. */
export function createTurnUpkeep(db: Database) {
  return {
    /** Takes over replies whose lease has expired: the one named, or the oldest few. */
    async adoptExpired(
      leaseOwner: string,
      now: Date,
      which: { replyId?: string; limit: number },
    ): Promise<AdoptedReply[]> {
      const result = await db.execute(adoptingStatement(leaseOwner, now, which));
      return rowsOf<AdoptedRow>(result).map(toAdopted);
    },

    /** Ends all leases: for a database that nobody else can be using. */
    async expireLeases(now: Date): Promise<void> {
      await db
        .update(messages)
        .set({ leaseUntil: new Date(now.getTime() - 1) })
        .where(sql`${messages.status} in ('pending', 'streaming')`);
    },

    /** Forgets Idempotency-Keys after their day: one user's key, or all. */
    async dropExpiredKeys(
      now: Date,
      request?: Pick<TurnRequest, "userId" | "idempotency">,
    ): Promise<void> {
      const expired = lte(idempotencyKeys.createdAt, new Date(now.getTime() - idempotencyMs));
      const one = request?.idempotency && [
        eq(idempotencyKeys.userId, request.userId),
        eq(idempotencyKeys.key, request.idempotency.key),
      ];
      await db.delete(idempotencyKeys).where(and(expired, ...(one ?? [])));
    },
  };
}

interface AdoptedRow {
  reply_id: string;
  conversation_id: string;
  user_message_id: string | null;
  user_id: string;
  content: string;
  personality: string | null;
  opening: Record<string, unknown> | null;
  attempt: number;
  replied_at: string;
  cancel_requested: boolean;
  source: MessageRow["source"];
  profile: TurnProfile;
}

function toAdopted(row: AdoptedRow): AdoptedReply {
  return {
    replyId: row.reply_id,
    conversationId: row.conversation_id,
    userMessageId: row.user_message_id,
    userId: row.user_id,
    content: row.content,
    personality: row.personality,
    opening: row.opening,
    attempt: row.attempt,
    repliedAt: new Date(row.replied_at),
    cancelRequested: row.cancel_requested,
    source: row.source,
    profile: row.profile,
  };
}
