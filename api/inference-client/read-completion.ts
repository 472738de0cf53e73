import { ErrorBody } from "#inference/protocol/error-body.ts";
import { CompletionChunk } from "./completion-chunk.ts";
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

/** More than any model is asked for. Where a server does not stop, the reply ends here. */
export const maxReplyLength = 1024 * 1024;

/**
 * Reads a streamed chat completion: its place in the queue, that it has begun, its text. A stream
 * without a `finish_reason` has failed, however cleanly it closed; so has one with an error in it
 * before. What goes wrong after the `finish_reason` costs the counts only.
 *
 * @throws InferenceError failed
 */
export async function* readCompletion(body: ReadableStream<Uint8Array>): CompletionStream {
  const seen: Seen = { finishReason: undefined, usage: undefined, pieces: 0, length: 0 };
  try {
    yield* readChunks(body, seen);
  } catch (error) {
    if (seen.finishReason === undefined) throw error;
  }
  if (seen.finishReason === undefined) {
    throw new InferenceError("failed", "The stream ended without a finish_reason");
  }
  return {
    finishReason: seen.finishReason,
    promptTokens: seen.usage?.prompt_tokens ?? 0,
    cachedTokens: seen.usage?.prompt_tokens_details?.cached_tokens ?? 0,
    completionTokens: seen.usage?.completion_tokens ?? seen.pieces,
  };
}

interface Seen {
  finishReason: string | undefined;
  usage: CompletionChunk["usage"];
  pieces: number;
  length: number;
}

async function* readChunks(
  body: ReadableStream<Uint8Array>,
  seen: Seen,
): AsyncGenerator<CompletionNews, void> {
  let began = false;
  for await (const data of readSseData(body)) {
    if (data === "[DONE]") return;
    const chunk = parseChunk(data);
    const choice = chunk.choices?.[0];
    const position = chunk.x_sarah?.queue_position;
    if (position !== undefined) yield { kind: "queued", position };
    if (choice !== undefined && !began) {
      began = true;
      yield { kind: "began" };
    }
    seen.usage = chunk.usage ?? seen.usage;
    seen.finishReason = choice?.finish_reason ?? seen.finishReason;
    const text = choice?.delta?.content;
    if (!text) continue;
    seen.pieces += 1;
    seen.length += text.length;
    yield { kind: "text", text };
    if (seen.length > maxReplyLength) {
      seen.finishReason = "length";
      return;
    }
  }
}

function parseChunk(data: string): CompletionChunk {
  let json: unknown;
  try {
    json = JSON.parse(data);
  } catch (cause) {
    throw new InferenceError("failed", "A chunk is not JSON", { cause });
  }
  if (ErrorBody.safeParse(json).success) {
    throw new InferenceError("failed", "The server reported an error in the middle");
  }
  const chunk = CompletionChunk.safeParse(json);
  if (chunk.success) return chunk.data;
  throw new InferenceError("failed", "Not a chunk");
}
