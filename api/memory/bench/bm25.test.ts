import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { createBm25 } from "./bm25.ts";

const ranked = (question: string, ...texts: string[]) =>
  createBm25(texts.map((content, index) => ({ id: String(index), content })))(question).map(Number);

describe("plain BM25", () => {
  it("ranks a rare word above a frequent one", () => {
    expect(ranked("the ferry", "the boat", "a ferry", "the house")).toEqual([1, 0, 2]);
  });

  it("ranks the short message above the long one, and the one that says it more often above both", () => {
    expect(ranked("tea", "tea and a lot of other things", "tea today", "tea tea")).toEqual([
      2, 1, 0,
    ]);
  });

  it("knows no word but the word itself, in whatever case", () => {
    expect(ranked("Swims", "she swims", "SWIMS", "she swam", "swim")).toEqual([1, 0]);
  });

  it("finds two words better than either alone", () => {
    expect(ranked("red boat", "red car", "blue boat", "red boat")).toEqual([2, 0, 1]);
  });

  it("computes what the formula says", () => {
    // One document has the word, of equal length: k1 and b cancel out, and idf decides alone.
    expect(ranked("a b", "a x", "b x", "b y")).toEqual([0, 1, 2]);
    expect(ranked("a a a b", "a x", "b x", "b y")).toEqual([0, 1, 2]);
  });

  it("returns each message that shares a word once, and no other", () => {
    const words = fc.array(fc.constantFrom("a", "b", "c", "d"), { maxLength: 6 });
    fc.assert(
      fc.property(fc.array(words, { maxLength: 12 }), words, (texts, question) => {
        const sharing = texts.flatMap((text, index) =>
          text.some((word) => question.includes(word)) ? [index] : [],
        );
        const found = ranked(question.join(" "), ...texts.map((text) => text.join(" ")));
        expect(found.toSorted((one, other) => one - other)).toEqual(sharing);
      }),
    );
  });
});
