import type { Services } from "#api/services.ts";
import { loadReply, type ReplyAddress } from "./load-reply.ts";
import { isExpired } from "./follow-reply.ts";
import type { Message } from "./schemas.ts";
import { settleExpired } from "./settle-reply.ts";
import { toMessage } from "./to-message.ts";

/**
 * Stops a reply; what was written of it stays. Whoever writes it, here or elsewhere, learns of it
 * within two seconds. Nothing happens to a reply that has ended.
 *
 * @returns the reply as it stands, and whether it had ended before
 * @throws DomainError not-found
 */
export async function requestCancel(
  services: Services,
  address: ReplyAddress,
): Promise<{ reply: Message; hadEnded: boolean }> {
  const { replyId } = address;
  const record = await loadReply(services, address);
  const isInProgress = await services.turns.requestCancel(replyId, services.now());
  if (!isInProgress) {
    return { reply: toMessage(await loadReply(services, address)), hadEnded: true };
  }
  services.replies.get(replyId)?.cancel();
  if (isExpired(record, services.now())) await settleExpired(services, { replyId, limit: 1 });
  return { reply: toMessage(record), hadEnded: false };
}
