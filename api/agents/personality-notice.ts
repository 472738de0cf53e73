import { isPersonaId, personas } from "./choose-persona.ts";
import type { Persona } from "./persona.ts";

/** What a user is told when somebody else answers than before, and how to have it otherwise. */
export function personalityNotice(now: Persona, before: string): string {
  const back = isPersonaId(before) ? personas[before].name : "the one before";
  return `${now.name} answers from now on. To go back, say "Can I talk to ${back}?" or choose in the settings.`;
}
