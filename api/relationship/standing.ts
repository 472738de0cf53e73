import { isAdult } from "#api/me/age.ts";
import type { TurnProfile } from "#db/repositories/turn.ts";
import { strangers, type Relationship } from "./ledger.ts";
import { livedStage, type Stage } from "./stage.ts";

/** How a user stands with the companion now. */
export interface Standing {
  relationship: Relationship;
  /** Whether the user is known to be an adult and has turned romance on. */
  romance: boolean;
  /** The stage that is lived: the ledger's within what is allowed now. */
  stage: Stage;
}

/** Reads the standing out of a profile with its relationship. */
export function standingOf(
  profile: Pick<TurnProfile, "relationship" | "preferences"> & Parameters<typeof isAdult>[0],
  { maxStage, now }: { maxStage: Stage; now: Date },
): Standing {
  const relationship = (profile.relationship as Relationship | null) ?? strangers;
  const romance = profile.preferences["romance"] === true && isAdult(profile, now);
  return { relationship, romance, stage: livedStage(relationship.stage, { maxStage, romance }) };
}
