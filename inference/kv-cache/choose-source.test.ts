import * as fc from "fast-check";
import { describe, expect, it } from "vitest";

import { chooseSource, type Source } from "./choose-source.ts";

const source = (common: number, more: Partial<Source> = {}): Source => ({
  common,
  held: common,
  isUnsaved: false,
  ...more,
});

describe("where the beginning of a prompt is brought from", () => {
  it("is the place that has most of it", () => {
    expect(chooseSource(0, [source(100), source(500), source(300)])).toBe(1);
  });

  it("is nowhere when the slot has about as much itself", () => {
    expect(chooseSource(495, [source(500)])).toBe(-1);
    expect(chooseSource(0, [])).toBe(-1);
  });

  it("is the one that is less to move, of two that have the same", () => {
    const [large, small] = [source(170, { held: 1000 }), source(170)];
    expect(chooseSource(0, [large, small])).toBe(1);
    expect(chooseSource(0, [source(170, { isUnsaved: true }), small])).toBe(1);
  });

  it("never has less of the prompt than the slot", () => {
    const sources = fc.record({
      common: fc.nat(1000),
      held: fc.nat(1000),
      isUnsaved: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.nat(1000), fc.array(sources), (own, places) => {
        const { common = own + 1 } = places[chooseSource(own, places)] ?? {};
        expect(common).toBeGreaterThan(own);
      }),
    );
  });
});
