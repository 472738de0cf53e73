import { v7 as uuidv7 } from "uuid";

import { DomainError } from "#api/errors.ts";
import type { Services } from "#api/services.ts";
import { isGone } from "#db/repositories/failures.ts";
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
  try {
    await keep(services, address, { rating, report });
  } catch (error) {
    // The reply was deleted in between.
    throw isGone(error) ? new DomainError("not-found") : error;
  }
}

async function keep(
  services: Services,
  { userId, replyId }: ReplyAddress,
  { rating, report }: FeedbackInput,
): Promise<void> {
  const common = { userId, messageId: replyId, createdAt: services.now() };
  if (rating !== undefined) await services.reports.rate({ id: uuidv7(), ...common, rating });
  if (report !== undefined) {
    const { reason, note = null } = report;
    await services.reports.add({ id: uuidv7(), ...common, rating: null, reason, note });
  }
}
