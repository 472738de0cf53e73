import { describe, expect, it } from "vitest";

import { chooseThreads } from "./choose-threads.ts";

const modelBytes = 4_400_000_000;

describe("threads", () => {
  it("are the cores given, for a model that gains from them", () => {
    expect(chooseThreads({ modelBytes }, 8)).toBe(8);
  });

  it("are one for a model too small to gain", () => {
    expect(chooseThreads({ modelBytes: 6_000_000 }, 8)).toBe(1);
    expect(chooseThreads({ modelBytes, modelMax: 1 }, 8)).toBe(1);
  });

  it("are what the operator says", () => {
    expect(chooseThreads({ modelBytes: 6_000_000, modelMax: 1, setting: 4 }, 2)).toBe(4);
  });
});
