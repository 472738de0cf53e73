import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";

import { InferenceError } from "./inference-error.ts";
import { createWatchdog } from "./watchdog.ts";

describe("a watchdog", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  test("aborts when nothing happens for too long, and says what took how long", () => {
    const watchdog = createWatchdog(new AbortController().signal);
    watchdog.restart(1000, "The first token");
    vi.advanceTimersByTime(999);
    expect(watchdog.signal.aborted).toBe(false);
    vi.advanceTimersByTime(1);
    expect(watchdog.signal.reason).toBeInstanceOf(InferenceError);
    expect(watchdog.signal.reason).toMatchObject({
      failure: "unavailable",
      message: "The first token took over 1000 ms",
    });
  });

  test("counts from the last restart, with that one's patience", () => {
    const watchdog = createWatchdog(new AbortController().signal);
    watchdog.restart(1000, "The first token");
    for (let i = 0; i < 5; i += 1) {
      vi.advanceTimersByTime(499);
      watchdog.restart(500, "The next token");
    }
    expect(watchdog.signal.aborted).toBe(false);
    vi.advanceTimersByTime(500);
    expect(watchdog.signal.reason.message).toBe("The next token took over 500 ms");
  });

  test("lets what came while the process was busy be heard first", async () => {
    vi.useRealTimers();
    const watchdog = createWatchdog();
    watchdog.restart(200, "The answer");
    const until = performance.now() + 400;
    while (performance.now() < until);
    await new Promise((heard) => void setTimeout(heard, 0));
    expect(watchdog.signal.aborted).toBe(false);
    await vi.waitFor(() => expect(watchdog.signal.aborted).toBe(true));
  });

  test("stops counting for good", () => {
    const watchdog = createWatchdog(new AbortController().signal);
    watchdog.restart(1000, "The first token");
    watchdog.stop();
    vi.advanceTimersByTime(10_000);
    expect(watchdog.signal.aborted).toBe(false);
    expect(vi.getTimerCount()).toBe(0);
  });

  test("aborts with the signal it was made from, for that signal's reason", () => {
    const outer = new AbortController();
    const watchdog = createWatchdog(outer.signal);
    outer.abort("over");
    expect(watchdog.signal.reason).toBe("over");
  });
});
