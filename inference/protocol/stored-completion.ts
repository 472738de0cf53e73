import { z } from "zod";

import { ChatCompletion } from "./chat-completion-response.ts";

/**
 * Completions asked for with `store: true`: `GET /v1/chat/completions/{id}` reads one and `DELETE`
 * cancels and forgets it, also while it waits for a slot. In the path the id is percent-encoded, as
 * `encodeURIComponent` does it.
 *
 * - POST with a known key and the same body gives that completion from its beginning, and with
 *   another body 422 `idempotency_mismatch`; `stream`, `stream_options`, `store`, `user`,
 *   `prompt_cache_key`, `x_sarah.priority` and `x_sarah.report_queue` may differ. After a failure, and after a DELETE, the
 *   key generates anew. A request refused before it was admitted stores nothing.
 * - GET and DELETE answer 404 `completion_not_found` for an id that is unknown, deleted or no longer
 *   kept: 15 min after its end, or earlier when 2,000 others or 32 MiB of text ended after it.
 * - Whoever reads a completion while it is deleted gets `completion_deleted`: an error chunk in a
 *   stream, a 410 otherwise.
 * - All of it is in memory: a restart forgets it.
 */

/** The header that names a stored completion. Ignored where nothing is stored. */
export const StoredRequestHeaders = z.object({
  "Idempotency-Key": z
    .string()
    .regex(/^[!-~]{1,255}$/, "has to be 1 to 255 visible ASCII characters")
    .optional(),
});

/** Only a completed one has usage and timings, and a `finish_reason` that is not null. */
export const CompletionStatus = z.enum(["queued", "in_progress", "completed", "failed"]);
export type CompletionStatus = z.infer<typeof CompletionStatus>;

/** What GET answers: the text so far, also of a failed one. `x_sarah` is absent from other servers' answers. */
export const StoredChatCompletion = ChatCompletion.extend({
  x_sarah: z.object({ status: CompletionStatus }).optional().catch(undefined),
});
export type StoredChatCompletion = z.infer<typeof StoredChatCompletion>;

/**
 * GET's query. With `stream=true` it follows the completion as the same chunks that POST streams,
 * always with the usage chunk, its text without the first `after` code points. Its place in the queue
 * is among them if the POST that started it asked for that.
 */
export const ReadCompletionQuery = z
  .strictObject({
    stream: z.enum(["true", "false"]).optional(),
    after: z
      .string()
      .regex(/^\d{1,15}$/, "has to be a whole number")
      .transform(Number)
      .optional(),
  })
  .refine(({ stream, after }) => after === undefined || stream === "true", {
    path: ["after"],
    message: "goes with stream=true",
  });

export const DeletedChatCompletion = z.object({
  id: z.string(),
  object: z.literal("chat.completion.deleted"),
  deleted: z.boolean(),
});
export type DeletedChatCompletion = z.infer<typeof DeletedChatCompletion>;
