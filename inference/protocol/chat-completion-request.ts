import { z } from "zod";

import { ResponseFormat } from "./response-format.ts";

/** What a client may ask of `POST /v1/chat/completions`: OpenAI's fields, llama.cpp's sampling, and `x_sarah`. */

const TextPart = z.strictObject({ type: z.literal("text"), text: z.string() });

/** OpenAI allows a message's content in parts; only text parts mean anything to a text model. */
const Content = z.union([z.string(), z.array(TextPart).transform(joinParts)]);

function joinParts(parts: z.infer<typeof TextPart>[]): string {
  return parts.map((part) => part.text).join("");
}

const ChatMessage = z.strictObject({
  /** `developer` is OpenAI's newer word for `system`. */
  role: z
    .enum(["system", "developer", "user", "assistant"])
    .transform((role) => (role === "developer" ? "system" : role)),
  content: Content,
  name: z.string().max(64).optional(),
});

const Stop = z
  .union([z.string().min(1).max(256), z.array(z.string().min(1).max(256)).max(4)])
  .transform((stop) => (typeof stop === "string" ? [stop] : stop));

const count = z.int().min(0);
const penalty = z.number().min(-2).max(2);

/** Fields that only our own server knows; a client sends one only where `meta.capabilities` lists it. */
const SarahExtensions = z.strictObject({
  /** `background` waits until no interactive request does, as a fill of the cache always does. */
  priority: z.enum(["interactive", "background"]).optional(),
  /** The last message is the assistant's and is written on, not answered. */
  continue_final_message: z.boolean().optional(),
  /** Streams the request's place among those who wait: `x_sarah.queue_position` of a chunk. */
  report_queue: z.boolean().optional(),
});

/** OpenAI clients send null for "not set"; it means the same as leaving a field out. */
const optional = <T extends z.ZodType>(schema: T) =>
  schema.nullish().transform((value) => value ?? undefined);

const Fields = z.strictObject({
  model: z.string().optional(),
  messages: z.array(ChatMessage).min(1),
  stream: optional(z.boolean()),
  stream_options: optional(z.strictObject({ include_usage: z.boolean().optional() })),
  /**
   * 0, with a `prompt_cache_key`, only reads the prompt into the cache, for the next request of that
   * key: the completion is empty and its `finish_reason` is `length`. It gives way to interactive
   * requests that need its slot, and to the next request of its key; then it ends early, with
   * `timings.prompt_n` + `cache_n` below `usage.prompt_tokens`. In the background it also leaves
   * alone what other conversations used in the last minute, and may so read nothing at all.
   */
  max_tokens: optional(count),
  max_completion_tokens: optional(count),
  temperature: optional(z.number().min(0).max(2)),
  top_p: optional(z.number().gt(0).max(1)),
  top_k: optional(z.int().min(0)),
  min_p: optional(z.number().min(0).max(1)),
  /** Any whole number; the sampler knows 32 bits of it. */
  seed: optional(z.int().transform((seed) => Number(BigInt.asUintN(32, BigInt(seed))))),
  stop: optional(Stop),
  presence_penalty: optional(penalty),
  frequency_penalty: optional(penalty),
  repeat_penalty: optional(z.number().gt(0).max(2)),
  response_format: optional(ResponseFormat),
  ignore_eos: optional(z.boolean()),
  user: optional(z.string().max(256)),
  prompt_cache_key: optional(z.string().min(1).max(256)),
  x_sarah: optional(SarahExtensions),
  /**
   * Keeps the completion, to be read by its id until 15 min after its end. With an Idempotency-Key
   * header the id is `chatcmpl-<key>`, the same key is the same completion, and it goes on when its
   * client leaves; without one the id is random and it stops as any other does.
   */
  store: optional(z.boolean()),
  // Accepted only where they ask for what happens anyway.
  n: optional(z.literal(1)),
  logprobs: optional(z.literal(false)),
});

export const ChatCompletionRequest = Fields.superRefine((request, context) => {
  if (request.prompt_cache_key !== undefined) return;
  for (const limit of ["max_tokens", "max_completion_tokens"] as const) {
    if (request[limit] !== 0) continue;
    const message = "0 only fills the cache, which takes a prompt_cache_key";
    context.addIssue({ code: "custom", path: [limit], message });
  }
});

export type ChatCompletionRequest = z.infer<typeof ChatCompletionRequest>;
export type ChatMessage = z.infer<typeof ChatMessage>;
