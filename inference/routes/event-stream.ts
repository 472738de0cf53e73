import type { ReplyEvent } from "#inference/engine/reply.ts";
import { toErrorBody } from "#inference/errors.ts";

import { type CompletionHead, toChunk, toTimings, toUsageChunk } from "./completion-body.ts";

export interface EventStreamOptions {
  readonly includeUsage: boolean;
  /** Called when the reader goes away before the end. */
  readonly onGone: () => void;
  readonly pingMs?: number;
}

const PING_MS = 10_000;
const PING = ": ping\n\n";

/**
 * A reply as OpenAI's event stream. It opens with a comment, so that the status line goes out while
 * the request may still wait for a slot, and sends another whenever nothing was sent for a while.
 * A failure is an error chunk, and then no `[DONE]`.
 */
export function toEventStream(
  head: CompletionHead,
  events: AsyncIterable<ReplyEvent>,
  options: EventStreamOptions,
): Response {
  const encoder = new TextEncoder();
  let isOpen = true;
  const body = new ReadableStream<Uint8Array>({
    async start(controller) {
      const send = (text: string) => {
        if (isOpen) controller.enqueue(encoder.encode(text));
      };
      const ping = setInterval(() => send(PING), options.pingMs ?? PING_MS);
      send(PING);
      try {
        for await (const event of events) {
          for (const data of toData(head, event, options.includeUsage)) send(`data: ${data}\n\n`);
          ping.refresh();
        }
      } catch (error) {
        send(`data: ${JSON.stringify(toErrorBody(error))}\n\n`);
      } finally {
        clearInterval(ping);
        if (isOpen) controller.close();
      }
    },
    cancel() {
      isOpen = false;
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

function toData(head: CompletionHead, event: ReplyEvent, includeUsage: boolean): string[] {
  if (event.type === "started") {
    return [JSON.stringify(toChunk(head, { role: "assistant", content: "" }))];
  }
  if (event.type === "text") return [JSON.stringify(toChunk(head, { content: event.text }))];
  const last = { ...toChunk(head, {}, event.finishReason), timings: toTimings(event.counts) };
  const usage = includeUsage ? [JSON.stringify(toUsageChunk(head, event.counts))] : [];
  return [JSON.stringify(last), ...usage, "[DONE]"];
}
