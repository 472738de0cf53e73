import { DomainError, errorCodes, type ErrorCode } from "#api/errors.ts";
import type { Services } from "#api/services.ts";
import { wait } from "#api/wait.ts";
import type { ReplyRecord } from "#db/repositories/messages.ts";
import { countCodePoints, dropCodePoints, type ReplyEnd, type ReplyNews } from "./reply-feed.ts";
import type { Completion, MessageStart } from "./schemas.ts";
import { settleExpired } from "./settle-reply.ts";
import { toMessage } from "./to-message.ts";

const pollEveryMs = 500;

interface FollowRequest {
  userId: string;
  replyId: string;
  /** How much of the text the reader has; 0 for the whole, with its beginning. */
  afterCodePoints: number;
}

/**
 * Follows a reply from any instance: by its feed where it is written here, else by what its writer
 * stores, and if the writer is gone by taking the reply over.
 *
 * @throws DomainError not-found, before the first news or when the reply is deleted meanwhile
 */
export async function* followReply(
  services: Services,
  { userId, replyId, afterCodePoints }: FollowRequest,
): AsyncGenerator<ReplyNews> {
  let told = afterCodePoints;
  let hasBegun = afterCodePoints > 0;
  for (;;) {
    const local = services.replies.get(replyId);
    if (local !== undefined) {
      yield* withoutBeginning(local.feed.follow(told), hasBegun);
      return;
    }
    const record = await services.messages.findReply(userId, replyId);
    if (record === undefined) throw new DomainError("not-found");
    const start = startOf(record);
    if (!hasBegun && start !== undefined) {
      hasBegun = true;
      yield { kind: "start", start };
    }
    const { text } = dropCodePoints(record.reply.content, told);
    if (text !== "" && hasBegun) {
      told += countCodePoints(text);
      yield { kind: "text", text };
    }
    const end = endOf(record);
    if (end !== undefined) {
      yield end;
      return;
    }
    const expired = isExpired(record, services.now());
    const adopted = expired ? await settleExpired(services, { replyId, limit: 1 }) : undefined;
    if (!adopted?.count) await wait(pollEveryMs, services.closing);
    if (services.closing.aborted) throw new DomainError("inference-unavailable");
  }
}

/** Whether the writer of a reply in progress is gone. */
export function isExpired({ reply }: Pick<ReplyRecord, "reply">, now: Date): boolean {
  const inProgress = reply.status === "pending" || reply.status === "streaming";
  return inProgress && reply.leaseUntil !== null && reply.leaseUntil < now;
}

async function* withoutBeginning(news: AsyncIterable<ReplyNews>, skip: boolean) {
  for await (const item of news) {
    if (!skip || (item.kind !== "start" && item.kind !== "queued")) yield item;
  }
}

function startOf({ reply, userMessage }: ReplyRecord): MessageStart | undefined {
  if (reply.personality === null || reply.opening === null) return undefined;
  const opening = reply.opening as Pick<MessageStart, "stage" | "notices">;
  return {
    conversationId: reply.conversationId,
    userMessageId: userMessage?.id ?? reply.id,
    replyId: reply.id,
    personality: reply.personality as MessageStart["personality"],
    ...opening,
  };
}

/** How a reply ended, undefined while it is in progress. */
export function endOf(record: ReplyRecord): ReplyEnd | undefined {
  const { reply } = record;
  if (reply.status === "complete" || reply.status === "cancelled") {
    const completion = reply.completion as Completion;
    return { kind: "done", reply: toMessage(record), completion };
  }
  if (reply.status !== "interrupted" && reply.status !== "failed") return undefined;
  const turn = {
    conversationId: reply.conversationId,
    userMessageId: record.userMessage?.id ?? reply.id,
    replyId: reply.id,
  };
  const detail = "The reply broke off; what was written of it is kept.";
  return { kind: "error", error: new DomainError(codeOf(reply.errorCode), { detail, turn }) };
}

function codeOf(stored: string | null): ErrorCode {
  return errorCodes.find((code) => code === stored) ?? "inference-unavailable";
}
