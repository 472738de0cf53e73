import * as fc from "fast-check";
import { describe, expect, it } from "vitest";

import { CHUNK_TOKENS, planStep } from "./plan-step.ts";

const replies = fc.array(
  fc.record({ unread: fc.oneof(fc.constant(0), fc.nat(900)), background: fc.boolean() }),
  { maxLength: 16 },
);
const batches = fc.integer({ min: 32, max: 512 });
const sum = (numbers: number[]) => numbers.reduce((a, b) => a + b, 0);

describe("a step", () => {
  it("never holds more than a batch, nor more than a chunk of one prompt", () => {
    fc.assert(
      fc.property(replies, batches, (running, batch) => {
        const plan = planStep(running, batch);
        const writers = running.filter(({ unread }) => unread === 0).length;
        expect(sum(plan) + writers).toBeLessThanOrEqual(Math.max(batch, writers));
        for (const [index, take] of plan.entries()) {
          expect(take).toBeLessThanOrEqual(Math.min(CHUNK_TOKENS, running[index]?.unread ?? 0));
        }
      }),
    );
  });

  it("reads one chunk at most while anyone writes", () => {
    fc.assert(
      fc.property(replies, batches, (running, batch) => {
        const plan = planStep([{ unread: 0 }, ...running], batch);
        expect(sum(plan)).toBeLessThanOrEqual(CHUNK_TOKENS);
      }),
    );
  });

  it("always gets somewhere", () => {
    fc.assert(
      fc.property(replies, batches, (running, batch) => {
        fc.pre(running.length > 0);
        const isWriting = running.some(({ unread }) => unread === 0);
        expect(isWriting || sum(planStep(running, batch)) > 0).toBe(true);
      }),
    );
  });

  it("reads for several at once when nobody writes", () => {
    expect(planStep([{ unread: 100 }, { unread: 20 }, { unread: 64 }], 256)).toEqual([32, 20, 32]);
  });

  it("reads in the background only what is left over", () => {
    fc.assert(
      fc.property(replies, batches, (running, batch) => {
        const plan = planStep(running, batch);
        fc.pre(running.some(({ background }, at) => background && (plan[at] ?? 0) > 0));
        const isUrgent = (_: unknown, at: number) => !running[at]?.background;
        const wanted = running.map(({ unread }) => Math.min(unread, CHUNK_TOKENS));
        expect(plan.filter(isUrgent)).toEqual(wanted.filter(isUrgent));
      }),
    );
    const early = { unread: 100, background: true };
    expect(planStep([early, { unread: 0 }, { unread: 64 }], 256)).toEqual([0, 0, 32]);
  });

  it("reads for the one that got its slot first while another writes", () => {
    expect(planStep([{ unread: 100 }, { unread: 0 }, { unread: 64 }], 256)).toEqual([32, 0, 0]);
  });
});
