import { scoreTurn, type ScoredTurn } from "#api/relationship/score-turn.ts";
import { standingOf } from "#api/relationship/standing.ts";
import type { Services } from "#api/services.ts";
import { meritOfStored } from "./merit-of-stored.ts";
import { outlastOutage } from "./outlast-outage.ts";
import type { ReplyWork } from "./reply-work.ts";

/** What the turn of a reply changes in the relationship, as that was last read. */
export function scoreWork(services: Services, { standing, merit }: ReplyWork): ScoredTurn {
  const { MAX_STAGE: maxStage, RELATIONSHIP_PACE: pace } = services.config;
  return scoreTurn(standing, merit ?? null, { maxStage, pace, now: services.now() });
}

/**
 * Reads how the user stands now, and what the message is worth where that is not known. False when
 * the account is gone.
 */
export async function readScoring(services: Services, work: ReplyWork): Promise<boolean> {
  const { userId, ids } = work;
  const read = () => services.turns.findScoringGrounds(userId, ids.userMessageId);
  const grounds = await outlastOutage(services, read);
  if (grounds === undefined) return false;
  const { MAX_STAGE: maxStage } = services.config;
  work.standing = standingOf(grounds.profile, { maxStage, now: services.now() });
  const isKnown = work.merit !== undefined && !(grounds.isScored && work.merit !== null);
  if (!isKnown) work.merit = meritOfStored(grounds, work.standing);
  return true;
}
