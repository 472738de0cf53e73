import { v7 as uuidv7 } from "uuid";

import { DomainError } from "#api/errors.ts";
import { runJob } from "#api/jobs/run-jobs.ts";
import { leavable } from "#api/leavable.ts";
import type { Services } from "#api/services.ts";
import type { OpenedTurn, TurnRequest } from "#db/repositories/turn.ts";
import { answerOpener } from "./answer-opener.ts";
import { askModel, type Ask } from "./ask-model.ts";
import { openTurn } from "./open-turn.ts";
import { planTurn, type TurnPlan } from "./plan-turn.ts";
import { readMessage, type Reading } from "./read-message.ts";
import { ReplyFeed } from "./reply-feed.ts";
import type { ReplyWork } from "./reply-work.ts";
import { sayText } from "./say-text.ts";
import { takeUpReply } from "./take-up-reply.ts";
import { titleFrom } from "./title-from.ts";
import { toUserMessage } from "./to-message.ts";
import type { SendRequest, TurnAnswer } from "./turn-answer.ts";
import { writeReply } from "./write-reply.ts";

/**
 * Takes a message and has it answered: opens the turn in one statement, composes the prompt, and
 * has the reply written whether or not anybody listens. Resolves once the model has admitted the
 * request. The same request again, by its Idempotency-Key, gets the reply it has had.
 *
 * Who is to be answered whatever the limit on sending says is opened a turn for without a use.
 *
 * @throws DomainError as `openTurn`; inference-unavailable or inference-busy with the ids of what
 *   was stored
 */
export async function send(services: Services, message: SendRequest): Promise<TurnAnswer> {
  const arrivedAtMs = performance.now();
  const heard = readMessage(message.content);
  const { isCrisis: isUrgent } = heard;
  const request = toTurnRequest(services, message, heard);
  const use = isUrgent ? undefined : await services.chatLimit.begin(message.userId);
  const opened = await openTurn(services, request, { use, onCounted: message.onCounted }).catch(
    (error: unknown) => {
      // Help is not refused because a conversation is gone.
      const elsewhere = isUrgent && message.conversationId !== undefined && isNotFound(error);
      if (!elsewhere) throw error;
      return undefined;
    },
  );
  if (opened === undefined) {
    const { target: _, conversationId: __, ...rest } = message;
    return send(services, { ...rest, conversationId: undefined });
  }
  if (opened.kind === "known")
    return takeUpReply(services, message, {
      replyId: opened.replyId,
      again: (request) => send(services, request),
    });
  const { turn, opening } = opened;
  const { config, now } = services;
  // Another reply to a message comes without its words.
  const reading = turn.content === message.content ? heard : readMessage(turn.content);
  const planned = planTurn(turn, opening, { reading, config, now: now() });
  const { plan, afterwards } = answerOpener(services, planned, opening);
  const work = toWork(request, turn, { plan, arrivedAtMs });
  services.warming.get(message.userId)?.abort();
  if (request.target?.kind === "edit") await runJob(services, request.erasingJobId);
  const { parts, emotion } = plan;
  const ask: Ask =
    plan.said === null
      ? (signal) => askModel(services, work, parts, signal)
      : sayText(plan.said.text);
  const { admitted, finished } = writeReply(services, work, ask);
  services.defer(finished.then(afterwards));
  await admitted;
  return {
    ids: work.ids,
    userMessage: toUserMessage(turn, emotion),
    news: leavable((left) => work.feed.follow(0, left)),
  };
}

const isNotFound = (error: unknown) => error instanceof DomainError && error.code === "not-found";

function toWork(
  { userId, leaseOwner }: Omit<TurnRequest, "quota">,
  turn: OpenedTurn,
  { plan, arrivedAtMs }: { plan: TurnPlan; arrivedAtMs: number },
): ReplyWork {
  const { conversationId, userMessageId, replyId } = turn;
  const { persona, standing, merit, notices, learned, forgotten } = plan;
  const { conversationPersonality, minorAge } = plan;
  return {
    ids: { conversationId, userMessageId, replyId },
    userId,
    leaseOwner,
    personality: persona.id,
    stage: standing.stage,
    standing,
    merit,
    notices,
    source: plan.said?.source ?? "model",
    learned,
    forgotten,
    conversationPersonality,
    minorAge,
    note: plan.parts.note,
    asked: undefined,
    sequence: turn.replySequence,
    attempt: turn.attempt,
    repliedAt: turn.repliedAt,
    feed: new ReplyFeed(turn.replyText),
    arrivedAtMs,
    cancelRequested: false,
  };
}

function toTurnRequest(
  services: Services,
  message: SendRequest,
  { emotion, isCrisis }: Reading,
): Omit<TurnRequest, "quota"> {
  const { userId, sessionId, conversationId, content, target, idempotency } = message;
  return {
    userId,
    sessionId,
    conversationId: conversationId ?? uuidv7(),
    opensConversation: conversationId === undefined,
    target,
    idempotency,
    title: titleFrom(content),
    userMessageId: uuidv7(),
    replyId: uuidv7(),
    content,
    emotion: content === "" ? null : emotion,
    isUrgent: isCrisis,
    leaseOwner: uuidv7(),
    erasingJobId: uuidv7(),
    now: services.now(),
  };
}
