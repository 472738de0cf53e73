import { choosePersona } from "#api/agents/choose-persona.ts";
import type { PromptParts } from "#api/agents/compose-prompt.ts";
import type { ApiConfig } from "#api/config.ts";
import { standingOf, type Standing } from "#api/relationship/standing.ts";
import type { TurnProfile, WindowMessage } from "#db/repositories/turn.ts";
import { genderFact, statedGender } from "./stated-gender.ts";

/** The type of a fact that the user asked to keep, in their own words. */
export const noteFact = "note";

interface Known {
  /** The conversation's own setting; null is automatic. */
  personality: string | null;
  profile: TurnProfile;
  window: WindowMessage[];
}

/** What a prompt is made of, but for the user's message, out of what was read. */
export function toPromptParts(
  { personality, profile, window }: Known,
  { config, now }: { config: Pick<ApiConfig, "MAX_STAGE">; now: Date },
): { parts: Omit<PromptParts, "content">; standing: Standing } {
  const { name, location, language, preferences } = profile;
  const gender = profile.gender ?? statedGender(profile.facts);
  const standing = standingOf(profile, { maxStage: config.MAX_STAGE, now });
  const parts = {
    persona: choosePersona({ conversationPersonality: personality, preferences, gender }),
    stage: standing.stage,
    facts: [
      ...(name === null ? [] : [`name is ${name}`]),
      ...(location === null ? [] : [`lives in ${location}`]),
      ...profile.facts.flatMap(toPromptFact),
    ],
    language,
    window: window.map(({ role, content }) => ({ role, content })),
  };
  return { parts, standing };
}

/** A fact as the prompt has it. What decides who answers is no matter of the prompt. */
function toPromptFact({ type, value }: TurnProfile["facts"][number]): string[] {
  if (type === genderFact) return [];
  return [type === noteFact ? value : `${type.replaceAll("_", " ")}: ${value}`];
}
