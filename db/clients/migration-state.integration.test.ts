import { expect, test } from "vitest";
import { describeDatabases } from "#db/testing/describe-databases.ts";
import { isMigrated, pendingMigrations } from "./migration-state.ts";

describeDatabases("the migration state", (open) => {
  test("names no pending migration once the database has them all", async () => {
    expect(await pendingMigrations(open().client)).toEqual([]);
    expect(await isMigrated(open().client)).toBe(true);
  });
});
