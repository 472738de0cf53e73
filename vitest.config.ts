import { availableParallelism } from "node:os";
import { resolve } from "node:path";

import { defineConfig } from "vitest/config";

const files = "{api,db,inference,models,deploy,.ci}/**";

/**
 * Two projects by file name: `*.test.ts` needs nothing but memory and runs in `npm run verify`;
 * `*.integration.test.ts` opens databases, sockets, processes or a model, and kills some of them.
 */
export default defineConfig({
  test: {
    // Half of what the integration tests do is waiting: two cores have room for two files at once.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    projects: [
      {
        test: {
          name: "unit",
          include: [`${files}/*.test.ts`],
          exclude: ["**/node_modules/**", "**/*.integration.test.ts"],
          // A busy machine is slow; what hangs is found all the same.
          testTimeout: 60_000,
        },
      },
      {
        test: {
          name: "integration",
          include: [`${files}/*.integration.test.ts`],
          exclude: ["**/node_modules/**"],
          // As deploy/preflight.cjs does it, for the programs that tests start without it.
          env: { NODE_COMPILE_CACHE: resolve("node_modules/.cache/compiled") },
          globalSetup: ["db/testing/global-setup.ts"],
          testTimeout: 60_000,
          hookTimeout: 120_000,
          // What runs at the same time in a file waits, for leases and outages, more than it works.
          maxConcurrency: 10,
        },
      },
    ],
  },
});
