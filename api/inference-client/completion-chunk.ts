import { z } from "zod";

/** A count that a column can hold; anything else a server says is no count. */
const count = z.int().min(0).max(2_147_483_647).optional().catch(undefined);

/**
 * What is read of a streamed chunk, and no more: servers leave out, null and misname the rest. A
 * count that makes no sense costs the count, not the reply.
 */
export const CompletionChunk = z.object({
  choices: z
    .array(
      z.object({
        delta: z.object({ content: z.string().nullish() }).nullish(),
        finish_reason: z.string().nullish(),
      }),
    )
    .nullish(),
  usage: z
    .object({
      prompt_tokens: count,
      completion_tokens: count,
      prompt_tokens_details: z.object({ cached_tokens: count }).nullish().catch(undefined),
    })
    .nullish()
    .catch(undefined),
  x_sarah: z.object({ queue_position: count }).optional().catch(undefined),
});
export type CompletionChunk = z.infer<typeof CompletionChunk>;
