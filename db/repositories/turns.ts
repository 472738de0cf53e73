import { rowsOf, type Database } from "#db/clients/database.ts";
import { violatedConstraint } from "./failures.ts";
import type { MessageStatus } from "./messages.ts";
import {
  closingStatement,
  openingStatement,
  renewingStatement,
  settlingStatement,
} from "./turn-statements.ts";

/** What opening a turn needs to know. Ids are made by the caller. */
export interface TurnRequest {
  userId: string;
  sessionId: string;
  conversationId: string;
  /** Whether the conversation is to be made with this turn. */
  opensConversation: boolean;
  /** What an untitled conversation is called from now on. */
  title: string;
  userMessageId: string;
  replyId: string;
  content: string;
  /** Who holds the lease on the reply. */
  leaseOwner: string;
  now: Date;
}

/** A message of the short-term window, oldest first. */
export interface WindowMessage {
  role: "user" | "assistant";
  content: string;
}

/** What opening a turn found out, in the one round trip it takes. */
export interface TurnOpening {
  /** Whether the user message and the pending reply are stored. */
  opened: boolean;
  session: "live" | "ended" | "deactivated";
  conversation: "active" | "inactive" | "missing";
  replyInProgress: { leaseExpired: boolean } | null;
  personality: string | null;
  profile: TurnProfile;
  window: WindowMessage[];
}

/** The part of the profile that bears on a reply. */
export interface TurnProfile {
  name: string | null;
  gender: string | null;
  location: string | null;
  language: string;
  preferences: Record<string, unknown>;
  relationshipScore: number;
}

/** How a reply ended, or stands when its writer gives it up. */
export interface ReplyOutcome {
  replyId: string;
  leaseOwner: string;
  status: Exclude<MessageStatus, "pending" | "streaming">;
  content: string;
  personality: string;
  tokensUsed: number | null;
  model: string | null;
  completion: Record<string, unknown> | null;
  errorCode: string | null;
  now: Date;
}

/** The text of a reply so far, when its lease is renewed. */
export interface ReplyProgress {
  replyId: string;
  leaseOwner: string;
  content: string;
  personality: string;
  now: Date;
}

interface OpeningRow {
  opened: boolean;
  session_active: boolean | null;
  conversation_active: boolean | null;
  lease_expired: boolean | null;
  personality: string | null;
  profile: TurnProfile;
  window: WindowMessage[];
}

/**
 * A turn is a user message and the reply to it. Invariants, held by the statements and the partial
 * unique index `messages_one_reply_at_a_time`: a conversation has at most one reply in progress;
 * a reply in progress has a lease; only the holder of the lease writes to it.
 */
export function createTurnRepository(db: Database) {
  return {
    /**
     * Stores the message and a pending reply, and reads all that composing the prompt needs, in one
     * round trip; two when another send to the same conversation was under way. Undefined when the
     * account is gone.
     */
    async open(turn: TurnRequest): Promise<TurnOpening | undefined> {
      const attempt = async () => rowsOf<OpeningRow>(await db.execute(openingStatement(turn)))[0];
      try {
        return toOpening(await attempt());
      } catch (error) {
        if (violatedConstraint(error) !== "messages_one_reply_at_a_time") throw error;
        return toOpening(await attempt());
      }
    },

    /** Keeps the lease and the text so far. False when the lease is lost: stop writing. */
    async renew(progress: ReplyProgress): Promise<{ held: boolean; cancelRequested: boolean }> {
      const rows = rowsOf<{ cancel: boolean }>(await db.execute(renewingStatement(progress)));
      return { held: rows.length > 0, cancelRequested: rows[0]?.cancel ?? false };
    },

    /** Writes the end of a reply. False when the lease was lost and nothing was written. */
    async close(outcome: ReplyOutcome): Promise<boolean> {
      const rows = rowsOf(await db.execute(closingStatement(outcome)));
      return rows.length > 0;
    },

    /**
     * Ends replies whose writer is gone: what was written stays, as `interrupted`; a reply without
     * a word becomes `failed`. Of one conversation, or of all.
     *
     * @returns how many there were
     */
    async settleExpired(now: Date, conversationId?: string): Promise<number> {
      const rows = rowsOf(await db.execute(settlingStatement(now, conversationId)));
      return rows.length;
    },
  };
}

/** No row at all means that the account itself is gone. */
function toOpening(row: OpeningRow | undefined): TurnOpening | undefined {
  if (row === undefined) return undefined;
  return {
    opened: row.opened,
    session: stateOf(row.session_active, "live", "deactivated", "ended"),
    conversation: stateOf(row.conversation_active, "active", "inactive", "missing"),
    replyInProgress: row.lease_expired === null ? null : { leaseExpired: row.lease_expired },
    personality: row.personality,
    profile: row.profile,
    window: row.window,
  };
}

function stateOf<T>(value: boolean | null, yes: T, no: T, none: T): T {
  if (value === null) return none;
  return value ? yes : no;
}
