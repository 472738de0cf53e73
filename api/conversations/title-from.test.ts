import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

import { titleFrom } from "./title-from.ts";

const message = fc
  .oneof(
    fc.string({ unit: "binary", maxLength: 300 }),
    fc.lorem({ maxCount: 40 }),
    fc.array(fc.constantFrom("a", " ", "\n", "\t", "\u00a0", "🦜", "語"), { maxLength: 200 }),
  )
  .map((text) => (typeof text === "string" ? text : text.join("")).trim())
  .filter((text) => text !== "");

describe("a title from a first message", () => {
  test("is that message where it is short", () => {
    expect(titleFrom("Good morning")).toBe("Good morning");
    expect(titleFrom("x".repeat(60))).toBe("x".repeat(60));
  });

  test("is its first words where it is long", () => {
    const long = "Do you remember the long summer that we spent by the sea in Portugal?";
    expect(titleFrom(long)).toBe("Do you remember the long summer that we spent by the sea…");
  });

  test("is cut within a word only where the word takes half of it", () => {
    expect(titleFrom("x".repeat(100))).toBe(`${"x".repeat(59)}…`);
    expect(titleFrom(`so ${"x".repeat(100)}`)).toBe(`so ${"x".repeat(56)}…`);
  });

  test("is one line of 1 to 60 characters, never half of one", () => {
    fc.assert(
      fc.property(message, (content) => {
        const title = titleFrom(content);
        const { length } = [...title];
        expect(length).toBeGreaterThan(0);
        expect(length).toBeLessThanOrEqual(60);
        expect(title).not.toMatch(/[\n\r\t]| {2}|^ | $/);
        expect(title.isWellFormed()).toBe(content.isWellFormed());
      }),
    );
  });

  test("begins as the message does", () => {
    fc.assert(
      fc.property(message, (content) => {
        const line = content.replaceAll(/\s+/g, " ");
        const title = titleFrom(content);
        expect(line.startsWith(title.replace(/…$/, "")) || line === title).toBe(true);
      }),
    );
  });
});
