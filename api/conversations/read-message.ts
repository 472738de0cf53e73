import { readAgeClaim, type AgeClaim } from "#api/agents/read-age-claim.ts";
import { readGenderClaim, type GenderClaim } from "#api/agents/read-gender-claim.ts";
import { readIntent, type Intent } from "#api/agents/read-intent.ts";
import type { ReadEmotion } from "#api/agents/tone-note.ts";
import { readEmotion } from "#models/emotion/emotion.ts";
import type { Command } from "./carry-out.ts";

/** What is read out of a message before anything is asked of a model: pure, and in no time. */
export interface Reading {
  /** How it sounds; null where that is nobody's business but of who helps. */
  emotion: ReadEmotion | null;
  /** Whether it tells of a feeling of the user's own. */
  opensUp: boolean;
  /** Whether the user may be in danger of harming themselves. */
  isCrisis: boolean;
  /** What the user asks to be done. */
  command: Command | null;
  /** What the user states their own age to be. */
  ageClaim: AgeClaim | null;
  /** What the user states their own gender to be. */
  genderClaim: GenderClaim | null;
}

/** Reads a message. */
export function readMessage(content: string): Reading {
  const intent = readIntent(content);
  const isCrisis = intent.intent === "crisis";
  const { label, intensity } = readEmotion(content);
  const emotion = { label, intensity };
  return {
    emotion: isCrisis ? null : emotion,
    opensUp: intent.intent === "feeling" || isStrongFeeling(content, emotion),
    isCrisis,
    command: toCommand(intent, content),
    ageClaim: readAgeClaim(content),
    genderClaim: readGenderClaim(content),
  };
}

function toCommand(read: Intent, content: string): Command | null {
  switch (read.intent) {
    case "remember":
    case "forget":
      return { kind: read.intent, what: read.what };
    case "memory-question":
      return { kind: read.intent, what: content };
    case "persona-change":
      return { kind: read.intent, persona: read.persona };
    default:
      return null;
  }
}

const feelings = new Set(["anger", "fear", "joy", "sadness"]);
const strong = 0.6;

/** A strong feeling in a sentence about oneself. English, as far as the emotion is read at all. */
function isStrongFeeling(content: string, { label, intensity }: ReadEmotion): boolean {
  return feelings.has(label) && intensity >= strong && /\b(?:i|i['’]?m|my|me)\b/i.test(content);
}
