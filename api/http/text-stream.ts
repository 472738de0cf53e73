import type { Context } from "hono";

import { describeFailure } from "#db/repositories/failures.ts";
import type { AppEnv } from "./app-env.ts";

const encoder = new TextEncoder();
/** Smaller pieces are sent together. */
const chunkLength = 32 * 1024;

/**
 * Answers with a text that is made while it is read, and no further ahead than that. A failure on the
 * way breaks the connection off, so that nobody takes a part for the whole; the database stays open
 * until the text has ended, its reader has left, or the service stops.
 */
export function textStreamResponse(
  c: Context<AppEnv>,
  pieces: AsyncGenerator<string>,
  headers: Record<string, string>,
): Response {
  const { services } = c.env;
  const { closing, log } = services;
  const ended = Promise.withResolvers<void>();
  services.defer(ended.promise);
  const stop = () => ended.resolve();
  closing.addEventListener("abort", stop, { once: true });
  void ended.promise.then(() => closing.removeEventListener("abort", stop));
  let hasLeft = false;
  const stream = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          closing.throwIfAborted();
          const text = await nextChunk(pieces);
          if (hasLeft) return;
          if (text !== "") return controller.enqueue(encoder.encode(text));
          controller.close();
        } catch (error) {
          const about = { requestId: c.get("requestId"), path: c.req.routePath };
          log.error("stream broken off", { ...about, error: describeFailure(error) });
          // Whoever serves the stream may print what broke it, which may repeat what was asked for.
          controller.error(new Error("The stream was broken off"));
        }
        stop();
      },
      async cancel() {
        hasLeft = true;
        stop();
        await pieces.return(undefined);
      },
    },
    { highWaterMark: 0 },
  );
  return c.body(stream, 200, headers);
}

/** The next pieces, enough of them to be worth sending; empty at the end. */
async function nextChunk(pieces: AsyncGenerator<string>): Promise<string> {
  let text = "";
  while (text.length < chunkLength) {
    const { done, value } = await pieces.next();
    if (done) break;
    text += value;
  }
  return text;
}
