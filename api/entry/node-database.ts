import { join } from "node:path";

import type { ApiConfig } from "#api/config.ts";
import type { Log } from "#api/platform.ts";
import { databaseErrorOf } from "#db/clients/database-error.ts";
import type { DatabaseClient } from "#db/clients/database.ts";
import { FolderInUseError } from "#db/clients/folder-lock.ts";
import { migrate } from "#db/clients/migrate.ts";
import { pendingMigrations } from "#db/clients/migration-state.ts";
import { DamagedDataError, openPglite } from "#db/clients/pglite.ts";
import { openPostgres } from "#db/clients/postgres.ts";
import { StartupError } from "#deploy/startup-error.ts";

const warmConnections = 5;

/** A database, and for the embedded one a way to tell others where its server can be reached. */
type OpenedDatabase = DatabaseClient & { recordAddress?(address: string): void };

/**
 * Opens Postgres at DATABASE_URL, or the embedded one in the data folder, and brings its schema up
 * to date where MIGRATE_ON_START says so.
 *
 * @throws StartupError when it cannot be reached or another process has the folder
 */
export async function openDatabase(config: ApiConfig): Promise<OpenedDatabase> {
  const client = await open(config);
  try {
    if (config.MIGRATE_ON_START) await migrate(client);
    return client;
  } catch (cause) {
    await client.close();
    throw toMigrationError(cause);
  }
}

/** Until somebody migrates, `/readyz` says no and requests fail: the log says what to do. */
export async function warnOfPending(client: DatabaseClient, log: Log): Promise<void> {
  const pending = await pendingMigrations(client);
  if (pending.length > 0) log.error("database not migrated: run npm run db:migrate", { pending });
}

async function open(config: ApiConfig): Promise<OpenedDatabase> {
  try {
    if (config.DATABASE_URL === undefined) return await openPglite(join(config.DATA_DIR, "pglite"));
    return await openPostgres(config.DATABASE_URL, {
      poolMax: config.DATABASE_POOL_MAX,
      poolWarm: warmConnections,
      statementTimeoutMs: config.STATEMENT_TIMEOUT_MS,
    });
  } catch (cause) {
    throw toStartupError(cause);
  }
}

function toMigrationError(cause: unknown): unknown {
  const failure = databaseErrorOf(cause);
  if (failure === undefined) return cause;
  const way = "May this user create tables in it, and was it made by this version or an older one?";
  return new StartupError(
    `The database could not be brought up to date (${failure.code}: ${failure.cause.message}). ${way}`,
    { cause },
  );
}

function toStartupError(cause: unknown): unknown {
  if (cause instanceof FolderInUseError) {
    const { address, pid } = cause.holder ?? {};
    const where = address === undefined ? "" : ` on ${address}`;
    const who = pid === undefined ? "" : ` (pid ${pid})`;
    return new StartupError(
      `Sarah AI is already running${where}${who} with this data. Stop it first, or name another folder: DATA_DIR=<folder>`,
      { cause },
    );
  }
  if (cause instanceof DamagedDataError) {
    const way = "Put a copy of it back, or move it away to begin with an empty one";
    return new StartupError(
      `The database in ${cause.folder} is damaged and does not open. ${way}`,
      {
        cause,
      },
    );
  }
  const failure = databaseErrorOf(cause);
  if (failure === undefined) return cause;
  return new StartupError(
    `The database at DATABASE_URL cannot be used (${failure.code}). Is it running, and are name and password right?`,
    { cause },
  );
}
