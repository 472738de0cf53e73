import * as fc from "fast-check";
import { describe, expect, it } from "vitest";

import { chooseLeaving } from "./choose-leaving.ts";

const room = { maxBytes: 100, maxFiles: 10, neededBytes: 30 };

describe("the files that leave", () => {
  it("are those of no use for the longest, and no more than it takes", () => {
    const files = [
      { bytes: 40, usedAt: 3 },
      { bytes: 40, usedAt: 1 },
      { bytes: 10, usedAt: 2 },
    ];
    expect(chooseLeaving(files, room)).toEqual([{ bytes: 40, usedAt: 1 }]);
  });

  it("are none when there is room", () => {
    expect(chooseLeaving([{ bytes: 70, usedAt: 1 }], room)).toEqual([]);
  });

  it("are none for a file that does not fit even alone", () => {
    expect(chooseLeaving([{ bytes: 1, usedAt: 1 }], { ...room, neededBytes: 101 })).toBeUndefined();
  });

  it("leave what fits, whatever there was", () => {
    const files = fc.array(fc.record({ bytes: fc.nat(60), usedAt: fc.nat() }), { maxLength: 20 });
    fc.assert(
      fc.property(files, fc.nat(100), fc.integer({ min: 1, max: 12 }), (all, neededBytes, max) => {
        const leaving = chooseLeaving(all, { maxBytes: 100, maxFiles: max, neededBytes }) ?? [];
        const rest = all.filter((file) => !leaving.includes(file));
        const bytes = rest.reduce((sum, file) => sum + file.bytes, neededBytes);
        expect(bytes).toBeLessThanOrEqual(100);
        expect(rest.length + 1).toBeLessThanOrEqual(max);
        const newest = Math.max(-1, ...leaving.map(({ usedAt }) => usedAt));
        for (const { usedAt } of rest) expect(usedAt).toBeGreaterThanOrEqual(newest);
      }),
    );
  });
});
