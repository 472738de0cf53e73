import { type QuestionKind, questionKinds } from "./draft.ts";
import type { BenchQuestion } from "./memory-year.ts";

export const cuts = [5, 10, 25, 50] as const;
export type Cut = (typeof cuts)[number];

/** The ids of the messages that answer a question, the best first, as many as are worth having. */
export type Rank = (question: BenchQuestion) => readonly string[] | Promise<readonly string[]>;

export interface RecallRow {
  kind: QuestionKind | "all";
  questions: number;
  /**
   * Which share of a question's evidence is among the first so many, on average, 0 to 1. Where there
   * is none to find: how many were offered among the first so many, the fewer the better.
   */
  at: Record<Cut, number>;
}

/** Recall by kind of question; `all` is the mean over all questions that have an answer. */
export async function scoreRecall(
  questions: readonly BenchQuestion[],
  rank: Rank,
): Promise<RecallRow[]> {
  const scored: { kind: QuestionKind; at: Record<Cut, number> }[] = [];
  for (const question of questions) {
    const ids = await rank(question);
    scored.push({ kind: question.kind, at: atCuts((cut) => scoreAt(question, ids.slice(0, cut))) });
  }
  const answerable = scored.filter(({ kind }) => kind !== "unanswerable");
  const byKind = questionKinds.map((kind) =>
    toRow(
      kind,
      scored.filter((one) => one.kind === kind),
    ),
  );
  return [...byKind, toRow("all", answerable)];
}

function scoreAt({ evidence }: BenchQuestion, offered: readonly string[]): number {
  if (evidence.length === 0) return offered.length;
  const found = new Set(offered);
  return evidence.filter(({ id }) => found.has(id)).length / evidence.length;
}

function toRow(kind: RecallRow["kind"], scored: readonly { at: Record<Cut, number> }[]): RecallRow {
  const mean = (cut: Cut) => scored.reduce((sum, { at }) => sum + at[cut], 0) / scored.length;
  return { kind, questions: scored.length, at: atCuts(mean) };
}

const atCuts = (value: (cut: Cut) => number): Record<Cut, number> => ({
  5: value(5),
  10: value(10),
  25: value(25),
  50: value(50),
});
