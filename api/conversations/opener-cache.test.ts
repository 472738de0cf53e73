import { describe, expect, test } from "vitest";

import { OpenerCache } from "./opener-cache.ts";

const halfAnHourMs = 30 * 60 * 1000;

function createCache() {
  let nowMs = 0;
  const cache = new OpenerCache(() => new Date(nowMs));
  return { cache, pass: (ms: number) => (nowMs += ms) };
}

describe("the answers to an opener", () => {
  test("are told in turn, three at most", async () => {
    const { cache } = createCache();
    for (const text of ["one", "two", "three", "four"]) await cache.fill("hi", async () => text);
    const told = Array.from({ length: 6 }, () => cache.take("hi"));
    expect(told).toEqual(["one", "two", "three", "one", "two", "three"]);
    expect(cache.counts).toEqual({ hits: 6, misses: 0, made: 3 });
  });

  test("are of that opener only", async () => {
    const { cache } = createCache();
    await cache.fill("hi", async () => "one");
    expect(cache.take("hello")).toBeUndefined();
    expect(cache.counts.misses).toBe(1);
  });

  test("are forgotten after half an hour", async () => {
    const { cache, pass } = createCache();
    await cache.fill("hi", async () => "one");
    pass(halfAnHourMs - 1);
    expect(cache.take("hi")).toBe("one");
    pass(1);
    expect(cache.take("hi")).toBeUndefined();
  });

  test("are made one at a time, and again after a failure", async () => {
    const { cache } = createCache();
    const made = Promise.withResolvers<string>();
    const first = cache.fill("hi", () => made.promise);
    let asked = 0;
    await cache.fill("hi", async () => String((asked += 1)));
    expect(asked).toBe(0);
    made.reject(new Error("The model is gone"));
    await first;
    await cache.fill("hi", async () => "one");
    expect(cache.take("hi")).toBe("one");
  });

  test("are of two hundred openers, without the one used longest ago", async () => {
    const { cache } = createCache();
    await cache.fill("oldest", async () => "one");
    for (let i = 1; i < 200; i += 1) await cache.fill(`opener ${i}`, async () => "one");
    expect(cache.take("oldest")).toBe("one");
    await cache.fill("one more", async () => "one");
    expect(cache.take("oldest")).toBe("one");
    expect(cache.take("opener 1")).toBeUndefined();
  });

  test("are never empty", async () => {
    const { cache } = createCache();
    await cache.fill("hi", async () => "  ");
    expect(cache.take("hi")).toBeUndefined();
  });
});
