import { mkdirSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { expect, test } from "vitest";
import { lockFolder } from "#db/clients/folder-lock.ts";
import { isMigrated } from "#db/clients/migration-state.ts";
import { openPglite } from "#db/clients/pglite.ts";
import { run } from "#db/testing/child.ts";
import { describePostgres } from "#db/testing/describe-databases.ts";
import { temporaryFolder } from "#db/testing/temporary-folder.ts";

const slow = { timeout: 120_000 };
const command = (env: NodeJS.ProcessEnv) => run(["db/commands/migrate.ts"], env);

test("migrates the embedded database, and says so when nothing is to be done", slow, async () => {
  const env = { DATA_DIR: temporaryFolder(), DATABASE_URL: "" };
  const first = command(env);
  expect(await first.nextLine()).toMatch(/^Applied migrations: \d+\.$/);
  expect(await first.ended()).toEqual({ code: 0, stderr: "" });
  const second = command(env);
  expect(await second.nextLine()).toBe("The database is up to date.");
  expect(await second.ended()).toEqual({ code: 0, stderr: "" });
  const client = await openPglite(join(env.DATA_DIR, "pglite"));
  expect(await isMigrated(client)).toBe(true);
  await client.close();
});

test("asks for the server to be stopped when that has the folder", async () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, "pglite"));
  const lock = await lockFolder(join(folder, "pglite"));
  expect(await command({ DATA_DIR: folder, DATABASE_URL: "" }).ended()).toEqual({
    code: 1,
    stderr: `Sarah AI is running on ${join(folder, "pglite")} (pid ${process.pid}): stop the server first.\n`,
  });
  lock.release();
});

test("says in one line that a database cannot be reached", async () => {
  const free = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => free.once("listening", resolve));
  const address = free.address();
  await new Promise((resolve) => free.close(resolve));
  const port = typeof address === "object" && address !== null ? address.port : 1;
  expect(
    await command({ DATABASE_URL: `postgres://a:secret@127.0.0.1:${port}/a` }).ended(),
  ).toEqual({
    code: 1,
    stderr: "The database at DATABASE_URL cannot be used (ECONNREFUSED).\n",
  });
});

describePostgres("the migrate command", (open) => {
  test("finds a migrated database up to date", async () => {
    expect(await command({ DATABASE_URL: open().url }).nextLine()).toBe(
      "The database is up to date.",
    );
  });
});
