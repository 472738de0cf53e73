import { personas } from "./choose-persona.ts";
import type { Persona } from "./persona.ts";

/** The personalities, as somebody choosing sees them. */
export function listPersonalities() {
  return Object.values(personas).map(toDescription);
}

const toDescription = ({ id, name, description, chosenFor, greeting }: Persona) => ({
  id,
  name,
  description,
  chosenFor,
  greeting,
});
