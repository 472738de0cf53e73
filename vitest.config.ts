import { defineConfig } from "vitest/config";

const files = "{api,db,inference,models,deploy,.ci}/**";

/**
 * Two projects by file name: `*.test.ts` needs nothing but memory and runs in `npm run verify`;
 * `*.integration.test.ts` opens databases, sockets, processes or a model, and kills some of them.
 */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "unit",
          include: [`${files}/*.test.ts`],
          exclude: ["**/node_modules/**", "**/*.integration.test.ts"],
        },
      },
      {
        test: {
          name: "integration",
          include: [`${files}/*.integration.test.ts`],
          exclude: ["**/node_modules/**"],
          globalSetup: ["db/testing/global-setup.ts"],
          testTimeout: 30_000,
          hookTimeout: 60_000,
          // What runs at the same time in a file waits, for leases and outages, more than it works.
          maxConcurrency: 10,
        },
      },
    ],
  },
});
