import { drizzle } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import * as schema from "#db/schema/schema.ts";
import { databaseErrorOf } from "./database-error.ts";
import type { DatabaseClient } from "./database.ts";
import { createDriver } from "./postgres-driver.ts";
import { PostgresPool } from "./postgres-pool.ts";
import { parsers, serializers } from "./wire-types.ts";

/*
 * Postgres over TCP, on Node and in Workers; nothing of Node's may be imported here.
 *
 * Invariants:
 * - statements are prepared ones (postgres-driver.ts), except behind a pooler in transaction mode
 *   (`?pgbouncer=true`), where a prepared statement waits for an answer for ever.
 * - the session speaks ISO dates in UTC whatever the server's settings, so that times read the same
 *   from every server.
 */

export interface PostgresOptions {
  /** Most connections held at once. */
  poolMax?: number;
  /** Connections opened before `openPostgres` returns. */
  poolWarm?: number;
  /**
   * What the server lets one statement take. 0: its own setting. A pooler's URL: its own. Without an
   * answer two seconds later the connection counts as lost.
   */
  statementTimeoutMs?: number;
  /** What pg_stat_activity calls us. */
  applicationName?: string;
}

const connectTimeoutSeconds = 10;
/** Short enough that a burst's connections go back, long enough to stay warm between visits. */
const idleTimeoutSeconds = 600;
const closeTimeoutSeconds = 5;
/** What the way to the server and back may take beyond the statement. */
const graceMs = 2000;

/**
 * Opens a pool and its first connections.
 * Throws what the server or the network said if they cannot be opened.
 */
export async function openPostgres(
  url: string,
  { poolMax = 20, poolWarm = 5, ...options }: PostgresOptions = {},
): Promise<DatabaseClient> {
  const { client, pool } = connect(url, { ...options, poolMax });
  const warm = Array.from({ length: Math.min(poolWarm, poolMax) }, () =>
    client.db.execute("select 1"),
  );
  try {
    await Promise.all(warm);
    return client;
  } catch (error) {
    await pool.end(0);
    throw databaseErrorOf(error)?.cause ?? error;
  }
}

/** One connection for one request at the edge, opened by its first statement. */
export function openPostgresForRequest(
  url: string,
  options: Pick<PostgresOptions, "statementTimeoutMs" | "applicationName"> = {},
): DatabaseClient {
  return connect(url, { ...options, poolMax: 1 }).client;
}

function connect(
  url: string,
  options: Omit<PostgresOptions, "poolWarm"> & { poolMax: number },
): { client: DatabaseClient; pool: PostgresPool } {
  const { url: target, isPooled } = parseUrl(url);
  const { statementTimeoutMs = 10_000, applicationName = "sarah-ai" } = options;
  const open = (onclose: () => void) => {
    const client = postgres(target, {
      max: 1,
      prepare: !isPooled,
      fetch_types: false,
      connect_timeout: connectTimeoutSeconds,
      idle_timeout: idleTimeoutSeconds,
      onnotice: () => {},
      onclose,
      connection: {
        application_name: applicationName,
        TimeZone: "UTC",
        DateStyle: "ISO",
        // A pooler refuses connections that bring settings it does not know.
        ...(isPooled || statementTimeoutMs === 0 ? {} : { statement_timeout: statementTimeoutMs }),
      },
    });
    Object.assign(client.options.parsers, parsers);
    Object.assign(client.options.serializers, serializers);
    return client;
  };
  const pool = new PostgresPool(open, options.poolMax);
  const answerWithinMs = statementTimeoutMs === 0 ? undefined : statementTimeoutMs + graceMs;
  const driver = createDriver(pool, { prepare: !isPooled, answerWithinMs });
  const db = drizzle({ client: driver, schema });
  return { client: { db, kind: "postgres", close: () => pool.end(closeTimeoutSeconds) }, pool };
}

/** Takes out of the URL what tools put there for others: postgres.js would send it to the server. */
function parseUrl(text: string): { url: string; isPooled: boolean } {
  const url = new URL(text);
  const isPooled = url.searchParams.get("pgbouncer") === "true";
  for (const key of ["pgbouncer", "channel_binding"]) url.searchParams.delete(key);
  return { url: url.href, isPooled };
}
