import * as fc from "fast-check";
import { describe, expect, it } from "vitest";

import { createCounterRepository, delayMs, type CounterStore } from "#db/repositories/counters.ts";
import { describeDatabases } from "#db/testing/describe-databases.ts";
import { createMemoryCounters } from "./memory-counters.ts";

const start = Date.parse("2026-11-20T10:00:00Z");
const at = (ms: number) => new Date(start + ms);
const backoff = { free: 3, firstDelayMs: 1000, longestDelayMs: 10_000, rememberMs: 60_000 };

/** The law of a store, whatever it keeps its counters in. */
function obeysTheLaw(open: () => CounterStore): void {
  it("counts in windows that begin with their first use", async () => {
    const store = open();
    const uses = [];
    for (const ms of [0, 10, 999, 1000, 1001]) uses.push(await store.count("w", 1000, at(ms)));
    expect(uses).toEqual([
      { count: 1, endsAt: at(1000) },
      { count: 2, endsAt: at(1000) },
      { count: 3, endsAt: at(1000) },
      { count: 1, endsAt: at(2000) },
      { count: 2, endsAt: at(2000) },
    ]);
    await store.uncount("w");
    expect(await store.find("w", at(1500))).toEqual({ count: 1, endsAt: at(2000) });
    expect(await store.find("w", at(2000))).toBeUndefined();
    await store.clearAll("not-w");
    await store.clear(["nothing"]);
    expect(await store.find("w", at(1500))).toEqual({ count: 1, endsAt: at(2000) });
    await store.clearAll("w");
    expect(await store.find("w", at(1500))).toBeUndefined();
    await store.count("w", 1000, at(1500));
    await store.clear(["w", "nothing"]);
    expect(await store.count("w", 1000, at(1600))).toEqual({ count: 1, endsAt: at(2600) });
  });

  it("counts every one of many at once", async () => {
    const store = open();
    const all = await Promise.all(Array.from({ length: 50 }, () => store.count("p", 1000, at(0))));
    const counts = all.map(({ count }) => count).toSorted((a, b) => a - b);
    expect(counts).toEqual(Array.from({ length: 50 }, (_, i) => i + 1));
  });

  it("grants of many attempts at once just those that are free", async () => {
    const store = open();
    const many = () =>
      Promise.all(Array.from({ length: 50 }, () => store.attempt("a", backoff, at(0))));
    const granted = (await many()).filter(({ isGranted }) => isGranted);
    expect(granted).toHaveLength(3);
    expect(await many()).toEqual(
      Array.from({ length: 50 }, () => ({ isGranted: false, retryAt: at(1000) })),
    );
    const later = await Promise.all(
      Array.from({ length: 50 }, () => store.attempt("a", backoff, at(1000))),
    );
    expect(later.filter(({ isGranted }) => isGranted)).toHaveLength(1);
  });

  it("makes each further attempt wait twice as long, up to a bound, and forgets in the end", async () => {
    const store = open();
    let ms = 0;
    const waits: number[] = [];
    for (let i = 0; i < 9; i += 1) {
      expect((await store.attempt("b", backoff, at(ms))).isGranted).toBe(true);
      const next = await store.attempt("b2", backoff, at(ms));
      expect(next.isGranted).toBe(true);
      const refused = i < 2 ? undefined : await store.attempt("b", backoff, at(ms));
      const wait = refused?.isGranted === false ? refused.retryAt.getTime() - at(ms).getTime() : 0;
      if (i >= 2) waits.push(wait);
      ms += Math.max(wait, 1);
    }
    expect(waits).toEqual([1000, 2000, 4000, 8000, 10_000, 10_000, 10_000]);
    for (let i = 0; i < 3; i += 1) {
      expect((await store.attempt("b", backoff, at(ms + 70_000))).isGranted).toBe(true);
    }
    expect((await store.attempt("b", backoff, at(ms + 70_000))).isGranted).toBe(false);
  });

  it("does not make a refused attempt wait longer for having been made", async () => {
    const store = open();
    for (let i = 0; i < 3; i += 1) await store.attempt("r", backoff, at(0));
    for (const ms of [1, 500, 999]) {
      const refused = { isGranted: false, retryAt: at(1000) };
      expect(await store.attempt("r", backoff, at(ms))).toEqual(refused);
    }
    expect(await store.attempt("r", backoff, at(1000))).toMatchObject({ isGranted: true });
  });
}

