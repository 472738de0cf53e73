import { execFile } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, relative, resolve } from "node:path";
import { promisify } from "node:util";
import { runProgram } from "#deploy/run-program.ts";
import { StartupError } from "#deploy/startup-error.ts";

/*
 * Do the migrations say what the schema says? drizzle-kit's own answer, asked for on a copy.
 *
 * It exits with 0 whatever happened: a schema that does not parse, a prompt nobody can answer, a
 * folder it cannot read. So the only good outcome is the one in which it says that there is nothing
 * to do and has done nothing. That the SQL does what the snapshots say takes a database:
 * check-drift.integration.test.ts.
 */

const root = resolve(import.meta.dirname, "..", "..");
const nothingToDo = "No schema changes, nothing to migrate";

export interface DriftSubject {
  schema: string;
  migrations: string;
}

/**
 * Compares the schema with the newest snapshot, and the journal with the files.
 * @returns what is wrong, in words; undefined when nothing is
 */
export async function findDrift({ schema, migrations }: DriftSubject): Promise<string | undefined> {
  const unlisted = findUnlisted(migrations);
  if (unlisted) return unlisted;
  const folder = mkdtempSync(join(tmpdir(), "sarah-ai-drift-"));
  try {
    const copy = join(folder, "migrations");
    cpSync(migrations, copy, { recursive: true });
    const said = await generate(schema, copy);
    const changed = changedFiles(migrations, copy);
    if (changed.length > 0) return `the schema is ahead of the migrations: ${changed.join(", ")}`;
    return said.includes(nothingToDo) ? undefined : `drizzle-kit could not tell:\n${said.trim()}`;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** drizzle-kit reads its paths from the working directory only, absolute ones go wrong. */
async function generate(schema: string, out: string): Promise<string> {
  const entry = createRequire(import.meta.url).resolve("drizzle-kit");
  const paths = ["--schema", relative(root, schema), "--out", relative(root, out)];
  const { stdout, stderr } = await promisify(execFile)(
    process.execPath,
    [join(dirname(entry), "bin.cjs"), "generate", "--dialect", "postgresql", ...paths],
    { cwd: root },
  );
  return stdout + stderr;
}

/** What the journal and the folder disagree about. */
function findUnlisted(migrations: string): string | undefined {
  const journal: { entries: { tag: string }[] } = JSON.parse(
    readFileSync(join(migrations, "meta", "_journal.json"), "utf8"),
  );
  const listed = journal.entries.flatMap(({ tag }) => [
    `${tag}.sql`,
    join("meta", `${tag.split("_")[0]}_snapshot.json`),
  ]);
  const missing = listed.find((file) => !existsSync(join(migrations, file)));
  if (missing) return `${missing} is in the journal but not in the folder`;
  const extra = filesIn(migrations).find(
    (file) => !listed.includes(file) && file !== join("meta", "_journal.json"),
  );
  return extra && `${extra} is in the folder but not in the journal`;
}

function changedFiles(before: string, after: string): string[] {
  const files = new Set([...filesIn(before), ...filesIn(after)]);
  const textOf = (path: string) => (existsSync(path) ? readFileSync(path, "utf8") : undefined);
  return [...files].filter((file) => textOf(join(before, file)) !== textOf(join(after, file)));
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)));
}

async function main(): Promise<void> {
  const drift = await findDrift({
    schema: join(root, "db", "schema", "schema.ts"),
    migrations: join(root, "db", "migrations"),
  });
  if (drift) throw new StartupError(`Run npm run db:generate: ${drift}`);
}

if (import.meta.main) await runProgram(main);
