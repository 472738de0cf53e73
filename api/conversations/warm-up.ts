import { epochFor } from "#api/agents/prompt/plan-epoch.ts";
import { DomainError } from "#api/errors.ts";
import type { Services } from "#api/services.ts";
import { prepareEpoch } from "./prepare-epoch.ts";
import { toTalk } from "./prompt-parts.ts";

/** About what a person says in one message. */
const ordinaryMessage = "x".repeat(80);

/**
 * Has the conversation's cache ready for the message that is being typed: the beginning of its prompt,
 * or of the epoch that is to come, is read in the background, by a server that can.
 *
 * @throws DomainError not-found
 */
export async function warmUp(
  services: Services,
  { userId, conversationId }: { userId: string; conversationId: string },
): Promise<void> {
  const known = await services.turns.peek(userId, conversationId);
  if (known === undefined) throw new DomainError("not-found");
  const warming = async () => {
    const limits = await services.inference.describe().catch(() => undefined);
    if (limits === undefined) return;
    const { config, now } = services;
    const { talk } = toTalk(known, { config, now: now() });
    const sequence = (talk.window.at(-1)?.sequence ?? 0) + 1;
    const message = { sequence, content: ordinaryMessage, note: null };
    const coming = talk.epochs.findLast(({ isReady }) => !isReady);
    const epoch = coming ?? epochFor(talk, message, limits);
    await prepareEpoch(services, { userId, conversationId, epoch, talk, limits });
  };
  services.defer(warming());
}
