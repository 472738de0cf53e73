import type { PersonaId } from "#api/agents/persona.ts";
import { crisisWordings } from "./crisis-wording.ts";
import { emergencyNumberOf, findAHelpline, helpLinesFor, type HelpLine } from "./help-lines.ts";

/** What is answered to a message of somebody in danger, without a model. */
export interface CrisisAnswer {
  text: string;
  resources: HelpLine[];
}

/** Whom it is for, as far as that is known. */
export interface CrisisAnswerFor {
  persona: PersonaId;
  /** ISO 3166 or null. */
  country: string | null;
  /** A BCP 47 tag or null; languages without a wording get English. */
  language: string | null;
}

/** The crisis answer in the persona's voice, with the lines that somebody there can reach. */
export function crisisAnswer({ persona, country, language }: CrisisAnswerFor): CrisisAnswer {
  const primary = language?.split("-")[0]?.toLowerCase() ?? "en";
  const wording = Object.hasOwn(crisisWordings, primary)
    ? crisisWordings[primary]!
    : crisisWordings["en"]!;
  const resources = helpLinesFor(country);
  const [nearest = findAHelpline] = resources;
  const help =
    nearest.country === null
      ? wording.whereToFind(nearest.url)
      : wording.whoCanHelp(nearest.name, nearest.contact);
  const danger = wording.danger(emergencyNumberOf(country));
  const text = [wording.opening[persona], help, danger, wording.closing[persona]].join(" ");
  return { text, resources };
}
