import type { PromptMessage } from "#api/agents/prompt/compose-prompt.ts";
import { cacheKeyOf, type Epoch } from "#api/agents/prompt/epoch.ts";
import { afterOverflow, epochFor, promptOf } from "#api/agents/prompt/plan-epoch.ts";
import { InferenceError } from "#api/inference-client/inference-error.ts";
import type { CompletionStream } from "#api/inference-client/read-completion.ts";
import type { Services } from "#api/services.ts";
import type { PromptParts } from "./prompt-parts.ts";
import { completionKey, type ReplyWork } from "./reply-work.ts";

/** A stream of a reply, and which model it comes from. */
export interface Asked {
  stream: CompletionStream;
  /** Null where no model was asked. */
  model: string | null;
  /** When the request was made and when the server admitted it, on the monotonic clock. */
  askedAtMs: number;
  admittedAtMs: number;
}

/** How a reply is asked for; the signal stops it. */
export type Ask = (signal: AbortSignal) => Promise<Asked>;

/**
 * Asks with the prompt of the conversation's epoch; where the server finds that too long, once more with
 * one that has rolled over.
 */
export async function askModel(
  services: Services,
  work: ReplyWork,
  parts: PromptParts,
  signal: AbortSignal,
): Promise<Asked> {
  const { inference } = services;
  const askedAtMs = performance.now();
  const description = await inference.describe();
  const partial = work.feed.text;
  const continues = partial !== "" && description.capabilities.includes("continue_final_message");
  const ask = (epoch: Epoch) => {
    const messages = promptOf(epoch, parts, { message: parts, limits: description });
    work.asked = { epoch, parts, description };
    return inference.complete(
      {
        messages: partial === "" ? messages : withPartial(messages, partial, continues),
        maxTokens: description.replyReserveTokens,
        cacheKey: cacheKeyOf(work.ids.conversationId, epoch),
        userId: work.userId,
        key: completionKey(work.ids, work.attempt),
        continuesFinalMessage: continues,
      },
      signal,
    );
  };
  const stream = await ask(epochFor(parts, parts, description)).catch(
    orWhenTooLong(() => ask(afterOverflow(parts, parts, description))),
  );
  return { stream, model: description.model, askedAtMs, admittedAtMs: performance.now() };
}

/** Asks the inference server for the rest of a reply that it has kept. */
export async function askForRest(
  services: Services,
  work: ReplyWork,
  afterCodePoints: number,
  signal: AbortSignal,
): Promise<Asked> {
  const askedAtMs = performance.now();
  const key = completionKey(work.ids, work.attempt);
  const { stream, model } = await services.inference.resume(key, afterCodePoints, signal);
  return { stream, model, askedAtMs, admittedAtMs: performance.now() };
}

/** What a model needs to see to go on with a reply that broke off. */
function withPartial(
  messages: PromptMessage[],
  partial: string,
  continues: boolean,
): PromptMessage[] {
  const begun = { role: "assistant" as const, content: partial };
  if (continues) return [...messages, begun];
  const goOn =
    "Your last message broke off. Go on from exactly where it stopped, without repeating.";
  return [...messages, begun, { role: "user", content: goOn }];
}

function orWhenTooLong<T>(again: () => Promise<T>) {
  return (error: unknown): Promise<T> => {
    if (error instanceof InferenceError && error.failure === "context-length") return again();
    throw error;
  };
}
