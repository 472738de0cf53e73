import { describe, expect, it } from "vitest";

import { createBm25 } from "./bm25.ts";
import { createCast } from "./cast.ts";
import { questionKinds } from "./draft.ts";
import { type BenchQuestion, createMemoryYear } from "./memory-year.ts";
import { createRandom } from "./random.ts";
import { scoreRecall } from "./score-recall.ts";

describe.each([1, 2, 3, 40])("the year of seed %i", (seed) => {
  const { messages, questions } = createMemoryYear(seed);
  const byId = new Map(messages.map((message) => [message.id, message]));
  const said = ({ evidence }: BenchQuestion) =>
    evidence.map(({ id, says }) => ({ message: byId.get(id), says }));

  it("is the same whenever it is made, and another for another seed", () => {
    expect(createMemoryYear(seed)).toEqual({ seed, messages, questions });
    expect(createMemoryYear(seed + 1).messages).not.toEqual(messages);
  });

  it("is a year of several hundred conversations, asked for in every way", () => {
    expect(messages.length).toBeGreaterThan(5000);
    expect(messages.length).toBeLessThan(8000);
    expect(new Set(messages.map(({ session }) => session)).size).toBeGreaterThan(300);
    expect(questions.length).toBeGreaterThan(300);
    const counts = Map.groupBy(questions, ({ kind }) => kind);
    for (const kind of questionKinds) expect(counts.get(kind)?.length, kind).toBeGreaterThan(25);
  });

  it("tells everything in the order of its times, before it is asked for", () => {
    const times = messages.map(({ at }) => at);
    expect(times).toEqual(times.toSorted());
    for (const { askedAt } of questions) expect(askedAt > (times.at(-1) ?? "")).toBe(true);
  });

  it("has messages that say what answers a question, and none where nothing does", () => {
    for (const question of questions) {
      expect(question.evidence.length > 0, question.text).toBe(question.kind !== "unanswerable");
      for (const { message, says } of said(question)) {
        expect(message?.content.toLowerCase()).toContain(says.toLowerCase());
      }
    }
  });

  it("asks for the time of what was said at that time", () => {
    const months = questions.flatMap((question) => {
      const month = /\bin (\w+)\??$/.exec(question.text)?.[1];
      const date = (at: string) =>
        new Date(at).toLocaleString("en", { month: "long", timeZone: "UTC" }).toLowerCase();
      if (question.kind !== "temporal" || month === undefined) return [];
      return said(question).map(({ message }) => ({ month, at: date(message?.at ?? "") }));
    });
    expect(months.length).toBeGreaterThan(15);
    for (const { month, at } of months) expect(at).toBe(month);
  });

  it("says in one message who a name is, before the name stands alone", () => {
    for (const { name, relation } of createCast(createRandom(seed))) {
      const named = messages.filter(({ content }) =>
        new RegExp(`\\b${name}\\b`, "i").test(content),
      );
      expect(named.length, name).toBeGreaterThan(0);
      const both = named.filter(({ content }) => content.toLowerCase().includes(relation));
      if (!relation.includes("'s ")) expect(both).toEqual([named[0]]);
    }
  });

  it("has a companion that repeats nothing it was told", () => {
    const told = questions.flatMap(said).filter(({ message }) => message?.role === "user");
    const words = told.map(({ says }) => says.toLowerCase()).filter(({ length }) => length > 9);
    const answers = messages.filter(({ role }) => role === "assistant");
    const repeated = answers.filter(({ content }) =>
      words.some((says) => content.toLowerCase().includes(says)),
    );
    expect(repeated).toEqual([]);
  });

  it("is neither trivial nor hopeless for plain BM25", async () => {
    const rank = createBm25(messages);
    const rows = await scoreRecall(questions, ({ text }) => rank(text));
    const all = rows.find(({ kind }) => kind === "all")?.at[10];
    expect(all).toBeGreaterThan(0.4);
    expect(all).toBeLessThan(0.75);
  });
});
