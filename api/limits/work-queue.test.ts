import * as fc from "fast-check";
import { describe, expect, it } from "vitest";

import { DomainError } from "#api/errors.ts";
import { createWorkQueue } from "./work-queue.ts";

const toText = (error: unknown) =>
  error instanceof DomainError ? "refused" : (error as Error).message;

describe("a work queue", () => {
  it("runs no more at once than it may, in order, and refuses no more than it must", async () => {
    const bounds = fc.record({ atOnce: fc.integer({ min: 1, max: 4 }), waiting: fc.nat(6) });
    const jobs = fc.array(fc.boolean(), { maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(bounds, jobs, async ({ atOnce, waiting }, jobs) => {
        const queue = createWorkQueue({ atOnce, waiting });
        const began: number[] = [];
        let [running, most] = [0, 0];
        const gate = Promise.withResolvers<void>();
        const results = jobs.map((fails, i) =>
          queue.run(async () => {
            began.push(i);
            running += 1;
            most = Math.max(most, running);
            await gate.promise;
            running -= 1;
            if (fails) throw new Error("failed");
            return i;
          }),
        );
        const settled = Promise.allSettled(results);
        gate.resolve();
        const admitted = Math.min(jobs.length, atOnce + waiting);
        const outcomes = (await settled).map((outcome) =>
          outcome.status === "fulfilled" ? outcome.value : toText(outcome.reason),
        );
        expect(began).toEqual(Array.from({ length: admitted }, (_, i) => i));
        expect(most).toBe(Math.min(jobs.length, atOnce));
        const expected = jobs.map((fails, i) => {
          if (i >= admitted) return "refused";
          return fails ? "failed" : i;
        });
        expect(outcomes).toEqual(expected);
        expect(await queue.run(async () => "still open")).toBe("still open");
      }),
    );
  });
});
