import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

import { nastyTexts } from "#api/agents/testing/labelled.ts";
import { learnFrom } from "./learn-from.ts";

const at = new Date("2026-05-04T12:00:00Z");
const learn = (text: string) => learnFrom({ text, at });

describe("learning from a message", () => {
  test("gives what is said of somebody else to them, and none of it to the writer", () => {
    const { facts, entities, relations } = learn("my sister Ines is a nurse and lives in Kyoto");
    expect(facts.filter(({ subject }) => subject === undefined)).toEqual([
      { type: "sibling", value: "Ines" },
    ]);
    expect(facts).toContainEqual({ type: "job", value: "nurse", subject: "Ines" });
    expect(entities).toContainEqual({ name: "Ines", kind: "person", aliases: ["sister"] });
    expect(relations).toContainEqual({ from: "Ines", relation: "lives_in", to: "Kyoto" });
  });

  test("knows whom a pronoun means when they were just named", () => {
    expect(learn("My sister is called Ines. She's a painter.").facts).toContainEqual({
      type: "job",
      value: "painter",
      subject: "Ines",
    });
    expect(learn("She's a painter.").facts).toEqual([]);
  });

  test("tells a correction with what was wrong", () => {
    expect(learn("no, it's Lena, not Lisa").facts).toEqual([
      { type: "name", value: "Lena", isCorrection: true, insteadOf: "Lisa" },
    ]);
  });

  test("ends what is no longer so, beside what is so now", () => {
    const { facts, ended } = learn("I moved from Lyon to Nantes");
    expect(facts).toContainEqual({ type: "city", value: "Nantes" });
    expect(ended).toContainEqual({ type: "city", value: "Lyon" });
  });

  test("makes an episode of what happened to the writer", () => {
    expect(learn("I got fired today").episodes).toEqual([
      { summary: "got fired today", occurredAt: at },
    ]);
    expect(learn("I like tea").episodes).toEqual([]);
  });

  test.each([
    "if I lived in Rome I'd be a painter",
    'he told me "I live in Rome"',
    "translate: my name is Peter and I like football",
    "Do I live in Porto?",
    "imagine we lived in Venice",
    "mi chiamo Anna e vivo a Roma",
    "ik woon in Utrecht en ik ben bakker",
    "",
  ])("learns nothing from %j", (text) => {
    const { facts, ended, episodes, entities, relations } = learn(text);
    expect([facts, ended, episodes, entities, relations]).toEqual([[], [], [], [], []]);
  });

  test("keeps only words that were said, whatever the text", () => {
    const words = fc
      .array(
        fc.constantFrom(
          ..."I I'm my our sister dog is called live in work at a nurse Rome Ana 34 love hate not and , . ? no it's moved to from \" if was".split(
            " ",
          ),
        ),
        { maxLength: 30 },
      )
      .map((all) => all.join(" "));
    fc.assert(
      fc.property(fc.oneof(words, fc.string({ unit: "binary" })), (text) => {
        const { facts, ended } = learn(text);
        for (const { type, value } of [...facts, ...ended]) {
          expect(type.length).toBeLessThanOrEqual(60);
          for (const word of value.split(" ")) {
            expect(text.replaceAll(/[’‘´`]/g, "'").toLowerCase()).toContain(word.toLowerCase());
          }
        }
      }),
    );
  });

  test("ends on texts that make slow patterns slow", () => {
    for (const text of nastyTexts) expect(learn(text).facts.length).toBeLessThan(4000);
  });
});
