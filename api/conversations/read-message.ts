import type { ReadEmotion } from "#api/agents/tone-note.ts";
import { readEmotion } from "#models/emotion/emotion.ts";

/** What is read out of a message before anything is asked of a model: pure, and in no time. */
export interface Reading {
  /** How it sounds. */
  emotion: ReadEmotion;
  /** Whether it tells of a feeling of the user's own. */
  opensUp: boolean;
}

/** Reads a message. */
export function readMessage(content: string): Reading {
  const { label, intensity } = readEmotion(content);
  return { emotion: { label, intensity }, opensUp: opensUp(content, { label, intensity }) };
}

const feelings = new Set(["anger", "fear", "joy", "sadness"]);
const strong = 0.6;

/** A strong feeling in a sentence about oneself. English, as far as the emotion is read at all. */
function opensUp(content: string, { label, intensity }: ReadEmotion): boolean {
  return feelings.has(label) && intensity >= strong && /\b(?:i|i['’]?m|my|me)\b/i.test(content);
}
