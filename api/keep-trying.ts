import { wait } from "./wait.ts";

interface Patience {
  /** Whether another attempt may do better than the one that failed like this. */
  isWorthIt: (error: unknown) => boolean;
  everyMs: number;
  /** After which the last failure counts. */
  forMs: number;
  /** Ends the waiting at once. */
  signal: AbortSignal;
  /** Told after each failure for how long there have been some. */
  onWaiting?: (sinceMs: number) => void;
}

/**
 * Does something again and again until it succeeds.
 *
 * @throws what the last attempt threw, when it is not worth another, takes too long or is aborted
 */
export async function keepTrying<T>(
  attempt: () => Promise<T>,
  { isWorthIt, everyMs, forMs, signal, onWaiting }: Patience,
): Promise<T> {
  const startedAtMs = performance.now();
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      const sinceMs = performance.now() - startedAtMs;
      if (!isWorthIt(error) || signal.aborted || sinceMs > forMs) throw error;
      onWaiting?.(sinceMs);
      await wait(everyMs, signal);
    }
  }
}
