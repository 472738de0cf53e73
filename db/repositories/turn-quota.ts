import { sql, type SQL } from "drizzle-orm";

import { onNextUse } from "./counters.ts";
import type { TurnRequest } from "./turn.ts";

/** The part of the opening statement that counts the turn, unless it is a repetition. */
export function countingOf({ quota, now }: TurnRequest): SQL {
  if (quota?.kind !== "counted") {
    return sql`counted as (select null::integer as count, null::timestamptz as window_ends_at)`;
  }
  return sql`
    counted as (
      insert into counters (key, count, window_ends_at)
      select ${quota.key}::text, 1, ${new Date(now.getTime() + quota.windowMs).toISOString()}::timestamptz
      where exists (select 1 from session where is_active) and not exists (select 1 from known)
      ${onNextUse(now)} returning count, window_ends_at
    )`;
}

/** Whether the turn may be opened, once `counted` is there. */
export function isQuotaLeft({ quota }: TurnRequest): SQL {
  switch (quota?.kind) {
    case undefined:
      return sql`true`;
    case "decided":
      return sql`${quota.isLeft}::boolean`;
    case "counted":
      return sql`(select count from counted) <= ${quota.uses}::integer`;
    default:
      return quota satisfies never;
  }
}
