import type { TurnIds } from "#api/errors.ts";
import type { LimitState } from "#api/limits/rate-limits.ts";
import type { Idempotency, TurnTarget } from "#db/repositories/turn.ts";
import type { ReplyNews } from "./reply-feed.ts";
import type { Message } from "./schemas.ts";

/** A message on its way in, or another try at the answer to one. */
export interface SendRequest {
  userId: string;
  sessionId: string;
  /** Undefined opens a conversation. */
  conversationId: string | undefined;
  /** The user's words; none where a reply is written again. */
  content: string;
  /** What the turn starts from, if not from a new message. */
  target?: TurnTarget;
  idempotency: Idempotency | undefined;
  /** Told how the limit on sending stands, as soon as that is known. */
  onCounted?: (state: LimitState) => void;
}

/** What a send is answered from, now or as the reply comes. */
export interface TurnAnswer {
  ids: TurnIds;
  userMessage: Message;
  news: AsyncIterable<ReplyNews>;
}
