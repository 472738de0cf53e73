import { composePrompt, type PromptLimits } from "#api/agents/compose-prompt.ts";
import { DomainError } from "#api/errors.ts";
import { InferenceError } from "#api/inference-client/inference-error.ts";
import type { CompletionEnd } from "#api/inference-client/read-completion.ts";
import type { Services } from "#api/services.ts";
import { describeFailure, isDatabaseUnavailable } from "#db/repositories/failures.ts";
import { closeReply, failReply, giveUpReply } from "./close-reply.ts";
import { keepLease } from "./keep-lease.ts";
import type { OpenTurn } from "./send.ts";

/** When the parts of writing a reply happened, on the monotonic clock. */
export interface ReplyClock {
  askedAtMs: number;
  admittedAtMs: number;
  firstTokenAtMs: number | undefined;
}

/**
 * Writes the reply of an open turn: asks the model, passes its words to the feed as they come,
 * keeps the lease meanwhile, and stores how it ended. `finished` never rejects.
 */
export function writeReply(
  services: Services,
  turn: OpenTurn,
): { admitted: Promise<void>; finished: Promise<void> } {
  const admission = Promise.withResolvers<void>();
  const work = async () => {
    const lease = keepLease(services, turn);
    try {
      const { stream, clock, model } = await askModel(services, turn, lease.signal);
      admission.resolve();
      const end = await passOn(stream, turn, clock);
      await lease.release();
      await closeReply(services, turn, { end, clock, model });
    } catch (error) {
      await lease.release();
      const failure = toDomainError(error, turn);
      await (lease.lost() ? giveUpReply(turn, failure) : failReply(services, turn, failure));
      services.log.warning("reply failed", {
        replyId: turn.request.replyId,
        code: failure.code,
        reason: error instanceof InferenceError ? error.message : describeFailure(error),
      });
      admission.reject(failure);
    }
  };
  admission.promise.catch(() => {});
  return { admitted: admission.promise, finished: work() };
}

/** Asks with the whole window; when the server finds it too long, with half, then with the least. */
async function askModel(services: Services, turn: OpenTurn, signal: AbortSignal) {
  const { inference } = services;
  const description = await inference.describe();
  const limits: PromptLimits = description;
  const clock: ReplyClock = {
    askedAtMs: performance.now(),
    admittedAtMs: 0,
    firstTokenAtMs: undefined,
  };
  const ask = (shrink: number) =>
    inference.complete(
      {
        messages: composePrompt(partsOf(turn), limits, shrink),
        maxTokens: description.replyReserveTokens,
        cacheKey: turn.request.conversationId,
        userId: turn.request.userId,
      },
      signal,
    );
  const stream = await ask(1)
    .catch(orWhenTooLong(() => ask(0.5)))
    .catch(orWhenTooLong(() => ask(0)));
  clock.admittedAtMs = performance.now();
  return { stream, clock, model: description.model };
}

function orWhenTooLong<T>(again: () => Promise<T>) {
  return (error: unknown): Promise<T> => {
    if (error instanceof InferenceError && error.failure === "context-length") return again();
    throw error;
  };
}

async function passOn(
  stream: AsyncGenerator<string, CompletionEnd>,
  turn: OpenTurn,
  clock: ReplyClock,
): Promise<CompletionEnd> {
  for (;;) {
    const { done, value } = await stream.next();
    if (done) return value;
    clock.firstTokenAtMs ??= performance.now();
    turn.feed.append(value);
  }
}

function partsOf({ opening, persona, stage, request }: OpenTurn) {
  const { name, location, language } = opening.profile;
  const facts = [
    ...(name === null ? [] : [`name is ${name}`]),
    ...(location === null ? [] : [`lives in ${location}`]),
  ];
  return { persona, stage, facts, language, window: opening.window, content: request.content };
}

function toDomainError(error: unknown, { request }: OpenTurn): DomainError {
  const turn = {
    conversationId: request.conversationId,
    userMessageId: request.userMessageId,
    replyId: request.replyId,
  };
  const busy = error instanceof InferenceError && error.failure === "busy";
  const known = error instanceof InferenceError;
  const other = isDatabaseUnavailable(error) ? "database-unavailable" : "internal";
  return new DomainError(busy ? "inference-busy" : known ? "inference-unavailable" : other, {
    detail: "Your message is stored. What was written of the reply is kept.",
    retryAfterSeconds: (known ? error.retryAfterSeconds : undefined) ?? 5,
    turn,
    cause: error,
  });
}
