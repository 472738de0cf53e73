import { DomainError } from "#api/errors.ts";
import { cutPage } from "#api/cursors.ts";
import type { Services } from "#api/services.ts";
import type { Message } from "./schemas.ts";
import { toMessage } from "./to-message.ts";

interface ListRequest {
  userId: string;
  conversationId: string;
  limit: number;
  cursor: string | undefined;
}

/**
 * A page of a conversation's messages, newest first by sequence.
 *
 * @throws DomainError not-found, or validation-failed for a cursor that is not of this list
 */
export async function listMessages(
  services: Services,
  { userId, conversationId, limit, cursor }: ListRequest,
): Promise<{ items: Message[]; nextCursor: string | null }> {
  const list = `messages of ${conversationId}`;
  const [before] = (await services.cursors.decode(list, userId, cursor)) ?? [];
  const rows = await services.messages.findPage(userId, conversationId, {
    limit: limit + 1,
    beforeSequence: before === undefined ? undefined : Number(before),
  });
  if (rows === undefined) throw new DomainError("not-found");
  const { page, last } = cutPage(rows, limit);
  return {
    items: page.map(toMessage),
    nextCursor: last ? await services.cursors.encode(list, userId, [String(last.sequence)]) : null,
  };
}
