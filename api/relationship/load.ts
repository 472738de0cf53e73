import { sessionEnded } from "#api/errors.ts";
import { isAdult } from "#api/me/age.ts";
import type { Services } from "#api/services.ts";
import { explainStanding } from "./explain.ts";
import type { RelationshipView } from "./schemas.ts";
import { standingOf } from "./standing.ts";

/** How the user stands with the companion. @throws DomainError session-ended */
export async function loadRelationship(
  services: Services,
  userId: string,
): Promise<RelationshipView> {
  const found = await services.relationships.findProfile(userId);
  if (found === undefined) throw sessionEnded();
  const { profile, createdAt: beganAt } = found;
  const now = services.now();
  const { MAX_STAGE: maxStage } = services.config;
  const standing = standingOf(profile, { maxStage, now });
  return explainStanding(standing, { maxStage, isAdult: isAdult(profile, now), beganAt });
}
