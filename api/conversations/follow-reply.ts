import { DomainError, errorCodes, type ErrorCode, type TurnIds } from "#api/errors.ts";
import { toFailure } from "#api/failure.ts";
import { leavable } from "#api/leavable.ts";
import type { Services } from "#api/services.ts";
import type { ReplyRecord } from "#db/repositories/messages.ts";
import { outlastOutage } from "./outlast-outage.ts";
import { countCodePoints, dropCodePoints, type ReplyEnd, type ReplyNews } from "./reply-feed.ts";
import type { Completion, MessageStart } from "./schemas.ts";
import { settleExpired } from "./settle-reply.ts";
import { toMessage } from "./to-message.ts";

interface FollowRequest {
  userId: string;
  replyId: string;
  /** How much of the text the reader has; 0 for the whole, with its beginning. */
  afterCodePoints: number;
}

/**
 * Follows a reply from any instance: by its feed where it is written here, else by what its writer
 * stores, and if the writer is gone by taking the reply over. A database that goes away meanwhile is
 * waited for.
 *
 * @throws DomainError not-found, before the first news
 */
export function followReply(
  services: Services,
  request: FollowRequest,
): AsyncIterableIterator<ReplyNews, void> {
  return leavable((left) => follow(services, request, left));
}

async function* follow(
  services: Services,
  { userId, replyId, afterCodePoints }: FollowRequest,
  left: AbortSignal,
): AsyncGenerator<ReplyNews, void> {
  let told = afterCodePoints;
  let hasBegun = afterCodePoints > 0;
  let turn: TurnIds | undefined;
  try {
    while (!left.aborted) {
      const local = services.replies.get(replyId);
      // One that has ended here may have gone on elsewhere, while the database was away.
      if (local !== undefined && !local.feed.hasEnded) {
        yield* withoutBeginning(local.feed.follow(told, left), hasBegun);
        return;
      }
      const record = await load(services, userId, replyId);
      turn = idsOf(record);
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
      const isTakenOver = isExpired(record, services.now()) && (await takeOver(services, replyId));
      if (!isTakenOver) await services.replyWatch.change(replyId, record.version, left);
      if (services.closing.aborted) throw new DomainError("inference-unavailable");
    }
  } catch (error) {
    if (turn === undefined) throw error;
    yield { kind: "error", error: withTurn(toFailure(error), turn) };
  }
}

/** @throws DomainError not-found */
async function load(services: Services, userId: string, replyId: string): Promise<ReplyRecord> {
  const find = () => services.messages.findReply(userId, replyId);
  const record = await outlastOutage(services, find);
  if (record === undefined) throw new DomainError("not-found");
  return record;
}

async function takeOver(services: Services, replyId: string): Promise<boolean> {
  const settle = () => settleExpired(services, { replyId, limit: 1 });
  const { count } = await outlastOutage(services, settle);
  return count > 0;
}

function withTurn(failure: DomainError, turn: TurnIds): DomainError {
  const { code, detail, retryAfterSeconds, cause } = failure;
  return new DomainError(code, {
    turn,
    cause,
    ...(detail !== undefined && { detail }),
    ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
  });
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
    ...idsOf({ reply, userMessage }),
    personality: reply.personality as MessageStart["personality"],
    ...opening,
  };
}

/** What the turn of a reply is known by. */
export function idsOf({ reply, userMessage }: Pick<ReplyRecord, "reply" | "userMessage">): TurnIds {
  return {
    conversationId: reply.conversationId,
    userMessageId: userMessage?.id ?? reply.id,
    replyId: reply.id,
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
  const turn = idsOf(record);
  const detail = "The reply broke off; what was written of it is kept.";
  const code = codeOf(reply.errorCode);
  const retry = code === "internal" ? {} : { retryAfterSeconds };
  return { kind: "error", error: new DomainError(code, { detail, turn, ...retry }) };
}

/** After which it is worth asking again. */
const retryAfterSeconds = 5;

function codeOf(stored: string | null): ErrorCode {
  return errorCodes.find((code) => code === stored) ?? "inference-unavailable";
}
