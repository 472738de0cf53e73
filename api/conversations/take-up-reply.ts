import { DomainError } from "#api/errors.ts";
import type { Services } from "#api/services.ts";
import type { ReplyRecord } from "#db/repositories/messages.ts";
import { followReply, idsOf } from "./follow-reply.ts";
import { toUserMessageOf } from "./to-message.ts";
import type { SendRequest, TurnAnswer } from "./turn-answer.ts";

/** How a reply that broke off is continued: as a turn of its own. */
type Continue = (request: SendRequest) => Promise<TurnAnswer>;

/**
 * Answers a request that was made before by the reply it has had: one in progress is followed, a
 * finished one is told again, one that failed or broke off is continued.
 *
 * @throws DomainError not-found when the reply or its message is gone; not-newest when it broke off
 *   and the user has gone on since, or has had another reply to the message
 */
export async function takeUpReply(
  services: Services,
  request: SendRequest,
  { replyId, again }: { replyId: string; again: Continue },
): Promise<TurnAnswer> {
  const record = await services.messages.findReply(request.userId, replyId);
  if (record?.userMessage == null) throw new DomainError("not-found");
  const brokeOff = ["interrupted", "failed"].includes(record.reply.status);
  const followed = {
    ids: idsOf(record),
    userMessage: toUserMessageOf(record.userMessage),
    news: followReply(services, { userId: request.userId, replyId, afterCodePoints: 0 }),
  };
  if (!brokeOff) return followed;
  if (!record.isLast || hasLaterWords(record)) {
    const detail = "This reply broke off, and the conversation has gone on since.";
    throw new DomainError("not-newest", { detail, turn: followed.ids });
  }
  return (await continueReply(request, record, again)) ?? followed;
}

/** Whether the user has asked for another reply since, and got words. */
function hasLaterWords({ reply, variants }: ReplyRecord): boolean {
  const since = reply.createdAt.toISOString();
  return variants.some(({ content, createdAt }) => content !== "" && createdAt > since);
}

/** Undefined when another request is continuing it: two may come here at once. */
async function continueReply(
  request: SendRequest,
  { reply }: ReplyRecord,
  again: Continue,
): Promise<TurnAnswer | undefined> {
  try {
    return await again({
      ...request,
      conversationId: reply.conversationId,
      target: { kind: "continue", replyId: reply.id },
      idempotency: undefined,
    });
  } catch (error) {
    const raced =
      error instanceof DomainError &&
      (error.code === "reply-in-progress" || error.code === "not-newest");
    if (raced) return undefined;
    throw error;
  }
}
