import * as fc from "fast-check";
import { describe, expect, it } from "vitest";

import { restartDelayMs, type Death } from "./restart-policy.ts";

const death = (given: Partial<Death> = {}): Death => ({
  code: 1,
  signal: null,
  everReady: true,
  readyForMs: 0,
  lastDelayMs: undefined,
  ...given,
});

describe("when a process has died", () => {
  it("is started again after a quarter of a second the first time", () => {
    expect(restartDelayMs(death())).toBe(250);
  });

  it("waits twice as long after each further death, up to half a minute", () => {
    const delaysMs: (number | undefined)[] = [];
    for (let n = 0; n < 10; n++)
      delaysMs.push(restartDelayMs(death({ lastDelayMs: delaysMs[n - 1] })));
    expect(delaysMs).toEqual([250, 500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000]);
  });

  it("begins anew once the process was healthy for a minute", () => {
    expect(restartDelayMs(death({ lastDelayMs: 30_000, readyForMs: 60_000 }))).toBe(250);
    expect(restartDelayMs(death({ lastDelayMs: 30_000, readyForMs: 59_999 }))).toBe(30_000);
  });

  it("stays down when its settings never worked", () => {
    expect(restartDelayMs(death({ code: 78, everReady: false }))).toBeUndefined();
  });

  it("is started again when settings that once worked are refused", () => {
    expect(restartDelayMs(death({ code: 78, lastDelayMs: 500 }))).toBe(1000);
  });

  it("never waits less than a quarter of a second or more than half a minute", () => {
    const deaths = fc.record({
      code: fc.option(fc.nat(255)),
      signal: fc.constant(null),
      everReady: fc.constant(true),
      readyForMs: fc.nat(),
      lastDelayMs: fc.option(fc.integer({ min: 250, max: 30_000 }), { nil: undefined }),
    });
    fc.assert(
      fc.property(deaths, (given) => {
        const delayMs = restartDelayMs(given) ?? 0;
        expect(delayMs).toBeGreaterThanOrEqual(250);
        expect(delayMs).toBeLessThanOrEqual(30_000);
      }),
    );
  });
});
