import { planSearch } from "#api/memory/search/plan-search.ts";
import { pickRecalled, type Recalled } from "#api/memory/search/pick-recalled.ts";
import type { Services } from "#api/services.ts";
import { describeFailure } from "#db/repositories/failures.ts";
import type { OpenedTurn, TurnOpening } from "#db/repositories/turn.ts";
import type { TurnPlan } from "./plan-turn.ts";

interface RecallRequest {
  userId: string;
  turn: OpenedTurn;
  opening: TurnOpening;
  plan: TurnPlan;
  /** Whether the message is said again, with what went with it the first time. */
  isRepeated: boolean;
}

const asks =
  /\?|^\W*(?:what|when|where|who|whom|whose|which|why|how|do you|did|have i|was i|remember)\b/i;

/**
 * What is remembered that clearly bears on the message of a turn: one statement, none where the model
 * is not asked, where the user wants nothing remembered, and where the words are about nothing.
 */
export async function recallForTurn(
  services: Services,
  { userId, turn, opening, plan, isRepeated }: RecallRequest,
): Promise<Recalled | undefined> {
  const { profile, window } = opening;
  if (plan.said !== null || isRepeated || profile.preferences["memory"] === false) return undefined;
  const now = services.now();
  const search = planSearch(turn.content, { now, isAsked: asks.test(turn.content) });
  if (search.query.terms.length === 0) return undefined;
  const { conversationId, userSequence } = turn;
  const inPrompt = { conversationId, fromSequence: window[0]?.sequence ?? userSequence };
  try {
    const found = await services.recall.recall({ ...search.query, userId, conversationId: null });
    return pickRecalled(search, found, { now, inPrompt });
  } catch (error) {
    // A reply that remembers nothing is better than none.
    services.log.warning("nothing recalled", { error: describeFailure(error) });
    return undefined;
  }
}
