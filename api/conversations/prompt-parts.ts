import { choosePersona } from "#api/agents/choose-persona.ts";
import { languageOf } from "#api/agents/follow-language.ts";
import type { PromptParts, SpokenMessage } from "#api/agents/compose-prompt.ts";
import type { ApiConfig } from "#api/config.ts";
import { standingOf, type Standing } from "#api/relationship/standing.ts";
import type { TurnProfile, WindowMessage } from "#db/repositories/turn.ts";
import { genderFact, toPrompt } from "#api/memory/render-fact.ts";
import { statedGender } from "#api/memory/stated-gender.ts";

interface Known {
  /** The conversation's own setting; null is automatic. */
  personality: string | null;
  profile: TurnProfile;
  window: WindowMessage[];
  /** The message to be answered, where there is one already. */
  content?: string;
}

/** What a prompt is made of, but for the user's message, out of what was read. */
export function toPromptParts(
  { personality, profile, window, content }: Known,
  { config, now }: { config: Pick<ApiConfig, "MAX_STAGE">; now: Date },
): { parts: Omit<PromptParts, "content" | "note">; standing: Standing } {
  const { name, location, language, preferences } = profile;
  const gender = profile.gender ?? statedGender(profile.facts);
  const standing = standingOf(profile, { maxStage: config.MAX_STAGE, now });
  const wantsNotes = preferences["emotion"] !== false && preferences["memory"] !== false;
  const parts = {
    persona: choosePersona({ conversationPersonality: personality, preferences, gender }),
    stage: standing.stage,
    facts: [
      ...(name === null ? [] : [`name is ${name}`]),
      ...(location === null ? [] : [`lives in ${location}`]),
      ...profile.facts.flatMap(toPromptFact),
    ],
    language: language === "auto" ? spokenIn(window, content) : language,
    window: window.map((message) => toSpoken(message, wantsNotes)),
  };
  return { parts, standing };
}

/** The language that the user has settled on in the last messages, `auto` where none can be told. */
function spokenIn(window: WindowMessage[], content: string | undefined): string {
  const said = window.filter(({ role }) => role === "user").map((message) => message.content);
  return languageOf(content === undefined ? said : [...said, content]) ?? "auto";
}

/** A message as the prompt has it: without what was read out of it where the user wants none of that. */
function toSpoken({ role, content, note }: WindowMessage, wantsNotes: boolean): SpokenMessage {
  return { role, content, note: wantsNotes ? note : null };
}

/** A fact as the prompt has it. What decides who answers is no matter of the prompt. */
function toPromptFact({ type, value }: TurnProfile["facts"][number]): string[] {
  return type === genderFact ? [] : [toPrompt({ type, value })];
}
