import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

import { cutToTokens, estimateTokens } from "./estimate-tokens.ts";

const anyText = fc.string({ unit: "binary", maxLength: 400 });

describe("the estimate of tokens", () => {
  test.each([
    ["", 0],
    ["a", 1],
    ["Hello there", 6],
    ["é", 2],
    ["語", 3],
    ["🦜", 4],
    ["a🦜", 5],
  ])("of %j is %i", (text, tokens) => {
    expect(estimateTokens(text)).toBe(tokens);
  });

  test("is never below a token for two bytes of ASCII or one of anything else", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const bytes = new TextEncoder().encode(text).length;
        const ascii = text.replaceAll(/[^\0-\x7f]/g, "").length;
        expect(estimateTokens(text)).toBeGreaterThanOrEqual(bytes - ascii / 2);
      }),
    );
  });

  test("of two texts together is never above the sum of both", () => {
    fc.assert(
      fc.property(anyText, anyText, (a, b) => {
        expect(estimateTokens(a + b)).toBeLessThanOrEqual(estimateTokens(a) + estimateTokens(b));
      }),
    );
  });
});

describe("cutting to tokens", () => {
  const room = fc.integer({ min: 5, max: 300 });

  test("leaves alone what fits", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(cutToTokens(text, estimateTokens(text))).toBe(text);
      }),
    );
  });

  test("never leaves more than was asked for, nor half a character", () => {
    fc.assert(
      fc.property(anyText, room, (text, maxTokens) => {
        const cut = cutToTokens(text, maxTokens);
        expect(estimateTokens(cut)).toBeLessThanOrEqual(maxTokens);
        expect(text.isWellFormed() && !cut.isWellFormed()).toBe(false);
      }),
    );
  });

  test("keeps the beginning and the end, with a mark between", () => {
    fc.assert(
      fc.property(anyText, room, (text, maxTokens) => {
        fc.pre(estimateTokens(text) > maxTokens);
        const cut = cutToTokens(text, maxTokens);
        const places = [...cut.matchAll(/ \[…\] /g)].map(({ index }) => index);
        const isHeadAndTail = (at: number) =>
          text.startsWith(cut.slice(0, at)) && text.endsWith(cut.slice(at + 5));
        expect(places.some(isHeadAndTail)).toBe(true);
      }),
    );
  });

  test("cuts a long text in its middle", () => {
    expect(cutToTokens("abcdefghijklmnopqrstuvwxyz", 9)).toBe("abcd […] wxyz");
  });
});
