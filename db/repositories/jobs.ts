import { eq, sql } from "drizzle-orm";

import { rowsOf, type Database } from "#db/clients/database.ts";
import { jobs } from "#db/schema/service.ts";

type JobRow = typeof jobs.$inferInsert;

/** Work for later that is due. */
export interface DueJob {
  id: string;
  kind: string;
  payload: Record<string, unknown>;
  /** Which attempt this is, from 1. */
  attempts: number;
}

/** How long whoever takes a job has for it, before another may. */
const lockMs = 60_000;

/**
 * Work for later. Invariants: a job is taken by one at a time; it is there until it is done, however
 * often that fails and whoever dies over it.
 */
export function createJobRepository(db: Database) {
  return {
    /** Stores work for later. */
    add: (rows: JobRow[]) => insertJobs(db, rows),

    /** Takes the jobs that are due, the oldest few. */
    async take(now: Date, limit: number): Promise<DueJob[]> {
      const at = sql`${now.toISOString()}::timestamptz`;
      const lockedUntil = new Date(now.getTime() + lockMs).toISOString();
      const result = await db.execute(sql`
        update jobs set attempts = attempts + 1, locked_until = ${lockedUntil}::timestamptz
        where id in (
          select id from jobs
          where run_after <= ${at} and (locked_until is null or locked_until < ${at})
          order by run_after limit ${limit} for update skip locked
        )
        returning id, kind, payload, attempts`);
      return rowsOf<DueJob>(result);
    },

    /** Takes one job, unless somebody else has it. */
    async takeOne(id: string, now: Date): Promise<DueJob | undefined> {
      const at = sql`${now.toISOString()}::timestamptz`;
      const lockedUntil = new Date(now.getTime() + lockMs).toISOString();
      const result = await db.execute(sql`
        update jobs set attempts = attempts + 1, locked_until = ${lockedUntil}::timestamptz
        where id = ${id}::uuid and (locked_until is null or locked_until < ${at})
        returning id, kind, payload, attempts`);
      return rowsOf<DueJob>(result)[0];
    },

    /** Removes a job that is done. */
    async finish(id: string): Promise<void> {
      await db.delete(jobs).where(eq(jobs.id, id));
    },

    /** Has a job that failed tried again from a time on. */
    async postpone(id: string, runAfter: Date, lastError: string): Promise<void> {
      await db.update(jobs).set({ runAfter, lockedUntil: null, lastError }).where(eq(jobs.id, id));
    },
  };
}

/** Stores jobs, in the transaction with what they are for. */
export async function insertJobs(tx: Database, rows: JobRow[]): Promise<void> {
  if (rows.length > 0) await tx.insert(jobs).values(rows);
}
