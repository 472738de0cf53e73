import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

import { featuresOf, slotCount, slotsOf } from "./features.ts";

describe("the features of a text", () => {
  test("are its words, neighbours, beginnings and endings", () => {
    expect(featuresOf("Good Morning!")).toEqual([
      "len:0",
      "w:good",
      "b:^ good",
      "p:good",
      "q:ood",
      "w:morning",
      "b:good morning",
      "p:morn",
      "q:ing",
      "w:!",
      "b:morning !",
      "b:! $",
    ]);
  });

  test("tell the three words after a negation from the same words without it", () => {
    const negated = featuresOf("I'm not happy with this at all").filter((one) => one[0] === "n");
    expect(negated).toEqual(["n:happy", "n:with", "n:this"]);
    expect(featuresOf("don’t worry")).toContain("n:worry");
  });

  test("know shouting, and cut drawn-out letters short", () => {
    expect(featuresOf("I WON")).toContain("caps");
    expect(featuresOf("I won")).not.toContain("caps");
    expect(featuresOf("sooooo")).toEqual(featuresOf("soo"));
  });

  test("count an emoji as a word, with or without its variation selector", () => {
    expect(featuresOf("❤️")).toEqual(featuresOf("❤"));
    expect(featuresOf("😂")).toContain("w:😂");
  });

  test("lie in slots, each once", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        for (const slot of slotsOf(text)) {
          expect(Number.isInteger(slot) && slot >= 0 && slot < slotCount).toBe(true);
        }
      }),
    );
    expect(slotsOf("ha ha ha ha").size).toBe(new Set(featuresOf("ha ha ha ha")).size);
  });
});
