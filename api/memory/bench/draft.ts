/** Something that somebody says on a day of the year, before it has its place in a conversation. */
export interface Saying {
  key: string;
  /** Days since the first. */
  day: number;
  text: string;
  /** What it tells, as it stands in the text. */
  says: string;
  /** What else of it no typo may touch. */
  names?: readonly string[];
  /** Which of the companion's replies follow. */
  mood: "told" | "happened";
  /** The companion's answer, where that is what tells. */
  reply?: string;
}

export const questionKinds = [
  "single",
  "paraphrased",
  "temporal",
  "changed",
  "multi-hop",
  "preference",
  "unanswerable",
] as const;
export type QuestionKind = (typeof questionKinds)[number];

/** A question, and by what was said it can be answered. */
export interface Asking {
  kind: QuestionKind;
  text: string;
  sayings: readonly Saying[];
}

export interface Draft {
  sayings: Saying[];
  askings: Asking[];
}

/** The days of the year that is generated. */
export const yearDays = 364;
/** Its first day, a Monday. */
export const firstDay = Date.UTC(2025, 0, 6);
export const dayMs = 86_400_000;
