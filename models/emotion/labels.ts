/** Ekman's six and neutral, in the order of the model's weights. */
export const emotionLabels = [
  "anger",
  "disgust",
  "fear",
  "joy",
  "sadness",
  "surprise",
  "neutral",
] as const;

export type EmotionLabel = (typeof emotionLabels)[number];
