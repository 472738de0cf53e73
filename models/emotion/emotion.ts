import { slotsOf } from "./features.ts";
import { emotionLabels, type EmotionLabel } from "./labels.ts";
import { createReader } from "./linear-model.ts";
import { unpackModel } from "./packed-model.ts";
import { weights } from "./weights.ts";

/** How a message sounds. */
export interface Emotion {
  label: EmotionLabel;
  /** 0 to 1: how probably a reader would name this label. 0 where the label is neutral. */
  intensity: number;
  /** The probability of each label by itself; a text can carry several. */
  scores: Record<EmotionLabel, number>;
}

const model = unpackModel(weights);
const reader = createReader(model);

/**
 * The emotion that a text in English shows. It is the one whose probability stands highest above
 * the threshold of its label: thresholds differ because some labels are rare.
 */
export function readEmotion(text: string): Emotion {
  const probabilities = reader.readProbabilities(slotsOf(text));
  let best = 0;
  for (let k = 1; k < emotionLabels.length; k += 1) {
    if (lift(probabilities, k) > lift(probabilities, best)) best = k;
  }
  const label = emotionLabels[best]!;
  const scores = Object.fromEntries(emotionLabels.map((name, k) => [name, probabilities[k]]));
  return {
    label,
    intensity: label === "neutral" ? 0 : Math.round(probabilities[best]! * 1000) / 1000,
    scores: scores as Record<EmotionLabel, number>,
  };
}

const lift = (probabilities: number[], k: number) => probabilities[k]! / model.thresholds[k]!;
