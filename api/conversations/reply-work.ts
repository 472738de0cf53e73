import type { PersonaId } from "#api/agents/persona.ts";
import type { TurnIds } from "#api/errors.ts";
import type { Merit } from "#api/relationship/grow.ts";
import type { Stage } from "#api/relationship/stage.ts";
import type { Standing } from "#api/relationship/standing.ts";
import type { NewFact } from "#db/repositories/turn.ts";
import type { AskedPrompt } from "./plan-epochs.ts";
import type { ReplyFeed } from "./reply-feed.ts";
import type { Message, MessageStart, Notice } from "./schemas.ts";

/** A reply to be written, by the instance that opened its turn or by one that took it over. */
export interface ReplyWork {
  ids: TurnIds;
  userId: string;
  /** Who this writing is in the lease: another time, even here, is somebody else. */
  leaseOwner: string;
  personality: PersonaId;
  /** The stage it is written in. */
  stage: Stage;
  /** How the user stands with the companion, as last read. */
  standing: Standing;
  /** What the user's message is worth; null for nothing, undefined where it has to be read first. */
  merit: Merit | null | undefined;
  /** What is told with `message.start`. */
  notices: Notice[];
  /** Where the words come from. */
  source: NonNullable<Message["source"]>;
  /** What is learnt and forgotten with the turn. */
  learned: NewFact[];
  forgotten: string[];
  /** Whom the conversation is set to with the turn; null leaves it. */
  conversationPersonality: PersonaId | null;
  /** An age under 18 that the user has stated; null for none. */
  minorAge: number | null;
  /** What went into the prompt with the user's message; null for nothing, or where it is not known. */
  note: string | null;
  /** What the model was asked with; undefined where it was not, or by somebody else. */
  asked: AskedPrompt | undefined;
  /** The number of the reply in its conversation; null where it is not known. */
  sequence: number | null;
  /** Which time the model is asked for this reply, from 1. */
  attempt: number;
  repliedAt: Date;
  feed: ReplyFeed;
  /** When the request arrived, on the monotonic clock. */
  arrivedAtMs: number;
  /** Whether the user has asked to stop. */
  cancelRequested: boolean;
}

/** What `message.start` says of a reply. */
export function startOf({ ids, personality, stage, notices }: ReplyWork): MessageStart {
  return { ...ids, personality, stage, notices };
}

/** The Idempotency-Key under which the inference server keeps this attempt at the reply. */
export function completionKey({ replyId }: { replyId: string }, attempt: number): string {
  return attempt === 1 ? replyId : `${replyId}-${attempt}`;
}
