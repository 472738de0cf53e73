import { v7 as uuidv7 } from "uuid";

import type { Services } from "#api/services.ts";
import { loadReply, type ReplyAddress } from "./load-reply.ts";
import type { FeedbackInput } from "./schemas.ts";

/**
 * Keeps what a user thinks of a reply: a rating, where a later one replaces the earlier, and
 * reports, each of which stays.
 *
 * @throws DomainError not-found
 */
export async function giveFeedback(
  services: Services,
  address: ReplyAddress,
  { rating, report }: FeedbackInput,
): Promise<void> {
  await loadReply(services, address);
  const { userId, replyId } = address;
  const common = { userId, messageId: replyId, createdAt: services.now() };
  if (rating !== undefined) await services.reports.rate({ id: uuidv7(), ...common, rating });
  if (report !== undefined) {
    const { reason, note = null } = report;
    await services.reports.add({ id: uuidv7(), ...common, rating: null, reason, note });
  }
}
