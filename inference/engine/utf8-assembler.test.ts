import * as fc from "fast-check";
import { describe, expect, it } from "vitest";

import { Utf8Assembler } from "./utf8-assembler.ts";

/** A vocabulary in which every token is one byte. */
const decoder = new TextDecoder();
const bytes = (tokens: readonly number[]) => decoder.decode(Uint8Array.from(tokens));

describe("text from tokens", () => {
  it("is whole characters only, and all of them", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 12 }), (text) => {
        const wellFormed = text.toWellFormed().replaceAll("\uFEFF", "");
        const assembler = new Utf8Assembler(bytes, []);
        const given = [...new TextEncoder().encode(wellFormed)].map((byte) => assembler.push(byte));
        const unfinished = assembler.unfinished > 0 ? "\uFFFD" : "";
        expect(given.join("") + unfinished).toBe(wellFormed);
        for (const piece of given) expect(piece.isWellFormed()).toBe(true);
      }),
    );
  });

  it("shows broken bytes as U+FFFD once they are certain, and drops an unfinished end", () => {
    const assembler = new Utf8Assembler(bytes, []);
    const given = [0x41, 0xff, 0x42, 0xf0, 0x9f].map((byte) => assembler.push(byte));
    expect(given.join("")).toBe("A\uFFFDB");
    expect(assembler.unfinished).toBe(2);
  });

  it("hands out a character the moment its last byte is there", () => {
    const assembler = new Utf8Assembler(bytes, []);
    const given = [...new TextEncoder().encode("🙂é")].map((byte) => assembler.push(byte));
    expect(given).toEqual(["", "", "", "🙂", "", "é"]);
  });
});
