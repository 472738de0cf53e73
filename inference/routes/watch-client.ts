import type { Context } from "hono";

/**
 * Aborts when the client of a request goes away: by itself where the server notices, else by whoever
 * finds that the response is no longer read.
 */
export function watchClient(context: Context): AbortController {
  const gone = new AbortController();
  const { signal } = context.req.raw;
  if (signal.aborted) gone.abort();
  signal.addEventListener("abort", () => gone.abort(), { once: true });
  return gone;
}
