import { DomainError } from "#api/errors.ts";
import type { Services } from "#api/services.ts";
import type { ReplyRecord } from "#db/repositories/messages.ts";

/** Where a reply is, and whose. */
export interface ReplyAddress {
  userId: string;
  conversationId: string;
  replyId: string;
}

/** The user's reply in this conversation. @throws DomainError not-found */
export async function loadReply(
  services: Services,
  { userId, conversationId, replyId }: ReplyAddress,
): Promise<ReplyRecord> {
  const record = await services.messages.findReply(userId, replyId);
  if (record?.reply.conversationId === conversationId) return record;
  throw new DomainError("not-found");
}
