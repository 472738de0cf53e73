import { ChatCompletionChunk, type Usage } from "#inference/protocol/chat-completion-response.ts";
import { ErrorBody } from "#inference/protocol/error-body.ts";
import { InferenceError } from "./inference-error.ts";
import { readSseData } from "./read-sse-data.ts";

/** What a completion says on its way to the end. */
export type CompletionNews =
  | { kind: "queued"; position: number }
  | { kind: "began" }
  | { kind: "text"; text: string };

/** A completion as it comes. Returns how it ended. */
export type CompletionStream = AsyncGenerator<CompletionNews, CompletionEnd>;

/** How a completion ended. */
export interface CompletionEnd {
  finishReason: string;
  promptTokens: number;
  cachedTokens: number;
  completionTokens: number;
}

/**
 * Reads a streamed chat completion: its place in the queue, that it has begun, its text. A stream
 * without a `finish_reason` has failed, however cleanly it closed; so has one with an error in it.
 *
 * @throws InferenceError failed
 */
export async function* readCompletion(body: ReadableStream<Uint8Array>): CompletionStream {
  let finishReason: string | undefined;
  let usage: Usage | undefined;
  let pieces = 0;
  let began = false;
  for await (const data of readSseData(body)) {
    if (data === "[DONE]") break;
    const chunk = parseChunk(data);
    const [choice] = chunk.choices;
    const position = chunk.x_sarah?.queue_position;
    if (position !== undefined) yield { kind: "queued", position };
    if (choice !== undefined && !began) {
      began = true;
      yield { kind: "began" };
    }
    usage = chunk.usage ?? usage;
    finishReason = choice?.finish_reason ?? finishReason;
    const text = choice?.delta.content;
    if (!text) continue;
    pieces += 1;
    yield { kind: "text", text };
  }
  if (finishReason === undefined) {
    throw new InferenceError("failed", "The stream ended without a finish_reason");
  }
  return {
    finishReason,
    promptTokens: usage?.prompt_tokens ?? 0,
    cachedTokens: usage?.prompt_tokens_details?.cached_tokens ?? 0,
    completionTokens: usage?.completion_tokens ?? pieces,
  };
}

function parseChunk(data: string): ChatCompletionChunk {
  let json: unknown;
  try {
    json = JSON.parse(data);
  } catch (cause) {
    throw new InferenceError("failed", "A chunk is not JSON", { cause });
  }
  const chunk = ChatCompletionChunk.safeParse(json);
  if (chunk.success) return chunk.data;
  const reported = ErrorBody.safeParse(json);
  throw new InferenceError(
    "failed",
    reported.success ? `The server reported: ${reported.data.error.message}` : "Not a chunk",
  );
}
