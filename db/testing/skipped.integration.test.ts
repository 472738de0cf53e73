import { resolve } from "node:path";
import { expect, test } from "vitest";
import { run } from "./child.ts";

const vitest = resolve(import.meta.dirname, "..", "..", "node_modules", "vitest", "vitest.mjs");
const twoMinutes = { timeout: 120_000 };

test("a run without Postgres lists what it skipped; in CI it fails", twoMinutes, async () => {
  const tests = ["--project", "integration", "db/clients/database.integration.test.ts"];
  const env = { CI: "true", TEST_POSTGRES: "none" };
  const { code, stderr } = await run([vitest, "run", ...tests], env).ended();
  expect(code).toBe(1);
  expect(stderr).toContain(
    "Skipped: no Postgres found: set TEST_DATABASE_URL or install postgresql\n" +
      "  raw statements (Postgres)\n  errors (Postgres)\n",
  );
});
