import { DomainError } from "#api/errors.ts";
import type { Services } from "#api/services.ts";
import type { SearchResult } from "./schemas.ts";
import { planSearch } from "./search/plan-search.ts";
import { rank, type RankedMessage } from "./search/rank.ts";
import { rankMemories, type RankedMemory } from "./search/rank-memories.ts";

interface SearchRequest {
  userId: string;
  q: string;
  limit: number;
  conversationId: string | undefined;
}

/**
 * What the memory has to say of something, the best first: messages and what was learnt of them.
 *
 * @throws DomainError not-found for a conversation that the user has not
 */
export async function searchMemory(
  services: Services,
  { userId, q, limit, conversationId }: SearchRequest,
): Promise<{ items: SearchResult[] }> {
  if (conversationId !== undefined) {
    const conversation = await services.conversations.find(userId, conversationId);
    if (conversation === undefined) throw new DomainError("not-found");
  }
  const now = services.now();
  const plan = planSearch(q, { now });
  const request = { ...plan.query, userId, conversationId: conversationId ?? null };
  const found = await services.recall.recall(request);
  const messages = rank(plan, found.messages, now).map(fromMessage);
  // What was learnt belongs to no conversation.
  const memories = conversationId === undefined ? rankMemories(plan, found.memories) : [];
  const items = [...messages, ...memories.map(fromMemory)].sort((a, b) => b.score - a.score);
  return { items: items.slice(0, limit) };
}

const rounded = (score: number) => Math.round(score * 1000) / 1000;

const fromMessage = ({ message, score }: RankedMessage): SearchResult => ({
  kind: "message",
  id: message.id,
  text: message.content,
  score: rounded(score),
  at: message.at,
  messageIds: [message.id],
  externalIds: message.externalId === null ? [] : [message.externalId],
});

const fromMemory = ({ memory, score }: RankedMemory): SearchResult => ({
  kind: memory.kind,
  id: memory.id,
  text: memory.text,
  score: rounded(score),
  at: memory.at,
  messageIds: memory.messageIds,
  externalIds: memory.externalIds,
});
