import type { Context } from "hono";

/** One server-sent event; `data` is sent as one line of JSON. */
export interface SseEvent {
  id: number;
  event: string;
  data: unknown;
}

const pingEveryMs = 15_000;
const encoder = new TextEncoder();
const ping = encoder.encode(": ping\n\n");

/** The bytes of one event, as the WHATWG event-stream format has them. */
export function encodeSseEvent({ id, event, data }: SseEvent): Uint8Array {
  return encoder.encode(`id: ${id}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
}

/**
 * Answers with a stream of events, one pulled when the reader has room for it, and a comment at the
 * start and whenever 15 seconds pass without an event. When the reader leaves, the iterator is returned.
 */
export function sseResponse(c: Context, events: AsyncIterable<SseEvent>): Response {
  return c.body(toByteStream(events), 200, {
    "Content-Type": "text/event-stream; charset=utf-8",
    "Cache-Control": "no-store, no-transform",
    "X-Accel-Buffering": "no",
  });
}

function toByteStream(events: AsyncIterable<SseEvent>): ReadableStream<Uint8Array> {
  const iterator = events[Symbol.asyncIterator]();
  let next: Promise<IteratorResult<SseEvent>> | undefined;
  return new ReadableStream<Uint8Array>(
    {
      // Node sends the head with the first bytes of the body: let the client know it is admitted.
      start: (controller) => controller.enqueue(ping),
      async pull(controller) {
        next ??= iterator.next();
        const result = await orTimeout(next, pingEveryMs);
        if (result === undefined) return controller.enqueue(ping);
        next = undefined;
        if (result.done) controller.close();
        else controller.enqueue(encodeSseEvent(result.value));
      },
      async cancel() {
        await iterator.return?.();
      },
    },
    { highWaterMark: 1 },
  );
}

async function orTimeout<T>(promise: Promise<T>, timeoutMs: number): Promise<T | undefined> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const timeout = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, timeoutMs, undefined);
  });
  try {
    return await Promise.race([promise, timeout]);
  } finally {
    clearTimeout(timer);
  }
}
