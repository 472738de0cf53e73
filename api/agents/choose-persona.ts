import { neutral } from "./neutral.ts";
import type { Persona, PersonaId } from "./persona.ts";
import { sarah } from "./sarah.ts";
import { xhash } from "./xhash.ts";

/** The personas by id. */
export const personas: Record<PersonaId, Persona> = { sarah, xhash, neutral };

/** What decides who answers. */
export interface PersonaGrounds {
  /** The conversation's own setting; null is automatic. */
  conversationPersonality: string | null;
  preferences: Record<string, unknown>;
  /** As in the profile, or else as stated in conversation. */
  gender: string | null;
}

/**
 * Who answers: the conversation's own setting, else the user's preference, else by the gender in
 * the profile or else stated in conversation (Sarah for men, Xhash for women), else Neutral. A name alone decides nothing.
 */
export function choosePersona(grounds: PersonaGrounds): Persona {
  const { conversationPersonality, preferences, gender } = grounds;
  return (
    findPersona(conversationPersonality) ??
    findPersona(preferences["personality"]) ??
    (gender === "male" ? sarah : gender === "female" ? xhash : neutral)
  );
}

/** Whether the user has chosen who answers, rather than what is known of them. */
export function isChosen(
  grounds: Pick<PersonaGrounds, "conversationPersonality" | "preferences">,
): boolean {
  const { conversationPersonality, preferences } = grounds;
  return isPersonaId(conversationPersonality) || isPersonaId(preferences["personality"]);
}

/** Whether something names one of the three. */
export function isPersonaId(id: unknown): id is PersonaId {
  return typeof id === "string" && Object.hasOwn(personas, id);
}

function findPersona(id: unknown): Persona | undefined {
  return isPersonaId(id) ? personas[id] : undefined;
}
