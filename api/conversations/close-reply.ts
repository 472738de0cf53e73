import type { DomainError } from "#api/errors.ts";
import type { CompletionEnd } from "#api/inference-client/read-completion.ts";
import type { Services } from "#api/services.ts";
import { describeFailure } from "#db/repositories/failures.ts";
import type { Completion, Message } from "./schemas.ts";
import type { OpenTurn } from "./send.ts";
import type { ReplyClock } from "./write-reply.ts";

interface Ending {
  end: CompletionEnd;
  clock: ReplyClock;
  model: string;
}

/** Stores a finished reply, then tells its readers: what is announced as done is stored. */
export async function closeReply(
  services: Services,
  turn: OpenTurn,
  { end, clock, model }: Ending,
): Promise<void> {
  const { request, opening, persona, stage, feed } = turn;
  const completion: Completion = {
    usage: {
      promptTokens: end.promptTokens,
      cachedTokens: end.cachedTokens,
      completionTokens: end.completionTokens,
    },
    timings: timingsOf(turn, clock, end.completionTokens),
    relationship: { score: opening.profile.relationshipScore, stage, changed: false },
    memory: { recalled: [], learned: [] },
    notices: [],
  };
  const tokensUsed = end.completionTokens;
  const content = feed.text();
  const stored = await services.turns.close({
    replyId: request.replyId,
    leaseOwner: request.leaseOwner,
    status: "complete",
    content,
    personality: persona.id,
    tokensUsed,
    model,
    completion,
    errorCode: null,
    now: services.now(),
  });
  if (!stored) throw new Error("The lease was lost before the reply was stored");
  const reply = toReply(turn, { content, tokensUsed, model });
  feed.finish({ kind: "done", reply, completion });
}

/** Keeps what was written of a reply that broke off, then tells its readers. */
export async function failReply(
  services: Services,
  turn: OpenTurn,
  failure: DomainError,
): Promise<void> {
  const { request, persona, feed } = turn;
  const content = feed.text();
  try {
    await services.turns.close({
      replyId: request.replyId,
      leaseOwner: request.leaseOwner,
      status: content === "" ? "failed" : "interrupted",
      content,
      personality: persona.id,
      tokensUsed: null,
      model: null,
      completion: null,
      errorCode: failure.code,
      now: services.now(),
    });
  } catch (error) {
    services.log.error("failed reply not stored", { error: describeFailure(error) });
  }
  feed.finish({ kind: "error", error: failure });
}

/** Ends the feed of a reply that somebody else has taken over, without writing. */
export async function giveUpReply({ feed }: OpenTurn, failure: DomainError): Promise<void> {
  feed.finish({ kind: "error", error: failure });
}

function timingsOf(turn: OpenTurn, clock: ReplyClock, tokens: number): Completion["timings"] {
  const endedAtMs = performance.now();
  const firstTokenAtMs = clock.firstTokenAtMs ?? endedAtMs;
  const seconds = (endedAtMs - firstTokenAtMs) / 1000;
  return {
    queueMs: Math.round(clock.admittedAtMs - clock.askedAtMs),
    firstTokenMs: Math.round(firstTokenAtMs - turn.arrivedAtMs),
    totalMs: Math.round(endedAtMs - turn.arrivedAtMs),
    tokensPerSecond: seconds > 0 ? Math.round((tokens / seconds) * 10) / 10 : 0,
  };
}

function toReply(
  { request, persona }: OpenTurn,
  { content, tokensUsed, model }: { content: string; tokensUsed: number; model: string },
): Message {
  return {
    id: request.replyId,
    role: "assistant",
    content,
    status: "complete",
    personality: persona.id,
    tokensUsed,
    createdAt: request.now.toISOString(),
    replyTo: request.userMessageId,
    emotion: null,
    model,
    source: "model",
    variants: [],
  };
}
