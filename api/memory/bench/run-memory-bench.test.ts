import { describe, expect, it } from "vitest";

import type { BenchQuestion, MemoryYear } from "./memory-year.ts";
import { runMemoryBench } from "./run-memory-bench.ts";
import { scoreRecall } from "./score-recall.ts";

const ask = (kind: BenchQuestion["kind"], ...evidence: string[]): BenchQuestion => ({
  id: kind,
  kind,
  text: kind,
  askedAt: "2026-01-05T00:00:00.000Z",
  evidence: evidence.map((id) => ({ id, says: id })),
});
const fillers = (count: number) => Array.from({ length: count }, (_, index) => `other ${index}`);
const year = (...questions: BenchQuestion[]): MemoryYear => ({ seed: 0, messages: [], questions });
const rowOf = async (kind: string, question: BenchQuestion, ids: readonly string[]) =>
  (await scoreRecall([question], () => ids)).find((row) => row.kind === kind)?.at;

describe("scoreRecall", () => {
  it("counts the share of the evidence among the first 5, 10, 25 and 50", async () => {
    const ids = ["a", ...fillers(7), "b", ...fillers(20), "c"];
    expect(await rowOf("multi-hop", ask("multi-hop", "a", "b", "c", "d"), ids)).toEqual({
      5: 0.25,
      10: 0.5,
      25: 0.5,
      50: 0.75,
    });
  });

  it("counts what is offered where there is nothing to find", async () => {
    const at = await rowOf("unanswerable", ask("unanswerable"), fillers(12));
    expect(at).toEqual({ 5: 5, 10: 10, 25: 12, 50: 12 });
  });

  it("leaves what has no answer out of the mean of all", async () => {
    const questions = [ask("single", "a"), ask("temporal", "b"), ask("unanswerable")];
    const rows = await scoreRecall(questions, () => ["a"]);
    expect(rows.at(-1)).toMatchObject({ kind: "all", questions: 2, at: { 5: 0.5 } });
  });
});

describe("runMemoryBench", () => {
  it("prints a line a ranker and kind, questions of all years counted alike", async () => {
    const years = [
      year(ask("single", "a"), ask("single", "a"), ask("single", "b")),
      year(ask("single", "b")),
    ];
    const opened: MemoryYear[] = [];
    const open = (given: MemoryYear) => {
      opened.push(given);
      return () => ["a"];
    };
    const lines = await runMemoryBench([{ name: "mine", open }], years);
    expect(opened).toEqual(years);
    expect(lines[0]?.split(/\s+/)).toEqual([
      "ranker",
      "kind",
      "questions",
      "@5",
      "@10",
      "@25",
      "@50",
    ]);
    const cells = lines.map((line) => line.trim().split(/\s+/));
    expect(cells.find(([, kind]) => kind === "single")).toEqual([
      "mine",
      "single",
      "4",
      "50.0",
      "50.0",
      "50.0",
      "50.0",
    ]);
    expect(cells.find(([, kind]) => kind === "temporal")?.[3]).toBe("-");
  });
});
