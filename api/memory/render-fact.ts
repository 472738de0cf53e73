import { turnPerson } from "#api/agents/turn-person.ts";
import type { KnownFact } from "#db/repositories/turn.ts";

/** The type of a fact that the user asked to keep, in their own words. */
export const noteFact = "note";

/** The type of the fact that keeps what a user said of their own gender. */
export const genderFact = "gender";

/** A fact as its owner is told it. */
export function toOwner({ type, value }: Pick<KnownFact, "type" | "value">): string {
  return type === noteFact ? turnPerson(value, "you") : `${type.replaceAll("_", " ")}: ${value}`;
}

/** A fact as the model is told it. */
export function toPrompt({ type, value }: Pick<KnownFact, "type" | "value">): string {
  return type === noteFact ? turnPerson(value, "they") : `${type.replaceAll("_", " ")} is ${value}`;
}
