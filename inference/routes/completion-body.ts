import { randomUUID } from "node:crypto";

import type { ReplyCounts } from "#inference/engine/reply.ts";
import type {
  ChatCompletion,
  ChatCompletionChunk,
  FinishReason,
  Timings,
  Usage,
} from "#inference/protocol/chat-completion-response.ts";

/** What is the same in every chunk of a completion. */
export interface CompletionHead {
  readonly id: string;
  readonly created: number;
  readonly model: string;
}

export function createHead(model: string): CompletionHead {
  return { id: `chatcmpl-${randomUUID()}`, created: Math.floor(Date.now() / 1000), model };
}

type Delta = ChatCompletionChunk["choices"][number]["delta"];

export function toChunk(
  head: CompletionHead,
  delta: Delta,
  finishReason: FinishReason | null = null,
): ChatCompletionChunk {
  const choices = [{ index: 0, delta, finish_reason: finishReason }];
  return { ...head, object: "chat.completion.chunk", choices };
}

/** A chunk without choices that tells the request's place among those who wait. */
export function toQueueChunk(head: CompletionHead, position: number): ChatCompletionChunk {
  return {
    ...head,
    object: "chat.completion.chunk",
    choices: [],
    x_sarah: { queue_position: position },
  };
}

/** The extra chunk of `stream_options.include_usage`: no choices, only figures. */
export function toUsageChunk(head: CompletionHead, counts: ReplyCounts): ChatCompletionChunk {
  return {
    ...head,
    object: "chat.completion.chunk",
    choices: [],
    usage: toUsage(counts),
    timings: toTimings(counts),
  };
}

/** A completion in one piece; without an end it is one in progress, or one that failed. */
export function toCompletion(
  head: CompletionHead,
  content: string,
  end?: { readonly finishReason: FinishReason; readonly counts: ReplyCounts },
): ChatCompletion {
  const message = { role: "assistant", content };
  return {
    ...head,
    object: "chat.completion",
    choices: [{ index: 0, message, finish_reason: end?.finishReason ?? null }],
    ...(end && { usage: toUsage(end.counts), timings: toTimings(end.counts) }),
  };
}

function toUsage({ promptTokens, cachedTokens, completionTokens }: ReplyCounts): Usage {
  return {
    prompt_tokens: promptTokens,
    completion_tokens: completionTokens,
    total_tokens: promptTokens + completionTokens,
    prompt_tokens_details: { cached_tokens: cachedTokens },
  };
}

/** llama.cpp's figures. */
export function toTimings(counts: ReplyCounts): Timings {
  return {
    prompt_n: counts.readTokens,
    cache_n: counts.cachedTokens,
    prompt_ms: counts.promptMs,
    prompt_per_second: perSecond(counts.readTokens, counts.promptMs),
    predicted_n: counts.completionTokens,
    predicted_ms: counts.completionMs,
    predicted_per_second: perSecond(counts.completionTokens, counts.completionMs),
  };
}

function perSecond(tokens: number, ms: number): number {
  return ms > 0 ? (tokens / ms) * 1000 : 0;
}
