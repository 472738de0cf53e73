import { choosePersona } from "#api/agents/choose-persona.ts";
import { languageOf } from "#api/agents/follow-language.ts";
import type { Epoch, TalkMessage } from "#api/agents/prompt/epoch.ts";
import type { NewMessage, Talk } from "#api/agents/prompt/plan-epoch.ts";
import type { ApiConfig } from "#api/config.ts";
import { standingOf, type Standing } from "#api/relationship/standing.ts";
import type { StoredEpoch, TurnProfile, WindowMessage } from "#db/repositories/turn.ts";
import { genderFact, toPrompt } from "#api/memory/render-fact.ts";
import { statedGender } from "#api/memory/stated-gender.ts";

/** What a prompt is made of: the conversation so far, and the message to be answered. */
export type PromptParts = Talk &
  NewMessage & {
    /** Of what it was read: where that has changed, what was planned on it counts for nothing. */
    revision: number;
  };

interface Known {
  /** The conversation's own setting; null is automatic. */
  personality: string | null;
  profile: TurnProfile;
  window: WindowMessage[];
  epochs: StoredEpoch[];
  /** The message to be answered, where there is one already. */
  content?: string;
}

/** What a prompt is made of, but for the user's message, out of what was read. */
export function toTalk(
  { personality, profile, window, epochs, content }: Known,
  { config, now }: { config: Pick<ApiConfig, "MAX_STAGE">; now: Date },
): { talk: Talk; standing: Standing } {
  const { name, location, language, preferences } = profile;
  const gender = profile.gender ?? statedGender(profile.facts);
  const standing = standingOf(profile, { maxStage: config.MAX_STAGE, now });
  const remembers = preferences["memory"] !== false;
  const wantsNotes = preferences["emotion"] !== false && remembers;
  const talk = {
    persona: choosePersona({ conversationPersonality: personality, preferences, gender }),
    stage: standing.stage,
    facts: [
      ...(name === null ? [] : [`name is ${name}`]),
      ...(location === null ? [] : [`lives in ${location}`]),
      ...(remembers ? profile.facts.flatMap(toPromptFact) : []),
    ],
    events: remembers ? profile.episodes : [],
    language: language === "auto" ? spokenIn(window, content) : language,
    traits: JSON.stringify([name, location, wantsNotes, remembers, profile.statedFact]),
    window: window.map((message) => toTalkMessage(message, wantsNotes)),
    epochs: epochs as Epoch[],
  };
  return { talk, standing };
}

/** From so many of the last messages the language of the talk is told. */
const languageMessages = 10;

/** The language that the user has settled on in the last messages, `auto` where none can be told. */
function spokenIn(window: WindowMessage[], content: string | undefined): string {
  const said = window
    .slice(-languageMessages)
    .filter(({ role }) => role === "user")
    .map((message) => message.content);
  return languageOf(content === undefined ? said : [...said, content]) ?? "auto";
}

/** A message as the prompt has it: without what was read out of it where the user wants none of that. */
function toTalkMessage(message: WindowMessage, wantsNotes: boolean): TalkMessage {
  const { sequence, role, content, note, at, source, tokensUsed, promptTokens, epoch } = message;
  const told = wantsNotes ? note : null;
  return { sequence, role, content, note: told, at, source, tokensUsed, promptTokens, epoch };
}

/** A fact as the prompt has it. What decides who answers is no matter of the prompt. */
function toPromptFact({ type, value }: TurnProfile["facts"][number]): string[] {
  return type === genderFact ? [] : [toPrompt({ type, value })];
}
