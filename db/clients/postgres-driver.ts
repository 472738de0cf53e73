import type { Sql } from "postgres";
import { failure, type Connection, type PostgresPool } from "./postgres-pool.ts";
import { toParameter } from "./wire-types.ts";

/*
 * The part of a postgres.js client that drizzle's driver uses, over our pool.
 *
 * Statements with parameters are prepared where `prepare` says so. drizzle's driver would ask for
 * unprepared ones, which postgres.js sends in two round trips: describe, wait, execute.
 */

/** A statement's result; drizzle may ask for rows as arrays before it starts. */
type Statement = Promise<unknown> & { values(): Promise<unknown> };
type Unsafe = (text: string, parameters?: unknown[]) => Statement;
type Run = (text: string, parameters: unknown[], asArrays: boolean) => Promise<unknown>;

/** Said in a transaction, lets its further statements take as long as they need. */
export const withoutTimeout = "set local statement_timeout = 0";

interface Settings {
  prepare: boolean;
  /** For how long a statement may go without its answer; undefined: for ever. */
  answerWithinMs: number | undefined;
}

interface Scope {
  unsafe: Unsafe;
  savepoint<T>(work: (scope: Scope) => Promise<T>): Promise<T>;
}

export function createDriver(pool: PostgresPool, settings: Settings): Sql {
  const driver = {
    // drizzle writes its type tables here; ours are in each connection (wire-types.ts).
    options: { parsers: {}, serializers: {} },
    unsafe: toUnsafe((...statement) =>
      pool.use((connection) => send(connection, settings, ...statement)),
    ),
    begin: <T>(work: (scope: Scope) => Promise<T>) =>
      pool.use((connection) => transact(connection, settings, work)),
  };
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- all that drizzle calls
  return driver as unknown as Sql;
}

async function send(
  connection: Connection,
  { prepare, answerWithinMs }: Settings,
  ...[text, parameters, asArrays]: Parameters<Run>
): Promise<unknown> {
  if (connection.isLost) throw failure("CONNECTION_CLOSED", "the connection was lost");
  try {
    const query = connection.client.unsafe(text, parameters.map(toParameter), { prepare });
    return await within(answerWithinMs, asArrays ? query.values() : query);
  } catch (error) {
    // Anything but the server's "no" to this statement: the connection is gone, or will be.
    if (!(error instanceof Error && "severity" in error && error.severity === "ERROR")) {
      connection.lose();
    }
    throw error;
  }
}

/** The server's own limit does not help where the network swallows its answer. */
async function within<T>(limitMs: number | undefined, answer: PromiseLike<T>): Promise<T> {
  if (limitMs === undefined) return answer;
  const { promise: silence, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(failure("ETIMEDOUT", "the server is silent")), limitMs);
  try {
    return await Promise.race([answer, silence]);
  } finally {
    clearTimeout(timer);
  }
}

async function transact<T>(
  connection: Connection,
  settings: Settings,
  work: (scope: Scope) => Promise<T>,
): Promise<T> {
  const own = { ...settings };
  const run = oneByOne((...statement) => {
    if (statement[0] === withoutTimeout) own.answerWithinMs = undefined;
    return send(connection, own, ...statement);
  });
  await run("begin", [], false);
  try {
    const result = await work(toScope(run, 1));
    await run("commit", [], false);
    return result;
  } catch (error) {
    // A lost connection has rolled back already.
    if (!connection.isLost) await run("rollback", [], false).catch(() => undefined);
    throw error;
  }
}

function toScope(run: Run, depth: number): Scope {
  return {
    unsafe: toUnsafe(run),
    async savepoint(work) {
      await run(`savepoint s${depth}`, [], false);
      try {
        return await work(toScope(run, depth + 1));
      } catch (error) {
        await run(`rollback to savepoint s${depth}`, [], false);
        throw error;
      }
    },
  };
}

/** Starts a moment later than it is called, for `values` to be heard. */
function toUnsafe(run: Run): Unsafe {
  return (text, parameters = []) => {
    let asArrays = false;
    const result = Promise.resolve().then(() => run(text, parameters, asArrays));
    const values = () => {
      asArrays = true;
      return result;
    };
    return Object.assign(result, { values });
  };
}

function oneByOne(run: Run): Run {
  let last: Promise<unknown> = Promise.resolve();
  return (...statement) => {
    const mine = last.then(() => run(...statement));
    last = mine.catch(() => undefined);
    return mine;
  };
}
