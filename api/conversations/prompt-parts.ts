import { choosePersona } from "#api/agents/choose-persona.ts";
import type { PromptParts } from "#api/agents/compose-prompt.ts";
import { stageOf } from "#api/relationship/stage.ts";
import type { TurnProfile, WindowMessage } from "#db/repositories/turns.ts";

interface Known {
  /** The conversation's own setting; null is automatic. */
  personality: string | null;
  profile: TurnProfile;
  window: WindowMessage[];
}

/** What a prompt is made of, but for the user's message, out of what was read. */
export function toPromptParts({
  personality,
  profile,
  window,
}: Known): Omit<PromptParts, "content"> {
  const { name, location, language, preferences, gender } = profile;
  return {
    persona: choosePersona({ conversationPersonality: personality, preferences, gender }),
    stage: stageOf(profile.relationshipScore),
    facts: [
      ...(name === null ? [] : [`name is ${name}`]),
      ...(location === null ? [] : [`lives in ${location}`]),
    ],
    language,
    window,
  };
}
