import type { KnownFact } from "#db/repositories/turn.ts";
import { genderFact } from "./render-fact.ts";

/** From which confidence on a statement decides who answers. */
export const decisiveConfidence = 0.8;

/** The gender a user stated in conversation, the last time they did; null when they have not. */
export function statedGender(facts: KnownFact[]): string | null {
  const stated = facts.find(
    ({ type, confidence }) => type === genderFact && confidence >= decisiveConfidence,
  );
  return stated?.value ?? null;
}
