import { isChosen } from "#api/agents/choose-persona.ts";
import type { PromptParts } from "#api/agents/compose-prompt.ts";
import { personalityNotice } from "#api/agents/personality-notice.ts";
import type { ApiConfig } from "#api/config.ts";
import { weigh, type Merit } from "#api/relationship/grow.ts";
import type { Standing } from "#api/relationship/standing.ts";
import type { OpenedTurn, SaidBefore, TurnOpening } from "#db/repositories/turn.ts";
import { toPromptParts } from "./prompt-parts.ts";
import type { Reading } from "./read-message.ts";
import type { Notice } from "./schemas.ts";

/** What a turn is going to be, before anything is said. */
export interface TurnPlan {
  parts: PromptParts;
  standing: Standing;
  /** What the user's message is worth once it is answered; null for nothing. */
  merit: Merit | null;
  /** What is told with `message.start`. */
  notices: Notice[];
}

type Settings = Pick<ApiConfig, "MAX_STAGE">;

/** Plans a turn: a function of what opening it has read. */
export function planTurn(
  turn: OpenedTurn,
  opening: TurnOpening,
  { reading, config, now }: { reading: Reading; config: Settings; now: Date },
): TurnPlan {
  const { personality, content } = turn;
  const { parts, standing } = toPromptParts({ ...opening, personality }, { config, now });
  const wantsEmotion = opening.profile.preferences["emotion"] !== false;
  const emotion = wantsEmotion ? reading.emotion : null;
  const { saidBefore, isScored } = opening;
  const opensUp = wantsEmotion && reading.opensUp;
  const merit = isScored ? null : meritOf({ content, opensUp }, saidBefore, standing);
  const notices = personalityNotices(turn, opening, parts);
  return { parts: { ...parts, content, emotion }, standing, merit, notices };
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
