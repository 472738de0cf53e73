import { composeBeginning } from "#api/agents/compose-prompt.ts";
import { DomainError } from "#api/errors.ts";
import type { Services } from "#api/services.ts";
import { toPromptParts } from "./prompt-parts.ts";

/**
 * Has the conversation's cache ready for the message that is being typed: the beginning of its
 * prompt is read in the background, by a server that can. One at a time a user and instance.
 *
 * @throws DomainError not-found
 */
export async function warmUp(
  services: Services,
  { userId, conversationId }: { userId: string; conversationId: string },
): Promise<void> {
  const known = await services.turns.peek(userId, conversationId);
  if (known === undefined) throw new DomainError("not-found");
  if (services.warming.has(userId)) return;
  services.warming.add(userId);
  const warming = async () => {
    try {
      const description = await services.inference.describe();
      const { config } = services;
      const { parts } = toPromptParts(known, { config, now: services.now() });
      const messages = composeBeginning(parts, description);
      await services.inference.warm(
        { messages, cacheKey: conversationId, userId },
        services.closing,
      );
    } catch {
      // Nothing is lost but time: the message itself will read what was not read now.
    } finally {
      services.warming.delete(userId);
    }
  };
  services.defer(warming());
}
