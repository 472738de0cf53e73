import { DomainError } from "#api/errors.ts";
import { cutPage } from "#api/cursors.ts";
import type { Services } from "#api/services.ts";
import { wait } from "#api/wait.ts";
import type { ListedMessage } from "#db/repositories/messages.ts";
import { isExpired } from "./follow-reply.ts";
import type { Message } from "./schemas.ts";
import { settleExpired } from "./settle-reply.ts";
import { toMessage } from "./to-message.ts";

const settleWithinMs = 3000;

interface ListRequest {
  userId: string;
  conversationId: string;
  limit: number;
  cursor: string | undefined;
  /** What changed a little before is told, too. */
  updatedSince: Date | undefined;
}

interface MessagePage {
  items: Message[];
  nextCursor: string | null;
  deleted?: string[];
}

/**
 * A page of a conversation's messages, newest first by sequence; with `updatedSince` only what has
 * changed since then, and the ids of what was deleted. A change bears the time at which it was begun,
 * so what a statement that is still allowed to run may have begun is told again: twice does no harm,
 * not at all would. A reply whose writer is gone is settled first.
 *
 * @throws DomainError not-found, or validation-failed for a cursor that is not of this list
 */
export async function listMessages(services: Services, request: ListRequest): Promise<MessagePage> {
  const { userId, conversationId, limit, cursor } = request;
  const { STATEMENT_TIMEOUT_MS: overlapMs } = services.config;
  const updatedSince =
    request.updatedSince && new Date(Math.max(0, request.updatedSince.getTime() - overlapMs));
  const list = `messages of ${conversationId}`;
  const [before] = (await services.cursors.decode(list, userId, cursor)) ?? [];
  const read = () =>
    services.messages.findPage(userId, conversationId, {
      limit: limit + 1,
      beforeSequence: before === undefined ? undefined : Number(before),
      updatedSince,
    });
  let rows = await read();
  if (rows !== undefined && (await settle(services, rows))) rows = await read();
  if (rows === undefined) throw new DomainError("not-found");
  const { page, last } = cutPage(rows, limit);
  const next = last && [String(last.reply.sequence)];
  return {
    items: page.map(toMessage),
    nextCursor: next ? await services.cursors.encode(list, userId, next) : null,
    ...(updatedSince !== undefined && {
      deleted: await services.messages.findDeletedSince(conversationId, updatedSince),
    }),
  };
}

/** Whether there was a reply to settle; waits a little for it to reach its end. */
async function settle(services: Services, rows: ListedMessage[]): Promise<boolean> {
  const expired = rows.find((row) => isExpired(row, services.now()));
  if (expired === undefined) return false;
  const { ended } = await settleExpired(services, { replyId: expired.reply.id, limit: 1 });
  await Promise.race([ended, wait(settleWithinMs, services.closing)]);
  return true;
}
