import type { ReplyEvent } from "#inference/engine/reply.ts";
import { toErrorBody } from "#inference/errors.ts";

import {
  type CompletionHead,
  toChunk,
  toQueueChunk,
  toTimings,
  toUsageChunk,
} from "./completion-body.ts";

export interface EventStreamOptions {
  readonly includeUsage: boolean;
  /** Whether the place in the queue is told. */
  readonly reportQueue: boolean;
  /** Called when the reader goes away before the end. */
  readonly onGone: () => void;
  readonly pingMs?: number;
}

const PING_MS = 10_000;
const PING = ": ping\n\n";

/**
 * A reply as OpenAI's event stream. It opens with a comment, so that the status line goes out while
 * the request may still wait for a slot, and sends another whenever nothing was sent for a while.
 * A failure is an error chunk, and then no `[DONE]`. Events are taken only as fast as they are read.
 */
export function toEventStream(
  head: CompletionHead,
  events: AsyncIterable<ReplyEvent>,
  options: EventStreamOptions,
): Response {
  const frames = toFrames(head, events, options);
  const encoder = new TextEncoder();
  let ping: NodeJS.Timeout | undefined;
  let isRead = true;
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      const send = () => {
        if ((controller.desiredSize ?? 0) > 0) controller.enqueue(encoder.encode(PING));
      };
      send();
      ping = setInterval(send, options.pingMs ?? PING_MS);
    },
    async pull(controller) {
      const { value: frame } = await frames.next();
      if (!isRead) return;
      ping?.refresh();
      if (frame !== undefined) return controller.enqueue(encoder.encode(frame));
      clearInterval(ping);
      controller.close();
    },
    cancel() {
      isRead = false;
      clearInterval(ping);
      options.onGone();
    },
  });
  return new Response(body, {
    headers: {
      "Content-Type": "text/event-stream; charset=utf-8",
      "Cache-Control": "no-cache",
      "X-Accel-Buffering": "no",
    },
  });
}

async function* toFrames(
  head: CompletionHead,
  events: AsyncIterable<ReplyEvent>,
  options: EventStreamOptions,
): AsyncGenerator<string, void, void> {
  try {
    for await (const event of events) {
      if (event.type === "queued" && !options.reportQueue) continue;
      yield toData(head, event, options.includeUsage)
        .map((data) => `data: ${data}\n\n`)
        .join("");
    }
  } catch (error) {
    yield `data: ${JSON.stringify(toErrorBody(error))}\n\n`;
  }
}

function toData(head: CompletionHead, event: ReplyEvent, includeUsage: boolean): string[] {
  if (event.type === "queued") return [JSON.stringify(toQueueChunk(head, event.position))];
  if (event.type === "started") {
    return [JSON.stringify(toChunk(head, { role: "assistant", content: "" }))];
  }
  if (event.type === "text") return [JSON.stringify(toChunk(head, { content: event.text }))];
  const last = { ...toChunk(head, {}, event.finishReason), timings: toTimings(event.counts) };
  const usage = includeUsage ? [JSON.stringify(toUsageChunk(head, event.counts))] : [];
  return [JSON.stringify(last), ...usage, "[DONE]"];
}
