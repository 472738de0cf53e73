import type { PersonaId } from "#api/agents/persona.ts";
import type { TurnIds } from "#api/errors.ts";
import type { Stage } from "#api/relationship/stage.ts";
import type { ReplyFeed } from "./reply-feed.ts";
import type { MessageStart } from "./schemas.ts";

/** A reply to be written, by the instance that opened its turn or by one that took it over. */
export interface ReplyWork {
  ids: TurnIds;
  userId: string;
  /** Who this writing is in the lease: another time, even here, is somebody else. */
  leaseOwner: string;
  personality: PersonaId;
  stage: Stage;
  relationshipScore: number;
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
export function startOf(work: ReplyWork): MessageStart {
  return { ...work.ids, personality: work.personality, stage: work.stage, notices: [] };
}

/** The Idempotency-Key under which the inference server keeps this attempt at the reply. */
export function completionKey({ replyId }: { replyId: string }, attempt: number): string {
  return attempt === 1 ? replyId : `${replyId}-${attempt}`;
}
