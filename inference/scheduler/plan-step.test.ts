import * as fc from "fast-check";
import { describe, expect, it } from "vitest";

import { CHUNK_TOKENS, planStep, type Progress } from "./plan-step.ts";

const replies = fc.array(
  fc.record({
    unread: fc.oneof(fc.constant(0), fc.nat(900)),
    background: fc.boolean(),
    denied: fc.nat(900),
  }),
  { maxLength: 16 },
);
const batches = fc.integer({ min: 32, max: 512 });
const sum = (numbers: number[]) => numbers.reduce((a, b) => a + b, 0);
const plan = (running: readonly Progress[], batchTokens = 256) =>
  planStep(running, { batchTokens, chunkTokens: CHUNK_TOKENS });

describe("a step", () => {
  it("never holds more than a batch, nor reads more than a chunk", () => {
    fc.assert(
      fc.property(replies, batches, (running, batch) => {
        const takes = plan(running, batch);
        const writers = running.filter(({ unread }) => unread === 0).length;
        expect(sum(takes) + writers).toBeLessThanOrEqual(Math.max(batch, writers));
        expect(sum(takes)).toBeLessThanOrEqual(CHUNK_TOKENS);
        for (const [index, take] of takes.entries()) {
          expect(take).toBeLessThanOrEqual(running[index]?.unread ?? 0);
        }
      }),
    );
  });

  it("reads a whole chunk if there is one to read, and always gets somewhere", () => {
    fc.assert(
      fc.property(replies, (running) => {
        const unread = sum(running.map((reply) => reply.unread));
        expect(sum(plan(running, 512))).toBe(Math.min(CHUNK_TOKENS, unread));
      }),
    );
  });

  it("reads for the one that is done the soonest, then for the next", () => {
    expect(plan([{ unread: 100 }, { unread: 20 }, { unread: 0 }])).toEqual([12, 20, 0]);
  });

  it("reads for the one that got its slot first of two that have as much to read", () => {
    expect(plan([{ unread: 64 }, { unread: 64 }])).toEqual([32, 0]);
  });

  it("passes nobody over for ever, however many short ones come", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 900 }),
        fc.integer({ min: 1, max: 64 }),
        (long, short) => {
          let unread = long;
          let denied = 0;
          let steps = 0;
          for (; unread > 0 && steps < 1000; steps++) {
            const [take = 0] = plan([{ unread, denied }, { unread: short }]);
            denied += Math.min(unread, CHUNK_TOKENS) - take;
            unread -= take;
          }
          expect(steps).toBeLessThanOrEqual(2 * Math.ceil(long / CHUNK_TOKENS) + 2);
        },
      ),
    );
  });

  it("reads in the background only what is left over", () => {
    fc.assert(
      fc.property(replies, batches, (running, batch) => {
        const takes = plan(running, batch);
        fc.pre(running.some(({ background }, at) => background && (takes[at] ?? 0) > 0));
        const urgent = running.filter(({ background }) => !background);
        const given = takes.filter((_, at) => !running[at]?.background);
        expect(given).toEqual(urgent.map(({ unread }) => unread));
      }),
    );
    const early = { unread: 100, background: true, denied: 900 };
    expect(plan([early, { unread: 0 }, { unread: 64 }])).toEqual([0, 0, 32]);
  });
});
