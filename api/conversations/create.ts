import { v7 as uuidv7 } from "uuid";

import type { Services } from "#api/services.ts";
import type { Conversation, NewConversation } from "./schemas.ts";
import { toConversation } from "./to-conversation.ts";

/** Begins a conversation, empty and untitled unless a title is given. */
export async function createConversation(
  services: Services,
  userId: string,
  input: NewConversation,
): Promise<Conversation> {
  const now = services.now();
  const row = {
    id: uuidv7(),
    userId,
    title: input.title ?? null,
    personality: input.personality ?? null,
    startedAt: now,
    lastMessageAt: now,
    isActive: true,
    lastSequence: 0,
    promptFromSequence: 0,
    promptRevision: 0,
  };
  await services.conversations.add(row);
  return toConversation(row);
}
