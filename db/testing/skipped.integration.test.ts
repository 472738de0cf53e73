import { resolve } from "node:path";
import { expect, test } from "vitest";
import { run } from "./child.ts";

const vitest = resolve(import.meta.dirname, "..", "..", "node_modules", "vitest", "vitest.mjs");
const runWithoutPostgres = (env: NodeJS.ProcessEnv) =>
  run([vitest, "run", "--project", "integration", "db/clients/database.integration.test.ts"], {
    ...env,
    TEST_POSTGRES: "none",
  }).ended();

const slow = { timeout: 120_000 };

test("a run without Postgres lists what it skipped and how to get one", slow, async () => {
  const { code, stderr } = await runWithoutPostgres({ CI: "" });
  expect(code).toBe(0);
  expect(stderr).toContain(
    "Skipped: no Postgres found: set TEST_DATABASE_URL or install postgresql\n" +
      "  raw statements (Postgres)\n  errors (Postgres)\n",
  );
});

test("in CI it fails", slow, async () => {
  expect(await runWithoutPostgres({ CI: "true" })).toMatchObject({ code: 1 });
});
