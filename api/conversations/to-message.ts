import type { MessageRow } from "#db/repositories/messages.ts";
import type { Message } from "./schemas.ts";

/** A stored message as a client sees it. */
export function toMessage(row: MessageRow): Message {
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
    variants: [],
  };
}
