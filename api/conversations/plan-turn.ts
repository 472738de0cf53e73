import { isChosen } from "#api/agents/choose-persona.ts";
import type { Persona, PersonaId } from "#api/agents/persona.ts";
import { toneNote, type ReadEmotion } from "#api/agents/tone-note.ts";
import { personalityNotice } from "#api/agents/personality-notice.ts";
import type { ApiConfig } from "#api/config.ts";
import { adultAge } from "#api/me/age.ts";
import { learnGender } from "#api/memory/learn-gender.ts";
import { weigh, type Merit } from "#api/relationship/grow.ts";
import type { Standing } from "#api/relationship/standing.ts";
import type { NewFact, OpenedTurn, SaidBefore, TurnOpening } from "#db/repositories/turn.ts";
import { answerCrisis } from "./answer-crisis.ts";
import { carryOut } from "./carry-out.ts";
import { toTalk, type PromptParts } from "./prompt-parts.ts";
import type { Reading } from "./read-message.ts";
import type { Notice } from "./schemas.ts";

/** What a turn is going to be, before anything is said. */
export interface TurnPlan {
  parts: PromptParts;
  /** How the user's message sounds, where they want that to be read. */
  emotion: ReadEmotion | null;
  standing: Standing;
  /** What the user's message is worth once it is answered; null for nothing. */
  merit: Merit | null;
  /** What is told with `message.start`. */
  notices: Notice[];
  /** Who answers. */
  persona: Persona;
  /** What is said without asking the model, and why; null where the model is asked. */
  said: { source: "safety" | "command" | "cache"; text: string } | null;
  /** What is learnt and forgotten with the turn. */
  learned: NewFact[];
  forgotten: string[];
  /** Whom the conversation is set to with the turn; null leaves it. */
  conversationPersonality: PersonaId | null;
  /** An age under 18 that the user states; null for none. */
  minorAge: number | null;
}

type Settings = Pick<ApiConfig, "MAX_STAGE">;

/**
 * Plans a turn: a function of what opening it has read. Who may be in danger gets help, and nothing
 * else is made of what they said; a command is carried out; anything else is for the model.
 */
export function planTurn(
  turn: OpenedTurn,
  opening: TurnOpening,
  { reading, config, now }: { reading: Reading; config: Settings; now: Date },
): TurnPlan {
  const { personality, content } = turn;
  const { profile, saidBefore, isScored } = opening;
  const { talk, standing } = toTalk({ ...opening, personality, content }, { config, now });
  const wantsEmotion = profile.preferences["emotion"] !== false;
  const emotion = wantsEmotion ? reading.emotion : null;
  const { persona } = talk;
  const note = turn.note ?? toneNote(emotion);
  const plan: TurnPlan = {
    parts: {
      ...talk,
      content,
      note,
      sequence: turn.userSequence,
      revision: opening.promptRevision,
    },
    emotion,
    standing,
    merit: null,
    notices: [],
    persona,
    said: null,
    learned: [],
    forgotten: [],
    conversationPersonality: null,
    minorAge: null,
  };
  const { command } = reading;
  if (reading.isCrisis)
    return { ...plan, ...answerCrisis(persona, profile.country, talk.language) };
  const stated = { ...plan, minorAge: minorAgeOf(reading.ageClaim) };
  const carriedOut = command === null ? undefined : carryOut(command, persona, profile);
  if (carriedOut !== undefined) {
    const { text, ...done } = carriedOut;
    return { ...stated, ...done, said: { source: "command", text } };
  }
  const opensUp = wantsEmotion && reading.opensUp;
  return {
    ...stated,
    merit: isScored ? null : meritOf({ content, opensUp }, saidBefore, standing),
    notices: personalityNotices(turn, opening, talk),
    learned: learnGender(reading.genderClaim, profile),
  };
}

/** From which confidence on a stated age counts. */
const surelyStated = 0.8;

/** An age under 18 that was stated; it bounds what the profile says, and ends romance. */
function minorAgeOf(claim: Reading["ageClaim"]): number | null {
  const isMinor = claim !== null && claim.age < adultAge && claim.confidence >= surelyStated;
  return isMinor ? claim.age : null;
}

/** What a message is worth. */
export function meritOf(
  { content: text, opensUp }: { content: string; opensUp: boolean },
  saidBefore: SaidBefore[],
  { romance }: Standing,
): Merit {
  const before = saidBefore.map(({ content }) => content);
  return {
    reason: weigh({ text, before, opensUp }),
    romance,
    lastSaidAt: saidBefore[0]?.at ?? null,
  };
}

/** Says once that somebody else answers, where the user has not asked for that. */
function personalityNotices(
  { personality }: OpenedTurn,
  { profile, window, lastPersonality }: TurnOpening,
  { persona }: Pick<PromptParts, "persona">,
): Notice[] {
  const before =
    window.findLast(({ role }) => role === "assistant")?.personality ?? lastPersonality;
  const { preferences } = profile;
  const hasChanged = before !== null && before !== persona.id;
  if (!hasChanged || isChosen({ conversationPersonality: personality, preferences })) return [];
  return [{ kind: "personality", text: personalityNotice(persona, before) }];
}
