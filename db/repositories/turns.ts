import { and, eq, sql } from "drizzle-orm";

import { rowsOf, toDate, type Database } from "#db/clients/database.ts";
import { messages } from "#db/schema/conversations.ts";
import type { Counted } from "./counters.ts";
import { isGone, violatedConstraint } from "./failures.ts";
import type { StoredVariant } from "./messages.ts";
import { closingStatement } from "./closing-statement.ts";
import { createTurnReader } from "./turn-reader.ts";
import { renewingStatement } from "./lease-statements.ts";
import { openingStatement } from "./turn-statements.ts";
import type {
  ReplyOutcome,
  ReplyProgress,
  SaidBefore,
  TurnOpening,
  TurnProfile,
  TurnRequest,
  WindowMessage,
} from "./turn.ts";
import { createTurnUpkeep } from "./turn-upkeep.ts";

/** The ledger has moved on since it was read: nothing was written. */
export class LedgerMoved extends Error {
  override readonly name = "LedgerMoved";
}

/** How often a turn is tried to be opened while others open and close theirs just before it. */
const maxOpenings = 10;

/**
 * A turn is a user message and the reply to it. Invariants, held by the statements and the partial
 * unique index `messages_one_reply_at_a_time`: a conversation has at most one reply in progress;
 * a reply in progress has a lease; only the holder of the lease writes to it; an Idempotency-Key
 * stands for one reply.
 */
export function createTurnRepository(db: Database) {
  const upkeep = createTurnUpkeep(db);
  async function attemptOpening(turn: TurnRequest): Promise<TurnOpening | undefined> {
    const [row] = rowsOf<OpeningRow>(await db.execute(openingStatement(turn)));
    return row && toOpening(row);
  }

  return {
    ...upkeep,
    ...createTurnReader(db),

    /**
     * Stores what the turn is about with a pending reply and reads all that composing the prompt
     * needs, in one round trip; one more for each other request for the same that comes first.
     * Undefined when the account is gone.
     */
    async open(turn: TurnRequest): Promise<TurnOpening | undefined> {
      for (let attempt = 1; ; attempt += 1) {
        try {
          return await attemptOpening(turn);
        } catch (error) {
          const constraint = violatedConstraint(error);
          const isRaced = constraint !== undefined || isGone(error);
          if (!isRaced || attempt === maxOpenings) throw error;
          if (constraint?.startsWith("idempotency_keys")) {
            await upkeep.dropExpiredKeys(turn.now, turn);
          }
        }
      }
    },

    /** Keeps the lease and the text so far. `held` is false when the lease is lost: stop writing. */
    async renew(progress: ReplyProgress): Promise<{ held: boolean; cancelRequested: boolean }> {
      const rows = rowsOf<{ cancel: boolean }>(await db.execute(renewingStatement(progress)));
      return { held: rows.length > 0, cancelRequested: rows[0]?.cancel ?? false };
    },

    /** Stores the text so far and gives the lease up: whoever comes next may take the reply over. */
    async release(progress: ReplyProgress): Promise<{ held: boolean }> {
      const rows = rowsOf(await db.execute(renewingStatement(progress, 0)));
      return { held: rows.length > 0 };
    },

    /**
     * Writes the end of a reply and gives back the other replies to the same message. Undefined
     * when the lease was lost and nothing was written.
     *
     * @throws LedgerMoved when another turn of the user has been closed since the ledger was read
     */
    async close(outcome: ReplyOutcome): Promise<StoredVariant[] | undefined> {
      try {
        const result = await db.execute(closingStatement(outcome));
        return rowsOf<{ variants: StoredVariant[] }>(result)[0]?.variants;
      } catch (error) {
        const hasMoved = violatedConstraint(error) === "relationship_events_user_id_number_key";
        throw hasMoved ? new LedgerMoved() : error;
      }
    },

    /** Asks whoever writes a reply to stop. False when it is not in progress. */
    async requestCancel(replyId: string, now: Date): Promise<boolean> {
      const rows = await db
        .update(messages)
        .set({ cancelRequestedAt: now })
        .where(and(eq(messages.id, replyId), sql`${messages.status} in ('pending', 'streaming')`))
        .returning({ id: messages.id });
      return rows.length > 0;
    },
  };
}

interface OpeningRow {
  session_active: boolean | null;
  conversation_active: boolean | null;
  known: TurnOpening["known"];
  count: number | null;
  window_ends_at: string | null;
  standing: TurnOpening["standing"];
  target: TurnOpening["target"];
  turn: {
    conversation_id: string;
    personality: string | null;
    user_message_id: string;
    reply_id: string;
    content: string;
    user_sequence: number;
    note: string | null;
    asked_at: string;
    replied_at: string;
    reply_text: string;
    attempt: number;
  } | null;
  profile: TurnProfile;
  window: WindowMessage[];
  said_before: SaidBefore[];
  last_personality: string | null;
  is_scored: boolean;
}

function toOpening(row: OpeningRow): TurnOpening {
  const { turn } = row;
  return {
    turn:
      turn === null
        ? undefined
        : {
            conversationId: turn.conversation_id,
            personality: turn.personality,
            userMessageId: turn.user_message_id,
            replyId: turn.reply_id,
            content: turn.content,
            userSequence: turn.user_sequence,
            note: turn.note,
            askedAt: new Date(turn.asked_at),
            repliedAt: new Date(turn.replied_at),
            replyText: turn.reply_text,
            attempt: turn.attempt,
          },
    session: stateOf(row.session_active, "live", "deactivated", "ended"),
    conversation: stateOf(row.conversation_active, "active", "inactive", "missing"),
    counted: toCounted(row),
    known: row.known,
    standing: row.standing,
    target: row.target,
    profile: row.profile,
    window: row.window,
    saidBefore: row.said_before,
    lastPersonality: row.last_personality,
    isScored: row.is_scored,
  };
}

function toCounted({ count, window_ends_at: endsAt }: OpeningRow): Counted | null {
  return count === null || endsAt === null ? null : { count, endsAt: toDate(endsAt) };
}

function stateOf<T>(value: boolean | null, yes: T, no: T, none: T): T {
  if (value === null) return none;
  return value ? yes : no;
}
