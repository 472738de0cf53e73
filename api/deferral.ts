import { describeFailure } from "#db/repositories/failures.ts";
import type { Log } from "./platform.ts";

/** Keeps track of work that goes on after its response; failures are logged. */
export function createDeferral(log: Log) {
  const underWay = new Set<Promise<unknown>>();
  return {
    defer: (work: Promise<unknown>): void => {
      const tracked = work
        .catch((error: unknown) => {
          log.error("deferred work failed", { error: describeFailure(error) });
        })
        .finally(() => underWay.delete(tracked));
      underWay.add(tracked);
    },

    /** Resolves when nothing that was deferred is under way. */
    settled: async (): Promise<void> => {
      while (underWay.size > 0) await Promise.all(underWay);
    },
  };
}
