import type { PgDatabase, PgQueryResultHKT } from "drizzle-orm/pg-core";
import type * as schema from "#db/schema/schema.ts";

/** What repositories are given: a pool, an embedded database or an open transaction. */
export type Database = PgDatabase<PgQueryResultHKT, typeof schema>;

/** An open database and how to let go of it. */
export interface DatabaseClient {
  readonly db: Database;
  readonly kind: "postgres" | "pglite";
  /** Waits for the statements under way, at most 5 s with Postgres, then closes. */
  close(): Promise<void>;
}

/**
 * The rows of a raw `db.execute(sql…)`: postgres.js gives an array, PGlite an object around one.
 *
 * Values arrive alike from both: int8 as number (bigint beyond 2⁵³), numeric as string, json and
 * jsonb parsed, arrays as arrays, times as Postgres writes them, in UTC and to the microsecond
 * (see `toDate`). Not so inside arrays of times and of numeric: those stay one string.
 */
export function rowsOf<T>(result: unknown): T[] {
  return Array.isArray(result) ? result : Object(result).rows;
}

/** A timestamptz of a raw row ("2026-01-31 10:00:00.5+00") as a Date; cuts to milliseconds. */
export function toDate(timestamptz: string): Date {
  return new Date(timestamptz.replace(" ", "T").replace(/\+00$/, "Z"));
}