describe("counters in memory", () => {
  obeysTheLaw(() => createMemoryCounters());

  it("never hold more than they may, however many come", async () => {
    const store = createMemoryCounters(1000);
    for (let i = 0; i < 100_000; i += 1) await store.count(`address ${i}`, 60_000, at(i));
    expect(store.size()).toBe(1000);
  });

  it("keep those that count through a flood of those that come once", async () => {
    const store = createMemoryCounters(100);
    for (let i = 0; i < 20; i += 1) {
      for (let n = 0; n < 5; n += 1) await store.count(`heavy ${i}`, 60_000, at(0));
    }
    for (let i = 0; i < 5000; i += 1) await store.count(`once ${i}`, 60_000, at(1));
    for (let i = 0; i < 20; i += 1) {
      expect(await store.find(`heavy ${i}`, at(2))).toMatchObject({ count: 5 });
    }
  });
});

describeDatabases("counters that instances share", (open) => {
  const store = () => createCounterRepository(open().db);
  obeysTheLaw(store);

  it("behave as those in memory do, whatever is done with them", async () => {
    const steps = fc.array(
      fc.record({
        does: fc.constantFrom("count", "attempt", "uncount", "find", "clear"),
        afterMs: fc.constantFrom(0, 1, 400, 1000, 2500, 11_000, 61_000),
      }),
      { maxLength: 25 },
    );
    await fc.assert(
      fc.asyncProperty(steps, fc.uuid(), async (steps, key) => {
        const [shared, memory] = [store(), createMemoryCounters()];
        let ms = 0;
        for (const { does, afterMs } of steps) {
          ms += afterMs;
          const now = at(ms);
          const [one, other] = [
            await apply(shared, does, key, now),
            await apply(memory, does, key, now),
          ];
          expect(one).toEqual(other);
        }
      }),
      { numRuns: 30 },
    );
  });

  it("are forgotten when their windows have ended", async () => {
    const shared = store();
    await shared.count("short", 1000, at(0));
    await shared.count("long", 5000, at(0));
    await shared.dropExpired(at(1000));
    expect(await shared.find("short", at(0))).toBeUndefined();
    expect(await shared.find("long", at(0))).toMatchObject({ count: 1 });
  });
});

/** Windows and attempts have keys of their own, as in use. */
async function apply(store: CounterStore, does: string, key: string, now: Date): Promise<unknown> {
  switch (does) {
    case "count":
      return store.count(`${key} w`, 1500, now);
    case "attempt": {
      const attempt = await store.attempt(`${key} a`, backoff, now);
      return attempt.isGranted || attempt.retryAt;
    }
    case "uncount":
      return store.uncount(`${key} a`);
    case "find":
      return [await store.find(`${key} w`, now), await store.find(`${key} a`, now)];
    default:
      return store.clear([`${key} a`, `${key} w`]);
  }
}

describe("delayMs", () => {
  it("never shrinks with more attempts, and stays within its bounds", () => {
    fc.assert(
      fc.property(fc.nat(2000), (attempts) => {
        const delay = delayMs(attempts, backoff);
        expect(delay).toBeGreaterThanOrEqual(0);
        expect(delay).toBeLessThanOrEqual(backoff.longestDelayMs);
        expect(delayMs(attempts + 1, backoff)).toBeGreaterThanOrEqual(delay);
        expect(delay > 0).toBe(attempts >= backoff.free);
      }),
    );
  });
});
