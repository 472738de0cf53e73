import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";

import { keepTrying } from "./keep-trying.ts";

describe("what may succeed later", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  const away = new Error("away");
  const patience = (signal = new AbortController().signal) => ({
    isWorthIt: (error: unknown) => error === away,
    everyMs: 1000,
    forMs: 5000,
    signal,
  });
  /** Fails so many times, then succeeds. */
  const failing = (times: number, error = away) => {
    let attempts = 0;
    return vi.fn<() => Promise<number>>(async () => {
      attempts += 1;
      if (attempts <= times) throw error;
      return attempts;
    });
  };

  test("is tried until it does, and who waits is told for how long", async () => {
    const onWaiting = vi.fn<(sinceMs: number) => void>();
    const tried = keepTrying(failing(3), { ...patience(), onWaiting });
    await vi.advanceTimersByTimeAsync(3000);
    expect(await tried).toBe(4);
    expect(onWaiting.mock.calls).toEqual([[0], [1000], [2000]]);
  });

  test("fails at once with what another attempt does not mend", async () => {
    const attempt = failing(1, new Error("wrong"));
    await expect(keepTrying(attempt, patience())).rejects.toThrow("wrong");
    expect(attempt).toHaveBeenCalledOnce();
  });

  test("fails with the last failure when it takes too long", async () => {
    const attempt = failing(Infinity);
    const tried = keepTrying(attempt, patience()).catch((error: unknown) => error);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(await tried).toBe(away);
    expect(attempt).toHaveBeenCalledTimes(7);
  });

  test("fails as soon as nobody wants it any more", async () => {
    const stop = new AbortController();
    const tried = keepTrying(failing(Infinity), patience(stop.signal)).catch(
      (error: unknown) => error,
    );
    await vi.advanceTimersByTimeAsync(500);
    stop.abort();
    expect(await tried).toBe(away);
    expect(vi.getTimerCount()).toBe(0);
  });
});
