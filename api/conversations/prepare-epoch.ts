import { cacheKeyOf, type Epoch } from "#api/agents/prompt/epoch.ts";
import { promptOf, type Talk } from "#api/agents/prompt/plan-epoch.ts";
import type { PromptLimits } from "#api/agents/prompt/prompt-budget.ts";
import type { Services } from "#api/services.ts";

interface Preparation {
  userId: string;
  conversationId: string;
  epoch: Epoch;
  talk: Talk;
  limits: PromptLimits;
}

/**
 * Has the inference server read the beginning of the next prompt while the person reads or types, and
 * notes that an epoch is ready when it is. One at a time a user and instance; given up when the user
 * sends something, or when the server has others to serve. Never throws.
 */
export async function prepareEpoch(services: Services, preparation: Preparation): Promise<void> {
  const { userId, conversationId, epoch, talk, limits } = preparation;
  const { warming, inference, promptMemory, closing, now } = services;
  if (warming.has(userId)) return;
  const giveUp = new AbortController();
  warming.set(userId, giveUp);
  try {
    const signal = AbortSignal.any([closing, giveUp.signal]);
    const messages = promptOf(epoch, talk, { message: undefined, limits });
    const cacheKey = cacheKeyOf(conversationId, epoch);
    const isRead = await inference.warm({ messages, cacheKey, userId }, signal);
    if (isRead && !epoch.isReady) {
      const { number, carriedThrough } = epoch;
      await promptMemory.markReady({ conversationId, number, carriedThrough }, now());
    }
  } catch {
    // Nothing is lost but time: the message itself will read what was not read now.
  } finally {
    if (warming.get(userId) === giveUp) warming.delete(userId);
  }
}
