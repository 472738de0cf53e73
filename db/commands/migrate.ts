import { join } from "node:path";
import { databaseErrorOf } from "#db/clients/database-error.ts";
import type { DatabaseClient } from "#db/clients/database.ts";
import { FolderInUseError } from "#db/clients/folder-lock.ts";
import { migrate } from "#db/clients/migrate.ts";
import { openPglite } from "#db/clients/pglite.ts";
import { openPostgres } from "#db/clients/postgres.ts";
import { readEnvironment, type Environment } from "#deploy/environment.ts";
import { runProgram } from "#deploy/run-program.ts";
import { StartupError } from "#deploy/startup-error.ts";

/** `npm run db:migrate`: brings the database of this environment, or of `.env`, up to date. */
async function main(): Promise<void> {
  const client = await open(readEnvironment());
  try {
    const count = await migrate(client);
    console.log(count === 0 ? "The database is up to date." : `Applied migrations: ${count}.`);
  } finally {
    await client.close();
  }
}

async function open(env: Environment): Promise<DatabaseClient> {
  try {
    return env["DATABASE_URL"]
      ? await openPostgres(env["DATABASE_URL"], { poolMax: 1, applicationName: "sarah-ai migrate" })
      : await openPglite(join(env["DATA_DIR"] ?? ".data", "pglite"));
  } catch (cause) {
    throw toStartupError(cause);
  }
}

function toStartupError(cause: unknown): unknown {
  if (cause instanceof FolderInUseError) {
    const pid = cause.holder ? ` (pid ${cause.holder.pid})` : "";
    return new StartupError(`Sarah AI is running on ${cause.folder}${pid}: stop the server first.`);
  }
  const failure = databaseErrorOf(cause);
  if (failure === undefined) return cause;
  return new StartupError(`The database at DATABASE_URL cannot be used (${failure.code}).`);
}

if (import.meta.main) await runProgram(main);
