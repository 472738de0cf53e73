import { resolve } from "node:path";
import { sql } from "drizzle-orm";
import { readMigrationFiles } from "drizzle-orm/migrator";
import type { DatabaseClient } from "./database.ts";
import { appliedMigrations, pendingMigrations } from "./migration-state.ts";
import { withoutTimeout } from "./postgres-driver.ts";

/** Taken by whoever migrates, for as long as its transaction lasts. Any number nobody else uses. */
const advisoryLock = 7_274_161;

const migrationsFolder = resolve(import.meta.dirname, "..", "migrations");

/**
 * Brings the database to the schema of this code. All pending migrations are one transaction, and
 * of several processes that start together one applies them while the others wait for it.
 * An up-to-date database costs one statement.
 *
 * @returns how many migrations were applied by this call
 */
export async function migrate(client: DatabaseClient): Promise<number> {
  const pending = await pendingMigrations(client);
  return pending.length === 0 ? 0 : applyPending(client);
}

async function applyPending(client: DatabaseClient): Promise<number> {
  const files = readMigrationFiles({ migrationsFolder });
  return client.db.transaction(async (tx) => {
    await tx.execute(sql.raw(withoutTimeout));
    await tx.execute(sql`select pg_advisory_xact_lock(${advisoryLock})`);
    await createRecord(tx);
    const applied = await appliedMigrations(tx);
    const pending = files.filter((file) => !applied.has(file.folderMillis));
    for (const file of pending) {
      for (const statement of file.sql) await tx.execute(sql.raw(statement));
      await tx.execute(
        sql`insert into drizzle.__drizzle_migrations (hash, created_at)
            values (${file.hash}, ${file.folderMillis})`,
      );
    }
    return pending.length;
  });
}

/** The table in which drizzle-kit, too, would look for what was applied. */
async function createRecord(tx: Pick<DatabaseClient["db"], "execute">): Promise<void> {
  await tx.execute(sql`create schema if not exists drizzle`);
  await tx.execute(
    sql`create table if not exists drizzle.__drizzle_migrations
        (id serial primary key, hash text not null, created_at bigint)`,
  );
}
