import { InferenceError } from "./inference-error.ts";
import { readCompletion, type CompletionStream } from "./read-completion.ts";
import { request } from "./transport.ts";
import { createWatchdog } from "./watchdog.ts";

/** How long a stream may take: to its first token, from each to the next, and as a whole. */
export interface StreamLimits {
  firstTokenTimeoutMs: number;
  tokenGapTimeoutMs: number;
  replyTimeoutMs: number;
}

/**
 * Opens a stream of a completion. Resolves once the server has admitted it; every wait has its limit.
 *
 * @throws InferenceError, from the stream too
 */
export async function openStream(
  url: string,
  init: RequestInit,
  { signal, limits }: { signal: AbortSignal; limits: StreamLimits },
): Promise<CompletionStream> {
  const watchdog = createWatchdog(
    AbortSignal.any([signal, AbortSignal.timeout(limits.replyTimeoutMs)]),
  );
  watchdog.restart(limits.firstTokenTimeoutMs, "The first token");
  try {
    const response = await request(url, { ...init, signal: watchdog.signal });
    return watched(readCompletion(response.body!), watchdog, limits.tokenGapTimeoutMs);
  } catch (error) {
    watchdog.stop();
    throw error;
  }
}

async function* watched(
  stream: CompletionStream,
  watchdog: ReturnType<typeof createWatchdog>,
  tokenGapTimeoutMs: number,
): CompletionStream {
  try {
    for (;;) {
      const { done, value } = await stream.next();
      if (done) return value;
      if (value.kind === "text") watchdog.restart(tokenGapTimeoutMs, "The next token");
      yield value;
    }
  } catch (cause) {
    if (cause instanceof InferenceError) throw cause;
    const { reason } = watchdog.signal;
    if (reason instanceof InferenceError) throw reason;
    throw new InferenceError("failed", "The connection broke off", { cause });
  } finally {
    watchdog.stop();
    await stream.return(undefined as never).catch(() => {});
  }
}
