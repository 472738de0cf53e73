import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

import { nastyTexts, readLabelled } from "#api/agents/testing/labelled.ts";
import { readsAsCrisis } from "./read-crisis.ts";

interface Row {
  text: string;
  intent: string;
  near?: string;
}

/** Percent of those in danger who are noticed, and of the near ones that are asked about. */
function score(rows: Row[]): { recall: number; falseAlarms: number } {
  const noticed = (some: Row[]) =>
    (100 * some.filter(({ text }) => readsAsCrisis(text)).length) / some.length;
  return {
    recall: noticed(rows.filter(({ intent }) => intent === "crisis")),
    falseAlarms: noticed(rows.filter(({ near }) => near === "crisis")),
  };
}

describe("a crisis", () => {
  test("is noticed on sentences the rules were not written by", ({ annotate }) => {
    const { recall, falseAlarms } = score(readLabelled<Row>("intents.held-out"));
    void annotate(
      `held out: recall ${recall.toFixed(1)} %, of near ones ${falseAlarms.toFixed(1)} %`,
    );
    expect(recall).toBeGreaterThanOrEqual(64);
    expect(falseAlarms).toBeLessThanOrEqual(13.2);
  });

  test("is noticed on the sentences the rules were written by", () => {
    const { recall, falseAlarms } = score(readLabelled<Row>("intents.dev"));
    expect(recall).toBeGreaterThanOrEqual(94);
    expect(falseAlarms).toBeLessThanOrEqual(5);
  });

  test.each([
    "I want to die",
    "i want to end my life",
    "kms",
    "everyone would be better off without me",
    "I cut myself again last night",
    "I took a bunch of pills",
    "I can't go on living like this",
    "my brother killed himself last year and now I want to follow him",
    "years ago I wanted to die and it is back, I want to die again",
    "no quiero vivir más",
    "ich will nicht mehr leben",
    "je veux mourir",
    "quero morrer",
    "voglio morire",
    "ik wil dood",
    "хочу умереть",
    "死にたい",
  ])("is in %j", (text) => {
    expect(readsAsCrisis(text)).toBe(true);
  });

  test.each([
    "this traffic is killing me",
    "I'm dying to see the new season",
    "my friend killed himself ten years ago",
    "I used to cut myself, three years clean now",
    "how do I kill a process in Linux",
    "I cut my finger while cooking",
    "translate 'I want to die' to German",
    "I can't live without coffee",
    "me muero de hambre",
    "je meurs de faim",
    "ich lach mich tot",
    "goodbye summer",
    "",
  ])("is not in %j", (text) => {
    expect(readsAsCrisis(text)).toBe(false);
  });

  test("is noticed wherever in a message it is said", () => {
    const talk = fc.array(fc.constantFrom("It rained.", "We had soup.", "My cat sleeps."), {
      maxLength: 20,
    });
    fc.assert(
      fc.property(talk, talk, (before, after) => {
        const text = [...before, "I want to kill myself.", ...after].join(" ");
        expect(readsAsCrisis(text)).toBe(true);
      }),
    );
  });

  test("is looked for without failing, whatever the text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(typeof readsAsCrisis(text)).toBe("boolean");
      }),
    );
    for (const text of nastyTexts) readsAsCrisis(text);
  });
});
