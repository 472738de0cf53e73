import { join } from "node:path";
import { databaseErrorOf } from "#db/clients/database-error.ts";
import type { DatabaseClient } from "#db/clients/database.ts";
import { FolderInUseError } from "#db/clients/folder-lock.ts";
import { isMigrated } from "#db/clients/migration-state.ts";
import { openPglite } from "#db/clients/pglite.ts";
import { openPostgres } from "#db/clients/postgres.ts";
import type { Environment } from "#deploy/environment.ts";
import { StartupError } from "#deploy/startup-error.ts";

/**
 * Opens the database of an environment for a command: Postgres at DATABASE_URL, or the embedded one.
 *
 * @throws StartupError where it cannot be reached, or a server has the embedded one
 */
export async function openDatabase(env: Environment, command: string): Promise<DatabaseClient> {
  try {
    return env["DATABASE_URL"]
      ? await openPostgres(env["DATABASE_URL"], {
          poolMax: 1,
          applicationName: `sarah-ai ${command}`,
        })
      : await openPglite(join(env["DATA_DIR"] ?? ".data", "pglite"));
  } catch (cause) {
    throw toStartupError(cause);
  }
}

/** The same for a command that needs the tables. @throws StartupError where they are not up to date */
export async function openMigrated(env: Environment, command: string): Promise<DatabaseClient> {
  const client = await openDatabase(env, command);
  if (await isMigrated(client)) return client;
  await client.close();
  throw new StartupError("The database is not up to date: npm run db:migrate brings it there.");
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
