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

/** How a message sounds, as a note that goes with it into the prompt. Null where there is nothing to tell. */
export function toneNote(emotion: ReadEmotion | null): string | null {
  const word =
    emotion === null || emotion.intensity < worthTelling ? undefined : words[emotion.label];
  return word === undefined ? null : `(Tone: ${word})`;
}
