import { and, eq, sql } from "drizzle-orm";

import { rowsOf, toDate, type Database } from "#db/clients/database.ts";
import { messages } from "#db/schema/conversations.ts";
import type { Counted } from "./counters.ts";
import { violatedConstraint } from "./failures.ts";
import type { MessageStatus, StoredVariant } from "./messages.ts";
import {
  closingStatement,
  openingStatement,
  peekingStatement,
  renewingStatement,
} from "./turn-statements.ts";
import { createTurnUpkeep } from "./turn-upkeep.ts";

/** What a turn starts from when it is not a new message. */
export type TurnTarget =
  | { kind: "regenerate"; replyId: string }
  | { kind: "edit"; userMessageId: string }
  | { kind: "continue"; replyId: string };

/** A client's Idempotency-Key and a digest of the request it came with. */
export interface Idempotency {
  key: string;
  fingerprint: string;
}

/**
 * How many turns a user may open: counted by the statement that opens one, or decided before. A
 * repetition that is known by its key is not counted, and never refused.
 */
export type TurnQuota =
  | { kind: "counted"; key: string; uses: number; windowMs: number }
  | { kind: "decided"; isLeft: boolean };

/** What opening a turn needs to know. Ids are made by the caller. */
export interface TurnRequest {
  userId: string;
  sessionId: string;
  conversationId: string;
  /** Whether the conversation is to be made with this turn. */
  opensConversation: boolean;
  target: TurnTarget | undefined;
  idempotency: Idempotency | undefined;
  /** Undefined for a turn that is opened whatever the user has used. */
  quota: TurnQuota | undefined;
  /** What an untitled conversation is called from now on. */
  title: string;
  /** The id of the user's message where it is a new one. */
  userMessageId: string;
  /** The id of the reply, except where one is continued. */
  replyId: string;
  content: string;
  /** Who holds the lease on the reply. */
  leaseOwner: string;
  now: Date;
}

/** A message of the short-term window. */
export interface WindowMessage {
  role: "user" | "assistant";
  content: string;
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

/** A turn that was opened: the message is stored and a reply to it is pending. */
export interface OpenedTurn {
  conversationId: string;
  /** The conversation's, or what a continued reply was begun in. */
  personality: string | null;
  userMessageId: string;
  replyId: string;
  content: string;
  askedAt: Date;
  repliedAt: Date;
  /** What there is of a reply that is continued. */
  replyText: string;
  /** 1, and one more each time the same reply is continued. */
  attempt: number;
}

/** What opening a turn found out, in the one round trip it takes. */
export interface TurnOpening {
  /** Undefined when something stood in the way. */
  turn: OpenedTurn | undefined;
  session: "live" | "ended" | "deactivated";
  conversation: "active" | "inactive" | "missing";
  /** The window the turn was counted in; more uses than the quota has, and nothing was written. */
  counted: Counted | null;
  /** The reply that the Idempotency-Key has stood for before. */
  known: { fingerprint: string; replyId: string | null } | null;
  /** The reply in progress in the conversation. */
  standing: { replyId: string; leaseExpired: boolean } | null;
  /** Whether what the turn was to start from is there and the newest; null for a new message. */
  target: "ready" | "not-newest" | null;
  profile: TurnProfile;
  /** The messages before this turn, oldest first. */
  window: WindowMessage[];
}

/** The text of a reply so far, when its lease is renewed. */
export interface ReplyProgress {
  replyId: string;
  leaseOwner: string;
  content: string;
  personality: string;
  /** What `message.start` said besides the ids. */
  opening: Record<string, unknown>;
  now: Date;
}

/** How a reply ended. */
export interface ReplyOutcome extends ReplyProgress {
  status: Exclude<MessageStatus, "pending" | "streaming">;
  tokensUsed: number | null;
  model: string | null;
  completion: Record<string, unknown> | null;
  errorCode: string | null;
}

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

    /**
     * Stores what the turn is about with a pending reply and reads all that composing the prompt
     * needs, in one round trip; two when another request for the same was under way. Undefined when
     * the account is gone.
     */
    async open(turn: TurnRequest): Promise<TurnOpening | undefined> {
      try {
        return await attemptOpening(turn);
      } catch (error) {
        const constraint = violatedConstraint(error);
        if (constraint === undefined) throw error;
        if (constraint.startsWith("idempotency_keys")) await upkeep.dropExpiredKeys(turn.now, turn);
        return attemptOpening(turn);
      }
    },

    /** What composing the next prompt of a conversation needs; undefined when the user has none such. */
    async peek(
      userId: string,
      conversationId: string,
    ): Promise<
      (Pick<TurnOpening, "profile" | "window"> & { personality: string | null }) | undefined
    > {
      const result = await db.execute(peekingStatement(userId, conversationId));
      return rowsOf<{ profile: TurnProfile; window: WindowMessage[]; personality: string | null }>(
        result,
      )[0];
    },

    /** Keeps the lease and the text so far. `held` is false when the lease is lost: stop writing. */
    async renew(progress: ReplyProgress): Promise<{ held: boolean; cancelRequested: boolean }> {
      const rows = rowsOf<{ cancel: boolean }>(await db.execute(renewingStatement(progress)));
      return { held: rows.length > 0, cancelRequested: rows[0]?.cancel ?? false };
    },

    /**
     * Writes the end of a reply and gives back the other replies to the same message. Undefined
     * when the lease was lost and nothing was written.
     */
    async close(outcome: ReplyOutcome): Promise<StoredVariant[] | undefined> {
      const result = await db.execute(closingStatement(outcome));
      return rowsOf<{ variants: StoredVariant[] }>(result)[0]?.variants;
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
    asked_at: string;
    replied_at: string;
    reply_text: string;
    attempt: number;
  } | null;
  profile: TurnProfile;
  window: WindowMessage[];
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
  };
}

function toCounted({ count, window_ends_at: endsAt }: OpeningRow): Counted | null {
  return count === null || endsAt === null ? null : { count, endsAt: toDate(endsAt) };
}

function stateOf<T>(value: boolean | null, yes: T, no: T, none: T): T {
  if (value === null) return none;
  return value ? yes : no;
}
