import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

import { readIntent, type Intent } from "./read-intent.ts";
import { nastyTexts, readLabelled } from "./testing/labelled.ts";

interface Row {
  text: string;
  intent: Intent["intent"];
  persona?: string;
  what?: string;
}

const percent = (part: number, whole: number) => (100 * part) / whole;

/** Percent of the rows whose intent is read, and of those with a span or persona, that one too. */
function score(rows: Row[]): { right: number; whole: number } {
  const read = rows.map((row) => ({ row, found: readIntent(row.text) }));
  const named = read.filter(({ row }) => row.what !== undefined || row.persona !== undefined);
  const whole = named.filter(
    ({ row, found }) =>
      ("what" in found && found.what.toLowerCase() === row.what?.toLowerCase()) ||
      ("persona" in found && found.persona === row.persona),
  );
  const right = read.filter(({ row, found }) => row.intent === found.intent);
  return {
    right: percent(right.length, rows.length),
    whole: percent(whole.length, named.length),
  };
}

describe("what a message asks for", () => {
  test("is read on sentences the rules were not written by", ({ annotate }) => {
    const { right, whole } = score(readLabelled<Row>("intents.held-out"));
    void annotate(`held out: intent ${right.toFixed(1)} %, span or persona ${whole.toFixed(1)} %`);
    expect(right).toBeGreaterThanOrEqual(72);
    expect(whole).toBeGreaterThanOrEqual(69);
  });

  test("is read on the sentences the rules were written by", () => {
    const { right, whole } = score(readLabelled<Row>("intents.dev"));
    expect(right).toBeGreaterThanOrEqual(96);
    expect(whole).toBeGreaterThanOrEqual(96);
  });

  test.each<[string, Intent]>([
    [
      "please remember that I'm allergic to nuts",
      { intent: "remember", what: "I'm allergic to nuts" },
    ],
    ["My dog is called Bo. Remember that!", { intent: "remember", what: "My dog is called Bo" }],
    ["forget what I said about my ex", { intent: "forget", what: "my ex" }],
    ["delete everything you know about me", { intent: "forget", what: "everything" }],
    ["can I talk to Xhash?", { intent: "persona-change", persona: "xhash" }],
    ["not sarah, neutral please", { intent: "persona-change", persona: "neutral" }],
    ["what do you know about me?", { intent: "memory-question" }],
    ["are you a real person?", { intent: "about-companion" }],
    ["good night, sleep well", { intent: "farewell" }],
    ["will you marry me?", { intent: "romantic-advance" }],
    ["I feel so lonely today", { intent: "feeling" }],
    ["hey, how are you?", { intent: "small-talk" }],
    ["what is the capital of Peru?", { intent: "other" }],
    ["forget it", { intent: "other" }],
    ["I want to die", { intent: "crisis" }],
  ])("in %j is %j", (text, intent) => {
    expect(readIntent(text)).toEqual(intent);
  });

  test("is a crisis before it is anything else", () => {
    expect(readIntent("remember that I want to kill myself")).toEqual({ intent: "crisis" });
    expect(readIntent("bye, I'm going to kill myself tonight")).toEqual({ intent: "crisis" });
  });

  test("is read without failing, whatever the text", () => {
    const words = fc.constantFrom(
      ..."remember forget that my i you sarah bye love die not ?".split(" "),
    );
    const commandLike = fc.array(words).map((some) => some.join(" "));
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: "binary" }), commandLike), (text) => {
        const found = readIntent(text);
        expect("what" in found ? found.what.trim() : "none").not.toBe("");
      }),
    );
    for (const text of nastyTexts) readIntent(text);
  });
});
