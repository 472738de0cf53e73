import { inArray, lte, sql, type SQL } from "drizzle-orm";

import { rowsOf, toDate, type Database } from "#db/clients/database.ts";
import { counters } from "#db/schema/service.ts";
import { iso } from "./sql-values.ts";

/** How often something happened in the window that is running, and when that ends. */
export interface Counted {
  count: number;
  endsAt: Date;
}

/** How those who fail again and again are slowed down. */
export interface Backoff {
  /** Attempts that cost nothing. */
  free: number;
  /** How long the next one has to wait after that; each further one twice as long as the one before. */
  firstDelayMs: number;
  longestDelayMs: number;
  /** How long after the last attempt all of them are forgotten. The same for all uses of a key. */
  rememberMs: number;
}

/** Whether an attempt may be made; if not, from when on. */
export type Attempt = { isGranted: true } | { isGranted: false; retryAt: Date };

/** Where uses and failures are counted. Each call is atomic, however many come at once. */
export interface CounterStore {
  /** Counts one more use. A window begins with its first. */
  count(key: string, windowMs: number, now: Date): Promise<Counted>;
  /** Takes one back. */
  uncount(key: string): Promise<void>;
  /** The window that is running. */
  find(key: string, now: Date): Promise<Counted | undefined>;
  /** Takes an attempt that counts as failed until it is taken back, if it may be made now. */
  attempt(key: string, backoff: Backoff, now: Date): Promise<Attempt>;
  /** Forgets what was counted. */
  clear(keys: string[]): Promise<void>;
  /** The same for every key that begins so. */
  clearAll(prefix: string): Promise<void>;
}

/** How long after so many attempts the next one has to wait. */
export function delayMs(attempts: number, backoff: Omit<Backoff, "rememberMs">): number {
  const { free, firstDelayMs, longestDelayMs } = backoff;
  return attempts < free ? 0 : Math.min(longestDelayMs, firstDelayMs * 2 ** (attempts - free));
}

/** From when on the next attempt may be made, by those that were counted. */
export function retryAt({ count, endsAt }: Counted, backoff: Backoff): Date {
  return new Date(endsAt.getTime() - backoff.rememberMs + delayMs(count, backoff));
}

/** Doublings beyond which no delay grows: keeps the power in SQL within its type. */
const mostDoublings = 30;
const moment = (now: Date, laterMs = 0) => sql`${iso(now, laterMs)}::timestamptz`;
const milliseconds = (count: SQL | number) => sql`(${count}::float8 * interval '1 millisecond')`;

/** Adds one to the window of a key, or begins one: the part after `insert into counters … `. */
export const onNextUse = (now: Date): SQL => sql`
  on conflict (key) do update set
    count = case when counters.window_ends_at <= ${moment(now)} then 1 else counters.count + 1 end,
    window_ends_at = case when counters.window_ends_at <= ${moment(now)}
      then excluded.window_ends_at else counters.window_ends_at end`;

/** The counters that all instances share. */
export function createCounterRepository(
  db: Database,
): CounterStore & { dropExpired(now: Date): Promise<void> } {
  return {
    async count(key, windowMs, now) {
      const result = await db.execute(sql`
        insert into counters (key, count, window_ends_at) values (${key}, 1, ${moment(now, windowMs)})
        ${onNextUse(now)} returning count, window_ends_at`);
      return toCounted(rowsOf<CounterRow>(result)[0]!);
    },

    async uncount(key) {
      await db.execute(sql`
        update counters set count = greatest(count - 1, 0) where key = ${key}`);
    },

    async find(key, now) {
      const result = await db.execute(sql`
        select count, window_ends_at from counters
        where key = ${key} and window_ends_at > ${moment(now)}`);
      const [row] = rowsOf<CounterRow>(result);
      return row && toCounted(row);
    },

    async attempt(key, backoff, now) {
      const result = await db.execute(attemptStatement(key, backoff, now));
      const [row] = rowsOf<{ granted: boolean; count: number; window_ends_at: string }>(result);
      if (row?.granted) return { isGranted: true };
      // Another one's first attempts were being written just now.
      if (row === undefined) return { isGranted: false, retryAt: now };
      return { isGranted: false, retryAt: retryAt(toCounted(row), backoff) };
    },

    async clear(keys) {
      if (keys.length > 0) await db.delete(counters).where(inArray(counters.key, keys));
    },

    async clearAll(prefix) {
      await db.delete(counters).where(sql`starts_with(${counters.key}, ${prefix}::text)`);
    },

    /** Forgets the windows that have ended. */
    async dropExpired(now) {
      await db.delete(counters).where(lte(counters.windowEndsAt, now));
    },
  };
}

/**
 * A row remembers the last attempt by the end of its window. The update waits for whoever has the
 * row and then looks at it anew, so of many at once just those are granted that may be; the others
 * see the row as it was, or none yet.
 */
function attemptStatement(key: string, backoff: Backoff, now: Date): SQL {
  const { free, firstDelayMs, longestDelayMs, rememberMs } = backoff;
  const doublings = sql`least(counters.count - ${free}::integer, ${mostDoublings}::integer)`;
  const delay = milliseconds(
    sql`least(${longestDelayMs}::float8, ${firstDelayMs}::float8 * power(2, ${doublings}))`,
  );
  const last = sql`counters.window_ends_at - ${milliseconds(rememberMs)}`;
  return sql`
    with taken as (
      insert into counters (key, count, window_ends_at)
      values (${key}, 1, ${moment(now, rememberMs)})
      on conflict (key) do update set
        count = case when counters.window_ends_at <= ${moment(now)} then 1 else counters.count + 1 end,
        window_ends_at = excluded.window_ends_at
      where counters.window_ends_at <= ${moment(now)} or counters.count < ${free}::integer
        or ${last} + ${delay} <= ${moment(now)}
      returning count, window_ends_at
    )
    select true as granted, count, window_ends_at from taken
    union all
    select false, count, window_ends_at from counters
    where key = ${key} and not exists (select 1 from taken)`;
}

interface CounterRow {
  count: number;
  window_ends_at: string;
}

const toCounted = ({ count, window_ends_at: endsAt }: CounterRow): Counted => ({
  count,
  endsAt: toDate(endsAt),
});
