import type { EmotionLabel } from "#models/emotion/labels.ts";

/** What was read of a feeling in a message. */
export interface ReadEmotion {
  label: EmotionLabel;
  /** From 0 to 1. */
  intensity: number;
}

/** From which intensity on the model is told. */
const worthTelling = 0.5;

const words: Record<EmotionLabel, string | undefined> = {
  anger: "angry",
  disgust: "disgusted",
  fear: "afraid",
  joy: "happy",
  sadness: "sad",
  // Mostly found in questions.
  surprise: undefined,
  neutral: undefined,
};

/**
 * The note that goes with a message into the prompt, now and in every later one: what was said once
 * stays as it was, so that a cached prompt goes on fitting. Empty where there is nothing to tell.
 */
export function toneNote(emotion: ReadEmotion | null): string {
  const word =
    emotion === null || emotion.intensity < worthTelling ? undefined : words[emotion.label];
  return word === undefined ? "" : `\n(Tone: ${word})`;
}
