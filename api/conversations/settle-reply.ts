import { v7 as uuidv7 } from "uuid";

import { isPersonaId } from "#api/agents/choose-persona.ts";
import { InferenceError } from "#api/inference-client/inference-error.ts";
import { standingOf } from "#api/relationship/standing.ts";
import { keepTrying } from "#api/keep-trying.ts";
import type { Services } from "#api/services.ts";
import type { AdoptedReply } from "#db/repositories/turn-upkeep.ts";
import { askForRest, type Asked } from "./ask-model.ts";
import { countCodePoints, ReplyFeed } from "./reply-feed.ts";
import type { ReplyWork } from "./reply-work.ts";
import type { MessageStart } from "./schemas.ts";
import { writeReply } from "./write-reply.ts";

/**
 * Takes over replies whose writer is gone, the one named or the oldest few, and brings each to its
 * end: the rest of it from the inference server where that kept it, else `interrupted` with what
 * was stored. Safe to call from anywhere at any time: the lease decides who does it.
 *
 * @returns how many were taken over, and when all of them have ended
 */
export async function settleExpired(
  services: Services,
  which: { replyId?: string; limit: number },
): Promise<{ count: number; ended: Promise<unknown> }> {
  const leaseOwner = uuidv7();
  const adopted = await services.turns.adoptExpired(leaseOwner, services.now(), which);
  const endings = adopted.map((reply) => {
    const work = toWork(services, reply, leaseOwner);
    const after = countCodePoints(reply.content);
    const { finished } = writeReply(services, work, (signal) =>
      patiently(() => askForRest(services, work, after, signal), signal),
    );
    services.defer(finished);
    return finished;
  });
  // Wrapped, because awaiting this function must not mean awaiting the replies.
  return { count: endings.length, ended: Promise.all(endings) };
}

const patienceMs = 30_000;

/** Asks again while the inference server is away, as long as it may still have the rest. */
function patiently(ask: () => Promise<Asked>, signal: AbortSignal): Promise<Asked> {
  const isWorthIt = (error: unknown) =>
    error instanceof InferenceError && ["unavailable", "busy"].includes(error.failure);
  return keepTrying(ask, { isWorthIt, everyMs: 1000, forMs: patienceMs, signal });
}

function toWork(services: Services, reply: AdoptedReply, leaseOwner: string): ReplyWork {
  const { conversationId, replyId, userMessageId } = reply;
  const opening = reply.opening as Pick<MessageStart, "stage" | "notices"> | null;
  const { config } = services;
  const standing = standingOf(reply.profile, { maxStage: config.MAX_STAGE, now: services.now() });
  return {
    ids: { conversationId, userMessageId: userMessageId ?? replyId, replyId },
    userId: reply.userId,
    leaseOwner,
    personality: isPersonaId(reply.personality) ? reply.personality : "neutral",
    stage: opening?.stage ?? standing.stage,
    standing,
    merit: undefined,
    notices: opening?.notices ?? [],
    source: reply.source ?? "model",
    learned: [],
    forgotten: [],
    conversationPersonality: null,
    minorAge: null,
    note: null,
    asked: undefined,
    sequence: null,
    attempt: reply.attempt,
    repliedAt: reply.repliedAt,
    feed: new ReplyFeed(reply.content),
    arrivedAtMs: performance.now(),
    cancelRequested: reply.cancelRequested,
  };
}
