import { cpSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { generateDrizzleJson, generateMigration } from "drizzle-kit/api";
import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { openPgliteInMemory } from "#db/clients/pglite.ts";
import * as schema from "#db/schema/schema.ts";
import { readCatalog } from "#db/testing/catalog.ts";
import { run } from "#db/testing/child.ts";
import { describeDatabases } from "#db/testing/describe-databases.ts";
import { temporaryFolder } from "#db/testing/temporary-folder.ts";
import { findDrift } from "./check-drift.ts";

const root = resolve(import.meta.dirname, "..", "..");

test("the migrations say what the schema says", async () => {
  const { code, stderr } = await run(["db/commands/check-drift.ts"]).ended();
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
});

test("a schema that is ahead of the migrations is told", async () => {
  const copy = copyOfBoth();
  edit(join(copy.folder, "schema", "users.ts"), "length: 100", "length: 101");
  expect(await findDrift(copy)).toMatch(/^the schema is ahead of the migrations: .*\.sql/);
});

test("a renamed column, about which drizzle-kit would ask, is told", async () => {
  const copy = copyOfBoth();
  edit(join(copy.folder, "schema", "users.ts"), '"password_hash"', '"password_digest"');
  expect(await findDrift(copy)).toContain("drizzle-kit could not tell");
});

test("a schema that does not parse is told", async () => {
  const copy = copyOfBoth();
  edit(join(copy.folder, "schema", "users.ts"), "export const users", "export const = users");
  expect(await findDrift(copy)).toContain("drizzle-kit could not tell");
});

test("a snapshot edited by hand is told", async () => {
  const copy = copyOfBoth();
  edit(newestSnapshot(copy.migrations), '"varchar(100)"', '"varchar(101)"');
  expect(await findDrift(copy)).toMatch(/^the schema is ahead/);
});

test("a snapshot that cannot be read is told", async () => {
  const copy = copyOfBoth();
  writeFileSync(newestSnapshot(copy.migrations), "{");
  expect(await findDrift(copy)).toContain("drizzle-kit could not tell");
});

test("a migration that the journal does not know is told", async () => {
  const copy = copyOfBoth();
  writeFileSync(join(copy.migrations, "9999_stray.sql"), "select 1;");
  expect(await findDrift(copy)).toBe("9999_stray.sql is in the folder but not in the journal");
});

describeDatabases("a migrated database", (open) => {
  test("is made of what the schema alone makes", async () => {
    expect(await readCatalog(open().db)).toEqual((await catalogs()).asDefined);
  });

  test("differs when a statement of a migration was edited by hand", async () => {
    expect(await readCatalog(open().db)).not.toEqual((await catalogs()).withAnotherLength);
    expect(await readCatalog(open().db)).not.toEqual((await catalogs()).withoutAnIndex);
    expect(await readCatalog(open().db)).not.toEqual((await catalogs()).withARoutine);
  });
});

let made: ReturnType<typeof makeCatalogs> | undefined;
const catalogs = () => (made ??= makeCatalogs());

/** What databases are made of that saw the schema's own statements, or slightly other ones. */
async function makeCatalogs() {
  const statements = await generateMigration(generateDrizzleJson({}), generateDrizzleJson(schema));
  const client = await openPgliteInMemory();
  const catalogOf = async (texts: string[]) => {
    for (const text of ["drop schema public cascade", "create schema public", ...texts]) {
      await client.db.execute(sql.raw(text));
    }
    return readCatalog(client.db);
  };
  const asDefined = await catalogOf(statements);
  const withAnotherLength = await catalogOf(
    statements.map((text) => text.replace("varchar(100)", "varchar(101)")),
  );
  const withoutAnIndex = await catalogOf(
    statements.filter((text) => !text.includes("messages_reply_to_idx")),
  );
  const withARoutine = await catalogOf([
    ...statements,
    "create function planted() returns integer language sql as 'select 1'",
  ]);
  await client.close();
  return { asDefined, withAnotherLength, withoutAnIndex, withARoutine };
}

/** Schema and migrations where a test may spoil them. */
function copyOfBoth() {
  const folder = temporaryFolder();
  for (const part of ["schema", "migrations"]) {
    cpSync(join(root, "db", part), join(folder, part), { recursive: true });
  }
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
  cpSync(join(root, "package.json"), join(folder, "package.json"));
  return {
    folder,
    schema: join(folder, "schema", "schema.ts"),
    migrations: join(folder, "migrations"),
  };
}

function edit(path: string, from: string, to: string): void {
  const text = readFileSync(path, "utf8");
  expect(text).toContain(from);
  writeFileSync(path, text.replaceAll(from, to));
}

function newestSnapshot(migrations: string): string {
  const journal: { entries: { tag: string }[] } = JSON.parse(
    readFileSync(join(migrations, "meta", "_journal.json"), "utf8"),
  );
  const number = journal.entries.at(-1)!.tag.split("_")[0];
  return join(migrations, "meta", `${number}_snapshot.json`);
}
