import type { KnownFact } from "#db/repositories/turn.ts";

/** The type of the fact that keeps what a user said of their own gender. */
export const genderFact = "gender";

/** From which confidence on a statement decides who answers. */
const decisive = 0.8;

/** The gender a user stated in conversation, the last time they did; null when they have not. */
export function statedGender(facts: KnownFact[]): string | null {
  const stated = facts.find(
    ({ type, confidence }) => type === genderFact && confidence >= decisive,
  );
  return stated?.value ?? null;
}
