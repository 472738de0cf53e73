import * as fc from "fast-check";
import { expect, test } from "vitest";

import { termsOf } from "./terms-of.ts";

test.each([
  ["I moved to Porto last year", ["move", "porto", "last", "year"]],
  ["We were moving!", ["move"]],
  ["My sister's husband", ["sister", "husband"]],
  ["James went running", ["jame", "james", "run"]],
  ["I've bought 2 cats, they ate", ["buy", "2", "cat", "eat"]],
  ["Café crème", ["cafe", "café", "creme"]],
  ["Москва и Нева", ["москва", "нева"]],
  ["昨日は東京", ["昨日", "日は", "は東", "東京"]],
  ["猫", ["猫"]],
  ["what is it", []],
  ["", []],
])("%j is about %j", (text, terms) => {
  expect(termsOf(text)).toEqual(terms);
});

test("are short, not empty and the same again, whatever is written", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 300 }), (text) => {
      const terms = termsOf(text);
      expect(termsOf(text)).toEqual(terms);
      for (const term of terms) {
        expect(term.length).toBeGreaterThan(0);
        expect(term.length).toBeLessThanOrEqual(64);
        expect(term).not.toContain("\0");
        expect(term.isWellFormed()).toBe(true);
      }
    }),
  );
});

test("do not depend on case or on what stands between the words", () => {
  const words = fc.array(fc.constantFrom("moved", "garden", "tea", "42"), { maxLength: 8 });
  fc.assert(
    fc.property(words, fc.constantFrom(" ", ", ", "\n", " – "), (some, separator) => {
      expect(termsOf(some.join(separator))).toEqual(termsOf(some.join(" ")));
    }),
  );
});
