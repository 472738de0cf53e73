import { DomainError } from "#api/errors.ts";
import type { Services } from "#api/services.ts";
import { loadReply, type ReplyAddress } from "./load-reply.ts";
import type { Message } from "./schemas.ts";
import { toMessage } from "./to-message.ts";

/**
 * Makes a variant the reply that counts. Selecting the one that does already changes nothing.
 *
 * @returns the reply, with the others as its variants
 * @throws DomainError not-found; reply-in-progress while any reply to the same message is written;
 *   not-newest when the user has gone on since
 */
export async function selectVariant(services: Services, address: ReplyAddress): Promise<Message> {
  const record = await loadReply(services, address);
  if (record.reply.isActive) return toMessage(record);
  const selected = await services.messageChanges.select(record.reply, services.now());
  const now = await loadReply(services, address);
  if (selected) return toMessage(now);
  throw new DomainError(now.isLast ? "reply-in-progress" : "not-newest");
}
