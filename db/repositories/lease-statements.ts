import { sql, type SQL } from "drizzle-orm";

import { iso, json } from "./sql-values.ts";
import { profile, timestampText } from "./turn-reading.ts";
import type { ReplyProgress } from "./turn.ts";

/** How long a lease lasts from its last renewal. */
export const leaseMs = 15_000;

/** The states of a reply that is being written. */
export const inProgress = sql.raw("('pending', 'streaming')");

/** The reply, while it is in the hands of who holds its lease. */
export const held = ({ replyId, leaseOwner }: { replyId: string; leaseOwner: string }) =>
  sql`id = ${replyId}::uuid and lease_owner = ${leaseOwner}::uuid and status in ${inProgress}`;

/** Keeps the lease and the text so far, if the lease is still held. */
export function renewingStatement(progress: ReplyProgress, forMs = leaseMs): SQL {
  const { now } = progress;
  return sql`
    update messages set
      status = ${progress.content === "" ? "pending" : "streaming"},
      content = ${progress.content}, personality = ${progress.personality},
      opening = ${json(progress.opening)}::jsonb,
      lease_until = ${iso(now, forMs)}::timestamptz, updated_at = ${iso(now)}::timestamptz
    where ${held(progress)}
    returning cancel_requested_at is not null as cancel`;
}

/** Takes over replies whose lease has expired: one of them, or the oldest few. */
export function adoptingStatement(
  leaseOwner: string,
  now: Date,
  { replyId, limit }: { replyId?: string | undefined; limit: number },
): SQL {
  const one = replyId ?? null;
  return sql`
    update messages m set
      lease_owner = ${leaseOwner}::uuid, lease_until = ${iso(now, leaseMs)}::timestamptz
    from conversations c join user_profiles p on p.user_id = c.user_id
    where c.id = m.conversation_id and m.id in (
      select id from messages
      where status in ${inProgress} and lease_until < ${iso(now)}::timestamptz
        and (${one}::uuid is null or id = ${one}::uuid)
      order by lease_until limit ${limit} for update skip locked
    )
    returning m.id as reply_id, m.conversation_id, m.reply_to as user_message_id, c.user_id,
      m.content, m.personality, m.opening, m.attempt, m.model, m.source,
      ${timestampText(sql`m.created_at`)} as replied_at,
      m.cancel_requested_at is not null as cancel_requested, ${profile} as profile`;
}
