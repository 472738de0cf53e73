import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

import { normaliseOpener } from "./normalise-opener.ts";

describe("a first message that only opens a talk", () => {
  test.each([
    ["Hi!!", "hi"],
    ["hi 😊", "hi"],
    ["  HI.  ", "hi"],
    ["Hey Sarah", "hey"],
    ["Good Morning ☀️", "good morning"],
    ["Hello, how are you?", "hello how are you"],
    ["hola ¿qué tal?", "hola que tal"],
    ["Bonjour, ça va ?", "bonjour ca va"],
    ["Guten Morgen!", "guten morgen"],
    ["Olá, tudo bem?", "ola tudo bem"],
    ["привет", "привет"],
    ["おはよう", "おはよう"],
  ])("as %j is %j", (text, plain) => {
    expect(normaliseOpener(text)).toBe(plain);
  });

  test.each([
    "hi I am Tom",
    "good morning, I had a bad night",
    "hey what's my name",
    "hello from Berlin",
    "👍",
    "!!",
    "",
  ])("is not %j", (text) => {
    expect(normaliseOpener(text)).toBeNull();
  });

  test("is the same with any punctuation and case", () => {
    const opener = fc.constantFrom("hi", "good morning", "how are you", "hola");
    const marks = fc.string({ unit: fc.constantFrom("!", "?", ".", " ", "🙂", ","), maxLength: 8 });
    fc.assert(
      fc.property(opener, marks, fc.boolean(), (opener, marks, loud) => {
        const text = `${loud ? opener.toUpperCase() : opener}${marks}`;
        expect(normaliseOpener(text)).toBe(opener);
      }),
    );
  });

  test("is nothing that says more", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 200 }), (text) => {
        expect(normaliseOpener(`hi my secret is ${text}x`)).toBeNull();
      }),
    );
  });
});
