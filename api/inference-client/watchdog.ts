import { InferenceError } from "./inference-error.ts";

/** A wait is counted in so many parts. */
const parts = 4;

/**
 * A signal that aborts when nothing happens for too long: `restart` moves the end. It also aborts
 * with the signal it was made from, and stops counting on `stop`.
 *
 * While this process computes (the embedded database does so in it) it hears nothing, so however long
 * that takes it counts as one part of the wait: what came meanwhile is read before the next one ends.
 */
export function createWatchdog(outer?: AbortSignal) {
  const controller = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stop = () => clearTimeout(timer);
  const restart = (timeoutMs: number, what: string) => {
    stop();
    const wait = (left: number) => {
      timer = setTimeout(
        () => {
          if (left > 1) return wait(left - 1);
          controller.abort(new InferenceError("unavailable", `${what} took over ${timeoutMs} ms`));
        },
        Math.ceil(timeoutMs / parts),
      );
    };
    wait(parts);
  };
  const { signal: over } = controller;
  return { signal: outer === undefined ? over : AbortSignal.any([outer, over]), restart, stop };
}
