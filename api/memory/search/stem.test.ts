import * as fc from "fast-check";
import { expect, test } from "vitest";

import { stem } from "./stem.ts";

test.each([
  ["caresses", "caress"],
  ["ponies", "poni"],
  ["ties", "tie"],
  ["cries", "cri"],
  ["gas", "gas"],
  ["gaps", "gap"],
  ["kiwis", "kiwi"],
  ["agreed", "agre"],
  ["feed", "feed"],
  ["hopping", "hop"],
  ["hoped", "hope"],
  ["hoping", "hope"],
  ["luxuriated", "luxuri"],
  ["moved", "move"],
  ["moving", "move"],
  ["happy", "happi"],
  ["happiness", "happi"],
  ["happily", "happili"],
  ["say", "say"],
  ["by", "by"],
  ["relational", "relat"],
  ["conditional", "condit"],
  ["vacations", "vacat"],
  ["national", "nation"],
  ["nationality", "nation"],
  ["consistency", "consist"],
  ["knightly", "knight"],
  ["generously", "generous"],
  ["communication", "communic"],
  ["working", "work"],
  ["worker", "worker"],
  ["weddings", "wed"],
  ["dying", "die"],
  ["news", "news"],
  ["sing", "sing"],
  ["controlling", "control"],
  ["apology", "apolog"],
  ["replacement", "replac"],
  ["adoption", "adopt"],
  ["travelled", "travel"],
  ["constructor", "constructor"],
])("%s is %s", (word, expected) => {
  expect(stem(word)).toBe(expected);
});

test("is never longer than the word by more than a letter, and never empty", () => {
  const words = fc.stringMatching(/^[a-z]{1,20}$/);
  fc.assert(
    fc.property(words, (word) => {
      const found = stem(word);
      expect(found.length).toBeGreaterThan(0);
      expect(found.length).toBeLessThanOrEqual(word.length + 1);
      expect(found).toBe(found.toLowerCase());
    }),
  );
});
