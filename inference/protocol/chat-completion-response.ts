import { z } from "zod";

/**
 * What `POST /v1/chat/completions` answers, in one piece or as chunks. Unknown fields are dropped,
 * and ours are optional, so a client can read any OpenAI-compatible server with these.
 */

export const FinishReason = z.enum(["stop", "length"]);
export type FinishReason = z.infer<typeof FinishReason>;

export const Usage = z.object({
  prompt_tokens: z.int(),
  completion_tokens: z.int(),
  total_tokens: z.int(),
  prompt_tokens_details: z.object({ cached_tokens: z.int().optional() }).nullish(),
});
export type Usage = z.infer<typeof Usage>;

/** Times in milliseconds; `prompt_n` is what had to be read, `cache_n` what was there already. */
export const Timings = z.object({
  prompt_n: z.int(),
  cache_n: z.int(),
  prompt_ms: z.number(),
  prompt_per_second: z.number(),
  predicted_n: z.int(),
  predicted_ms: z.number(),
  predicted_per_second: z.number(),
});
export type Timings = z.infer<typeof Timings>;

/** Other servers have further reasons (`content_filter`, `tool_calls`); ours gives FinishReason's two. */
const anyFinishReason = z.string().nullish();

export const ChatCompletion = z.object({
  id: z.string(),
  object: z.literal("chat.completion"),
  created: z.int(),
  model: z.string(),
  choices: z.array(
    z.object({
      index: z.int(),
      message: z.object({ role: z.string(), content: z.string().nullish() }),
      finish_reason: anyFinishReason,
    }),
  ),
  usage: Usage.nullish(),
  timings: Timings.optional(),
});
export type ChatCompletion = z.infer<typeof ChatCompletion>;

/** Our own additions to a chunk, sent only to who asked for them. */
export const ChunkExtensions = z.object({
  /**
   * The place of a request that waits for a slot: 1 is served next. In a chunk without choices, when
   * the waiting begins and whenever it changes, which may also be for the worse.
   */
  queue_position: z.int().optional(),
});

export const ChatCompletionChunk = z.object({
  id: z.string(),
  object: z.literal("chat.completion.chunk"),
  created: z.int(),
  model: z.string(),
  choices: z.array(
    z.object({
      index: z.int(),
      delta: z.object({ role: z.string().nullish(), content: z.string().nullish() }),
      finish_reason: anyFinishReason,
    }),
  ),
  usage: Usage.nullish(),
  timings: Timings.optional(),
  x_sarah: ChunkExtensions.optional(),
});
export type ChatCompletionChunk = z.infer<typeof ChatCompletionChunk>;
