import { v7 as uuidv7 } from "uuid";

import type { NewFact, TurnProfile } from "#db/repositories/turn.ts";
import { genderFact } from "./render-fact.ts";
import { statedGender } from "./stated-gender.ts";

/** Keeps what a user said of their own gender, with how sure that is; the profile stays as it is. */
export function learnGender(
  claim: { gender: string; confidence: number } | null,
  { facts, preferences }: Pick<TurnProfile, "facts" | "preferences">,
): NewFact[] {
  if (claim === null || preferences["memory"] === false) return [];
  if (statedGender(facts) === claim.gender) return [];
  const before = facts.find(({ type }) => type === genderFact);
  const { gender: value, confidence } = claim;
  const fact = { id: uuidv7(), type: genderFact, value, confidence };
  return [{ ...fact, source: "conversation", supersedes: before?.id ?? null }];
}
