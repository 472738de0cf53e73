import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

import { followLanguage, languageOf, noLanguageYet } from "./follow-language.ts";

const messages = fc.array(
  fc.constantFrom(
    "hola amigo",
    "ok",
    "how are you today?",
    "no sé qué hacer con mi vida",
    "👍",
    "gracias",
  ),
);

describe("the language of a talk", () => {
  test("is that of the first message that tells", () => {
    expect(languageOf(["ok", "👍", "hola amigo"])).toBe("es");
    expect(languageOf(["ok", "👍"])).toBeNull();
    expect(languageOf([])).toBeNull();
  });

  test("is not switched by two words", () => {
    expect(languageOf(["how are you today?", "hola amigo"])).toBe("en");
    expect(languageOf(["how are you today?", "hola amigo", "what a day it was"])).toBe("en");
  });

  test("is switched by a sentence, or by short ones in a row", () => {
    expect(languageOf(["how are you today?", "no sé qué hacer con mi vida"])).toBe("es");
    expect(languageOf(["how are you today?", "hola amigo", "muchas gracias", "estoy bien"])).toBe(
      "es",
    );
  });

  test("starts to count again when its own comes between", () => {
    const talk = ["how are you today?", "hola amigo", "I am fine", "muchas gracias"];
    expect(languageOf(talk)).toBe("en");
  });

  test("is not changed by what tells nothing", () => {
    fc.assert(
      fc.property(messages, (talk) => {
        const state = talk.reduce(followLanguage, noLanguageYet);
        expect(followLanguage(state, "👍 ok 123")).toBe(state);
      }),
    );
  });

  test("once told is never lost", () => {
    fc.assert(
      fc.property(messages, messages, (before, after) => {
        fc.pre(languageOf(before) !== null);
        expect(languageOf([...before, ...after])).not.toBeNull();
      }),
    );
  });
});
