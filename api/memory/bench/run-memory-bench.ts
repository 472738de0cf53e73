import type { MemoryYear } from "./memory-year.ts";
import { cuts, type Rank, type RecallRow, scoreRecall } from "./score-recall.ts";

/** Something that finds messages: it is given a year, and then asked. */
export interface Ranker {
  name: string;
  open: (year: MemoryYear) => Rank | Promise<Rank>;
}

/** The recall of every ranker on the same years, all questions of a kind together, as lines of a table. */
export async function runMemoryBench(
  rankers: readonly Ranker[],
  years: readonly MemoryYear[],
): Promise<string[]> {
  const lines = [toLine("ranker", "kind", "questions", ...cuts.map((cut) => `@${cut}`))];
  for (const { name, open } of rankers) {
    const rows: RecallRow[][] = [];
    for (const year of years) rows.push(await scoreRecall(year.questions, await open(year)));
    const [first = []] = rows;
    for (const [index, { kind }] of first.entries()) {
      const same = rows.flatMap((row) => row[index] ?? []);
      const questions = same.reduce((sum, row) => sum + row.questions, 0);
      const values = cuts.map((cut) => {
        const asked = same.filter((row) => row.questions > 0);
        const mean = asked.reduce((sum, row) => sum + row.at[cut] * row.questions, 0) / questions;
        if (questions === 0) return "-";
        return kind === "unanswerable" ? mean.toFixed(1) : (100 * mean).toFixed(1);
      });
      lines.push(toLine(name, kind, String(questions), ...values));
    }
  }
  return lines;
}

function toLine(name: string, kind: string, questions: string, ...values: string[]): string {
  return [
    name.padEnd(18),
    kind.padEnd(14),
    questions.padStart(9),
    ...values.map((value) => value.padStart(7)),
  ].join(" ");
}
