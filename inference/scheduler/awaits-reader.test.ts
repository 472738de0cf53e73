import { describe, expect, it } from "vitest";

import { awaitsReader } from "./awaits-reader.ts";

const reader = { background: false, read: 32, common: 170 };
const interactive = { background: false };

describe("a request that begins like one that is being read", () => {
  it("waits until that beginning is read", () => {
    expect(awaitsReader([reader], 0, interactive)).toBe(true);
    expect(awaitsReader([{ ...reader, read: 170 }], 0, interactive)).toBe(false);
  });

  it("does not wait for what it can have already, or for little", () => {
    expect(awaitsReader([reader], 150, interactive)).toBe(false);
    expect(awaitsReader([{ ...reader, common: 40 }], 0, interactive)).toBe(false);
  });

  it("waits for one in the background only if it is in the background too", () => {
    const hidden = { ...reader, background: true };
    expect(awaitsReader([hidden], 0, interactive)).toBe(false);
    expect(awaitsReader([hidden], 0, { background: true })).toBe(true);
  });
});
