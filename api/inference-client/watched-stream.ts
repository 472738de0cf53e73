import { InferenceError } from "./inference-error.ts";
import { readCompletion, type CompletionStream } from "./read-completion.ts";
import { request } from "./transport.ts";
import { createWatchdog } from "./watchdog.ts";

/** How long a stream may take: to its first token, from each to the next, and as a whole. */
export interface StreamLimits {
  /** How long until the server has admitted the request, where that comes before the first token. */
  admissionTimeoutMs?: number;
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
  const whole = createWatchdog(signal);
  whole.restart(limits.replyTimeoutMs, "The reply");
  const watchdog = createWatchdog(whole.signal);
  const stop = () => {
    watchdog.stop();
    whole.stop();
  };
  const { firstTokenTimeoutMs, tokenGapTimeoutMs } = limits;
  const { admissionTimeoutMs = firstTokenTimeoutMs } = limits;
  watchdog.restart(Math.min(admissionTimeoutMs, firstTokenTimeoutMs), "Admission");
  try {
    const response = await request(url, { ...init, signal: watchdog.signal });
    watchdog.restart(firstTokenTimeoutMs, "The first token");
    const restart = () => watchdog.restart(tokenGapTimeoutMs, "The next token");
    return watched(readCompletion(response.body!), { signal: watchdog.signal, restart, stop });
  } catch (error) {
    stop();
    throw error;
  }
}

async function* watched(
  stream: CompletionStream,
  limit: { signal: AbortSignal; restart: () => void; stop: () => void },
): CompletionStream {
  try {
    for (;;) {
      const { done, value } = await stream.next();
      if (done) return value;
      if (value.kind === "text") limit.restart();
      yield value;
    }
  } catch (cause) {
    if (cause instanceof InferenceError) throw cause;
    const { reason } = limit.signal;
    if (reason instanceof InferenceError) throw reason;
    throw new InferenceError("failed", "The connection broke off", { cause });
  } finally {
    limit.stop();
    await stream.return(undefined as never).catch(() => {});
  }
}
