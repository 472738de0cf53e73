import { defineConfig } from "vitest/config";

const files = "{api,db,inference,models,deploy,.ci}/**";

/**
 * Three projects by file name: `*.test.ts` needs nothing but memory and runs in `npm run verify`;
 * `*.integration.test.ts` opens databases, sockets, processes or a model; `*.fault.test.ts` kills and
 * freezes whole programs in real time, and runs by `npm run test:faults` only.
 */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "unit",
          include: [`${files}/*.test.ts`],
          exclude: ["**/node_modules/**", "**/*.{integration,fault}.test.ts"],
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
        },
      },
      {
        test: {
          name: "faults",
          include: [`${files}/*.fault.test.ts`],
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
