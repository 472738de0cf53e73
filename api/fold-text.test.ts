import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

import { foldText, withoutQuotes } from "./fold-text.ts";

describe("folded text", () => {
  test("has no case, accents, apostrophes or drawn-out letters", () => {
    expect(foldText("I DON’T  knoooow,\n señora Weiß")).toBe("i dont knoow, senora weiss");
  });

  test("stays as it is when it is folded again", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 100 }), (text) => {
        const folded = foldText(text);
        expect(foldText(folded).length).toBeLessThanOrEqual(folded.length);
        expect(foldText(foldText(folded))).toBe(foldText(folded));
      }),
    );
  });
});

describe("quotes", () => {
  test("are left out where there is more than a quote", () => {
    expect(withoutQuotes('she said "I want out" and left')).toBe("she said  …  and left");
    expect(withoutQuotes('"I want out"')).toBe('"I want out"');
  });
});
