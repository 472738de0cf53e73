import * as fc from "fast-check";
import { describe, expect, it } from "vitest";

import { readOn } from "./text-position.ts";

/** Pieces as no sane writer makes them: pairs split between two, halves without the other half. */
const unit = fc.constantFrom("a", "é", "日", "😀", "👩‍👩‍👧", "\uD83D", "\uDE00");
const pieces = fc.array(fc.tuple(fc.array(unit), fc.boolean()));

describe("a reader of a growing text", () => {
  it("gets exactly the code points after its place, however the text arrives and it reads", () => {
    fc.assert(
      fc.property(pieces, fc.nat(30), (pieces, after) => {
        let text = "";
        let position = { units: 0, skip: after };
        const got: string[] = [];
        const read = (isComplete: boolean) => {
          const step = readOn(text, position, isComplete);
          got.push(step.text);
          position = step.position;
        };
        for (const [piece, isRead] of pieces) {
          text += piece.join("");
          if (isRead) read(false);
        }
        read(true);
        expect(got.flatMap((piece) => Array.from(piece))).toEqual([...text].slice(after));
      }),
    );
  });

  it("waits at a place that the text has not reached", () => {
    const first = readOn("ab", { units: 0, skip: 3 }, false);
    expect(first).toEqual({ text: "", position: { units: 2, skip: 1 } });
    expect(readOn("abcd", first.position, false).text).toBe("d");
  });
});
