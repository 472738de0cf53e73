/** npm passes a Ctrl-C on that the terminal has already delivered: one key press, two signals. */
const SAME_PRESS_MS = 1000;
const EXIT_INTERRUPTED = 130;

/**
 * Resolves when this process is asked to stop: by SIGINT, SIGTERM or SIGHUP, or because the process
 * that started it with an IPC channel is gone. Who asks again a moment later does not want to wait:
 * the process then exits at once.
 */
export function stopRequested(): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  let askedAtMs: number | undefined;
  const ask = () => {
    askedAtMs ??= performance.now();
    if (performance.now() - askedAtMs > SAME_PRESS_MS) process.exit(EXIT_INTERRUPTED);
    resolve();
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, ask);
  process.once("disconnect", ask);
  return promise;
}
