import { InferenceError } from "./inference-error.ts";

/**
 * A signal that aborts when nothing happens for too long: `restart` moves the end. It also aborts
 * with the signal it was made from, and stops counting on `stop`.
 */
export function createWatchdog(outer: AbortSignal) {
  const controller = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stop = () => clearTimeout(timer);
  const restart = (timeoutMs: number, what: string) => {
    stop();
    timer = setTimeout(() => {
      controller.abort(new InferenceError("unavailable", `${what} took over ${timeoutMs} ms`));
    }, timeoutMs);
  };
  return { signal: AbortSignal.any([outer, controller.signal]), restart, stop };
}
