import { sql } from "drizzle-orm";
import journal from "#db/migrations/meta/_journal.json" with { type: "json" };
import { rowsOf, type DatabaseClient } from "./database.ts";
import { databaseErrorOf } from "./database-error.ts";

/** Where a database stands against the migrations this code was written for. Runs at the edge too. */

/** The migrations this code expects, oldest first; `when` (Unix ms) is what a database records. */
export const expectedMigrations: readonly { tag: string; when: number }[] = journal.entries;

/** The names of the migrations that the database has not seen, oldest first. One statement. */
export async function pendingMigrations(client: Pick<DatabaseClient, "db">): Promise<string[]> {
  const applied = await appliedMigrations(client.db);
  return expectedMigrations.filter(({ when }) => !applied.has(when)).map(({ tag }) => tag);
}

/** Whether the database has all migrations that this code expects; newer ones do not matter. */
export async function isMigrated(client: Pick<DatabaseClient, "db">): Promise<boolean> {
  const pending = await pendingMigrations(client);
  return pending.length === 0;
}

/** `when` of every migration the database has recorded; none when it has no record yet. */
export async function appliedMigrations(db: Pick<DatabaseClient["db"], "execute">) {
  try {
    const result = await db.execute(sql`select created_at from drizzle.__drizzle_migrations`);
    return new Set(rowsOf<{ created_at: number }>(result).map((row) => row.created_at));
  } catch (error) {
    if (isMissing(error)) return new Set<number>();
    throw error;
  }
}

const undefinedTable = "42P01";
const invalidSchemaName = "3F000";

function isMissing(error: unknown): boolean {
  const code = databaseErrorOf(error)?.code;
  return code === undefinedTable || code === invalidSchemaName;
}
