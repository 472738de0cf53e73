import { cpSync, mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { runModule } from "#db/testing/child.ts";
import { temporaryFolder } from "#db/testing/temporary-folder.ts";
import { rowsOf, type Database } from "./database.ts";
import { openPglite } from "./pglite.ts";

/** For tests that start several processes with a database each. */
const slow = { timeout: 120_000 };

/** A folder in which the first start, the slow one, has been. */
let used: string;

beforeAll(async () => {
  used = mkdtempSync(join(tmpdir(), "sarah-ai-test-"));
  const client = await openPglite(used);
  await client.close();
});
afterAll(() => rmSync(used, { recursive: true, force: true }));

function usedFolder(): string {
  const folder = temporaryFolder();
  cpSync(used, folder, { recursive: true });
  return folder;
}

const writer = (folder: string) =>
  runModule(`
    import { openPglite } from "#db/clients/pglite.ts";
    const { db } = await openPglite(${JSON.stringify(folder)});
    await db.execute("create table if not exists seen (number serial, filler text)");
    for (;;) {
      const { rows } = await db.execute(
        "insert into seen (filler) values (repeat('x', 4000)) returning number");
      console.log(rows[0].number);
    }
  `);

const numbersIn = async (db: Database) =>
  rowsOf<{ number: number }>(await db.execute(sql`select number from seen`)).map(
    ({ number }) => number,
  );

test("every row that was acknowledged outlives kill -9, again and again", slow, async () => {
  const folder = usedFolder();
  const acknowledged: number[] = [];
  for (const count of [1, 300]) {
    const child = writer(folder);
    for (let i = 0; i < count; i++) acknowledged.push(Number(await child.nextLine()));
    await child.kill();
  }
  const client = await openPglite(folder);
  expect(await numbersIn(client.db)).toEqual(expect.arrayContaining(acknowledged));
  await client.close();
});

test("a first start that was killed half-way leaves a folder that opens", slow, async () => {
  const folder = temporaryFolder();
  const child = runModule(`
    import fs from "node:fs";
    import { syncBuiltinESMExports } from "node:module";
    const { writeFileSync } = fs;
    fs.writeFileSync = (path, ...rest) =>
      path.endsWith("complete") ? process.kill(process.pid, "SIGKILL") : writeFileSync(path, ...rest);
    syncBuiltinESMExports();
    const { openPglite } = await import("#db/clients/pglite.ts");
    await openPglite(${JSON.stringify(folder)});
  `);
  await child.ended();
  expect(readdirSync(folder)).toEqual(expect.arrayContaining(["data", "lock"]));
  const client = await openPglite(folder);
  expect(rowsOf(await client.db.execute(sql`select 1 as one`))).toEqual([{ one: 1 }]);
  await client.close();
});

test("each commit is flushed to the disk before it is answered", slow, async () => {
  const child = runModule(`
    import fs from "node:fs";
    import { syncBuiltinESMExports } from "node:module";
    const { fsyncSync } = fs;
    let count = 0;
    fs.fsyncSync = (file) => { count++; fsyncSync(file); };
    syncBuiltinESMExports();
    const { openPglite } = await import("#db/clients/pglite.ts");
    const { db, close } = await openPglite(${JSON.stringify(usedFolder())});
    await db.execute("create table t (x int)");
    count = 0;
    for (let i = 0; i < 10; i++) await db.execute("insert into t values (1)");
    console.log(count >= 10);
    await close();
  `);
  expect(await child.nextLine()).toBe("true");
  expect(await child.ended()).toMatchObject({ code: 0, stderr: "" });
});

test(
  "a clean close keeps everything and lets the next in; the folder is for its owner",
  slow,
  async () => {
    const folder = join(temporaryFolder(), "new", "data");
    const first = await openPglite(folder);
    await first.db.execute(sql`create table kept as select 42 as answer`);
    await first.close();
    await first.close();
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    const second = await openPglite(folder);
    expect(rowsOf(await second.db.execute(sql`select answer from kept`))).toEqual([{ answer: 42 }]);
    await second.close();
  },
);

test("whoever finds the folder taken is told by whom and where", async () => {
  const folder = usedFolder();
  const client = await openPglite(folder);
  client.recordAddress("http://127.0.0.1:8000");
  await expect(openPglite(folder)).rejects.toMatchObject({
    name: "FolderInUseError",
    holder: { pid: process.pid, address: "http://127.0.0.1:8000" },
  });
  await client.close();
});
