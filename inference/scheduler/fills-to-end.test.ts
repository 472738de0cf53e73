import * as fc from "fast-check";
import { describe, expect, it } from "vitest";

import { fillsToEnd } from "./fills-to-end.ts";

const reply = fc.record({ isFill: fc.boolean(), isSuperseded: fc.boolean() });
const running = fc.array(reply, { maxLength: 8 });

describe("fills that give way", () => {
  it("are never replies that are written", () => {
    fc.assert(
      fc.property(running, fc.nat(9), fc.nat(3), (replies, interactive, free) => {
        expect(fillsToEnd(replies, interactive, free).every(({ isFill }) => isFill)).toBe(true);
      }),
    );
  });

  it("leave no interactive request waiting while another fill runs, and no more end than that takes", () => {
    fc.assert(
      fc.property(running, fc.nat(9), fc.nat(3), (replies, interactive, free) => {
        const fills = replies.filter(({ isFill }) => isFill);
        const ended = fillsToEnd(replies, interactive, free);
        const superseded = fills.filter(({ isSuperseded }) => isSuperseded);
        expect(ended).toEqual(expect.arrayContaining(superseded));
        const wanted = Math.max(superseded.length, interactive - free);
        expect(ended).toHaveLength(Math.min(fills.length, wanted));
      }),
    );
  });

  it("are the latest first", () => {
    const [early, late] = [1, 2].map((id) => ({ id, isFill: true, isSuperseded: false }));
    expect(
      fillsToEnd(
        [early, late].flatMap((fill) => fill ?? []),
        1,
        0,
      ),
    ).toEqual([late]);
  });
});
