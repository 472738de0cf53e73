import { slotsOf } from "#models/emotion/features.ts";
import { emotionLabels, type EmotionLabel } from "#models/emotion/labels.ts";

/** A text with the labels that people gave it. */
export interface Example {
  readonly text: string;
  /** One for each of `emotionLabels`, 1 where it was given. */
  readonly given: Uint8Array;
}

/** An example as the model sees it. */
export interface ReadExample extends Example {
  readonly slots: readonly number[];
}

/** Which of GoEmotions' 27 emotions Ekman's six stand for, as its authors group them. */
const members: Record<EmotionLabel, string> = {
  anger: "anger annoyance disapproval",
  disgust: "disgust",
  fear: "fear nervousness",
  joy: "joy amusement approval excitement gratitude love optimism relief pride admiration desire caring",
  sadness: "sadness disappointment embarrassment grief remorse",
  surprise: "surprise realization confusion curiosity",
  neutral: "neutral",
};

/** Reads GoEmotions' own files: text, numbers of emotions, id; the emotions' names a line each. */
export function parseGoEmotions(tsv: string, labelNames: string): Example[] {
  const names = lines(labelNames);
  return lines(tsv).map((line) => {
    const [text = "", numbers = ""] = line.split("\t");
    const emotions = new Set(numbers.split(",").map((one) => names[Number(one)] ?? "neutral"));
    const given = emotionLabels.map((label) =>
      members[label].split(" ").some((member) => emotions.has(member)),
    );
    return { text, given: Uint8Array.from(given, Number) };
  });
}

/** The compact form in which the dev split is kept here: numbers of labels, tab, text. */
export function formatExamples(examples: readonly Example[]): string {
  const rows = examples.map(({ text, given }) => {
    const numbers = emotionLabels.map((_, k) => (given[k] === 1 ? k : "")).join("");
    return `${numbers}\t${text}\n`;
  });
  return rows.join("");
}

/** Reads what `formatExamples` wrote. */
export function parseExamples(compact: string): Example[] {
  return lines(compact).map((line) => {
    const [numbers = "", text = ""] = line.split("\t");
    return {
      text,
      given: Uint8Array.from(emotionLabels, (_, k) => Number(numbers.includes(`${k}`))),
    };
  });
}

/** Finds the features once, as training passes over them many times. */
export function toReadExamples(examples: readonly Example[]): ReadExample[] {
  return examples.map((example) => ({ ...example, slots: [...slotsOf(example.text)] }));
}

const lines = (text: string) => text.split(/\r?\n/).filter((line) => line !== "");
