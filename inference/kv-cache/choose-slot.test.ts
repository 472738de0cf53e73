import * as fc from "fast-check";
import { describe, expect, it } from "vitest";

import { type Candidate, chooseSlot } from "./choose-slot.ts";

const slot = (more: Partial<Candidate> = {}): Candidate => ({
  held: 200,
  common: 0,
  usedAt: 1,
  ...more,
});
const empty = slot({ held: 0 });

describe("the slot of a request", () => {
  it("is its own conversation's, however little of it is left", () => {
    const candidates = [slot({ common: 199 }), slot({ key: "mine", common: 1 }), empty];
    expect(chooseSlot(candidates, { key: "mine", promptTokens: 300 })).toBe(1);
  });

  it("is the one whose conversation it continues, though no key says so", () => {
    expect(chooseSlot([empty, slot({ common: 199 })], { promptTokens: 260 })).toBe(1);
  });

  it("is the one whose last reply it asks for again", () => {
    expect(chooseSlot([empty, slot({ common: 150 })], { promptTokens: 150 })).toBe(1);
  });

  it("is an empty one rather than one that shares only a persona", () => {
    expect(chooseSlot([slot({ common: 170 }), empty], { promptTokens: 195 })).toBe(1);
  });

  it("is never taken from another key while one is empty", () => {
    const candidates = [slot({ key: "other", common: 200 }), empty];
    expect(chooseSlot(candidates, { key: "mine", promptTokens: 260 })).toBe(1);
  });

  it("is the one left alone the longest when all are full", () => {
    const candidates = [slot({ usedAt: 7 }), slot({ usedAt: 3 }), slot({ usedAt: 9 })];
    expect(chooseSlot(candidates, { promptTokens: 50 })).toBe(1);
  });

  it("is not another conversation's that was used a short while ago, where that is asked", () => {
    const hint = { key: "mine", promptTokens: 50, evictUsedBy: 5 };
    const recent = slot({ key: "other", usedAt: 6 });
    expect(chooseSlot([recent, slot({ usedAt: 9 })], hint)).toBe(-1);
    expect(chooseSlot([recent, slot({ usedAt: 4 })], hint)).toBe(1);
    expect(chooseSlot([recent, empty], hint)).toBe(1);
    expect(chooseSlot([recent, slot({ key: "mine", usedAt: 9 })], hint)).toBe(1);
  });

  it("is always found when there is one, and never when there is none", () => {
    const candidate = fc.record({
      key: fc.constantFrom("a", "b", undefined),
      held: fc.nat(400),
      common: fc.nat(400),
      usedAt: fc.nat(),
    });
    fc.assert(
      fc.property(fc.array(candidate), fc.nat(400), (candidates, promptTokens) => {
        const chosen = chooseSlot(candidates, { key: "a", promptTokens });
        expect(chosen >= 0 && chosen < candidates.length).toBe(candidates.length > 0);
      }),
    );
  });
});
