import { v7 as uuidv7 } from "uuid";

import { requireLive } from "#api/auth/live-sessions.ts";
import { choosePersona } from "#api/agents/choose-persona.ts";
import type { Persona } from "#api/agents/persona.ts";
import { DomainError } from "#api/errors.ts";
import { stageOf, type Stage } from "#api/relationship/stage.ts";
import type { Services } from "#api/services.ts";
import type { TurnOpening, TurnRequest } from "#db/repositories/turns.ts";
import { createReplyFeed, type ReplyFeed } from "./reply-feed.ts";
import { titleFrom } from "./title-from.ts";
import { writeReply } from "./write-reply.ts";

/** A user's message on its way in. */
export interface SendRequest {
  userId: string;
  sessionId: string;
  /** Undefined opens a conversation. */
  conversationId: string | undefined;
  content: string;
}

/** A turn that is open: the message is stored and its reply is being written. */
export interface OpenTurn {
  request: TurnRequest;
  opening: TurnOpening;
  persona: Persona;
  stage: Stage;
  feed: ReplyFeed;
  /** When the message arrived, for the timings, on the monotonic clock. */
  arrivedAtMs: number;
}

/**
 * Takes a message and has it answered: stores it with a pending reply, then writes the reply
 * whether or not anybody listens. Resolves once the model has admitted the request.
 *
 * @throws DomainError session-ended, account-deactivated, not-found, conversation-inactive,
 *   reply-in-progress; inference-unavailable or inference-busy with the ids of what was stored
 */
export async function send(services: Services, message: SendRequest): Promise<OpenTurn> {
  const arrivedAtMs = performance.now();
  const request = toTurnRequest(services, message);
  const opening = await openTurn(services, request);
  const turn: OpenTurn = {
    request,
    opening,
    persona: choosePersona({
      conversationPersonality: opening.personality,
      preferences: opening.profile.preferences,
      gender: opening.profile.gender,
    }),
    stage: stageOf(opening.profile.relationshipScore),
    feed: createReplyFeed(),
    arrivedAtMs,
  };
  const { admitted, finished } = writeReply(services, turn);
  services.defer(finished);
  await admitted;
  return turn;
}

/** Opens the turn; where the reply in the way has lost its writer, settles that one first. */
async function openTurn(services: Services, request: TurnRequest): Promise<TurnOpening> {
  const opening = await services.turns.open(request);
  if (opening?.opened) return opening;
  if (!opening?.replyInProgress?.leaseExpired) throw refusal(opening);
  await services.turns.settleExpired(services.now(), request.conversationId);
  const again = await services.turns.open(request);
  if (again?.opened) return again;
  throw refusal(again);
}

function refusal(opening: TurnOpening | undefined): DomainError {
  if (opening === undefined) return new DomainError("session-ended");
  requireLive(opening.session);
  if (opening.conversation === "missing") return new DomainError("not-found");
  if (opening.conversation === "inactive") return new DomainError("conversation-inactive");
  return new DomainError("reply-in-progress", {
    detail: "One reply at a time: wait for the one being written, or cancel it.",
  });
}

function toTurnRequest(services: Services, message: SendRequest): TurnRequest {
  return {
    userId: message.userId,
    sessionId: message.sessionId,
    conversationId: message.conversationId ?? uuidv7(),
    opensConversation: message.conversationId === undefined,
    title: titleFrom(message.content),
    userMessageId: uuidv7(),
    replyId: uuidv7(),
    content: message.content,
    leaseOwner: services.instanceId,
    now: services.now(),
  };
}
