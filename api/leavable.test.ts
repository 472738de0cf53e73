import { describe, expect, test, vi } from "vitest";

import { leavable } from "./leavable.ts";

describe("a generator that can be left at once", () => {
  test("is left while it waits, and cleans up", async () => {
    const cleanUp = vi.fn<() => void>();
    const numbers = leavable(async function* (left) {
      try {
        yield 1;
        await new Promise((resolve) => left.addEventListener("abort", resolve));
      } finally {
        cleanUp();
      }
    });
    expect(await numbers.next()).toEqual({ done: false, value: 1 });
    const waiting = numbers.next();
    await numbers.return?.();
    expect(await waiting).toMatchObject({ done: true });
    expect(cleanUp).toHaveBeenCalledOnce();
  });

  test("is left by a loop that breaks off", async () => {
    let signal: AbortSignal | undefined;
    const numbers = leavable(async function* (left) {
      signal = left;
      for (let i = 0; ; i += 1) yield i;
    });
    for await (const number of numbers) if (number === 2) break;
    expect(signal?.aborted).toBe(true);
  });

  test("gives everything and fails as any other", async () => {
    const broken = leavable(async function* () {
      yield 1;
      throw new Error("it broke");
    });
    expect((await broken.next()).value).toBe(1);
    await expect(broken.next()).rejects.toThrow("it broke");
  });
});
