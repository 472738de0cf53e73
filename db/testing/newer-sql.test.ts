import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";
import { findNewerSql } from "./newer-sql.ts";

const db = resolve(import.meta.dirname, "..");

function read(folder: string, extension: string): string[] {
  const path = join(db, folder);
  const files = readdirSync(path).filter((file) => file.endsWith(extension));
  return files.map((file) => readFileSync(join(path, file), "utf8"));
}

test("the migrations use nothing newer than Postgres 13", () => {
  expect(read("migrations", ".sql").flatMap(findNewerSql)).toEqual([]);
});

test("the schema and the repositories use nothing newer than Postgres 13", () => {
  const texts = [...read("schema", ".ts"), ...read("repositories", ".ts")];
  expect(texts.flatMap(findNewerSql)).toEqual([]);
});

test("newer syntax is named with the version that brought it", () => {
  const text = "create unique index i on t (a) nulls not distinct; select uuidv7(), now()";
  expect(findNewerSql(text)).toEqual(["nulls not distinct (Postgres 15)", "uuidv7( (Postgres 18)"]);
});
