import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

import { choosePersona, personas } from "./choose-persona.ts";

const ids = ["sarah", "xhash", "neutral"] as const;
const byGender = { male: "sarah", female: "xhash", nonbinary: "neutral", unspecified: "neutral" };

const setting = fc.constantFrom(...ids);
const gender = fc.constantFrom(...Object.keys(byGender), null);
const preferences = fc.dictionary(fc.string(), fc.jsonValue());
const noSetting = fc.oneof(
  fc.constantFrom("auto", null, undefined, 0, "constructor", "__proto__", "toString", "Sarah", ""),
  fc.anything().filter((value) => !ids.some((id) => id === value)),
);

describe("who answers", () => {
  test("is whom the conversation is set to, whatever else is known", () => {
    fc.assert(
      fc.property(setting, preferences, gender, (id, preferences, gender) => {
        const grounds = { conversationPersonality: id, preferences, gender };
        expect(choosePersona(grounds).id).toBe(id);
      }),
    );
  });

  test("else is whom the user prefers, whatever the gender", () => {
    fc.assert(
      fc.property(setting, preferences, gender, (personality, rest, gender) => {
        const preferences = { ...rest, personality };
        const grounds = { conversationPersonality: null, preferences, gender };
        expect(choosePersona(grounds).id).toBe(personality);
      }),
    );
  });

  test.each(Object.entries(byGender))("else is for %s %s", (gender, id) => {
    fc.assert(
      fc.property(noSetting, (personality) => {
        const preferences = { personality };
        expect(choosePersona({ conversationPersonality: null, preferences, gender }).id).toBe(id);
      }),
    );
  });

  test("is Neutral for who has said nothing", () => {
    const grounds = { conversationPersonality: null, preferences: {}, gender: null };
    expect(choosePersona(grounds)).toBe(personas.neutral);
  });

  test("is not decided by a name", () => {
    fc.assert(
      fc.property(fc.string(), (name) => {
        const grounds = { conversationPersonality: null, preferences: { name }, gender: null };
        expect(choosePersona(grounds)).toBe(personas.neutral);
      }),
    );
  });

  test.each(ids)("knows %s by its own id", (id) => {
    expect(personas[id].id).toBe(id);
  });
});
