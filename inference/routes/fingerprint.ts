import { createHash } from "node:crypto";

import type { ChatCompletionRequest } from "#inference/protocol/chat-completion-request.ts";

/** Tells requests apart by what they ask to be generated, not by how it is served. */
export function toFingerprint(body: ChatCompletionRequest): string {
  const asked = {
    ...body,
    stream: undefined,
    stream_options: undefined,
    store: undefined,
    user: undefined,
    prompt_cache_key: undefined,
    x_sarah: body.x_sarah?.continue_final_message ?? false,
  };
  // The schema has put the fields in order.
  return createHash("sha256").update(JSON.stringify(asked)).digest("base64");
}
