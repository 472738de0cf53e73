import type { ReplyRecord } from "#db/repositories/messages.ts";
import type { MessageRow } from "#db/repositories/messages.ts";
import type { OpenedTurn } from "#db/repositories/turn.ts";
import type { Message, Variant } from "./schemas.ts";

/** A stored message, with the other replies to the same one, as a client sees it. */
export function toMessage({
  reply: row,
  variants,
}: Pick<ReplyRecord, "reply" | "variants">): Message {
  return {
    id: row.id,
    role: row.role,
    content: row.content,
    status: row.status,
    personality: row.personality as Message["personality"],
    tokensUsed: row.tokensUsed,
    createdAt: row.createdAt.toISOString(),
    replyTo: row.replyTo,
    emotion:
      row.emotionLabel === null
        ? null
        : {
            label: row.emotionLabel as NonNullable<Message["emotion"]>["label"],
            intensity: row.emotionIntensity ?? 0,
          },
    model: row.model,
    source: row.source,
    variants: variants as Variant[],
  };
}

/** A stored message of the user. */
export const toUserMessageOf = (row: MessageRow): Message =>
  toMessage({ reply: row, variants: [] });

/** The message of a turn that has just been opened. */
export function toUserMessage(turn: OpenedTurn, emotion: Message["emotion"]): Message {
  return {
    id: turn.userMessageId,
    role: "user",
    content: turn.content,
    status: "complete",
    personality: null,
    tokensUsed: null,
    createdAt: turn.askedAt.toISOString(),
    replyTo: null,
    emotion,
    model: null,
    source: null,
    variants: [],
  };
}
