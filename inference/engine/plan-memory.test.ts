import * as fc from "fast-check";
import { describe, expect, it } from "vitest";

import { type MemoryNeeds, type MemoryWishes, planMemory } from "./plan-memory.ts";

const GB = 1e9;
const auto: MemoryWishes = { mmap: "auto", kvType: "auto", flashAttention: "auto" };
const needs = (availableGb: number): MemoryNeeds => ({
  modelBytes: 4.4 * GB,
  contextBytes: { f16: 0.5 * GB, q8_0: 0.27 * GB },
  availableBytes: availableGb * GB,
});

describe("the plan for memory", () => {
  it("maps the file where there is ample room", () => {
    expect(planMemory(auto, needs(16))).toEqual({
      mmap: true,
      kvType: "f16",
      flashAttention: "auto",
    });
  });

  it("reads the file where mapping it would take too much, as in 8 GB", () => {
    expect(planMemory(auto, needs(7.5))).toMatchObject({ mmap: false, kvType: "f16" });
  });

  it("halves the cache where the whole one does not fit, if flash attention is not off", () => {
    expect(planMemory(auto, needs(5.9))).toMatchObject({ mmap: false, kvType: "q8_0" });
    const plan = () => planMemory({ ...auto, flashAttention: "off" }, needs(5.9));
    expect(plan).toThrow("does not fit");
  });

  it("refuses what does not fit, with the numbers", () => {
    expect(() => planMemory(auto, needs(4))).toThrow(
      /^SARAH_MODEL does not fit into memory: it takes 4.9 GB, its cache 0.3 GB, and 4.0 GB are free: /,
    );
  });

  it("asks for nothing where the system does not say what is free", () => {
    expect(planMemory(auto, { ...needs(0), availableBytes: undefined })).toMatchObject({
      mmap: true,
    });
  });

  it("keeps to what was asked for", () => {
    const wish = fc.record<MemoryWishes>({
      mmap: fc.constantFrom("on", "off"),
      kvType: fc.constantFrom("f16", "q8_0"),
      flashAttention: fc.constantFrom("on", "off"),
    });
    fc.assert(
      fc.property(wish, (wishes) => {
        const plan = planMemory(wishes, needs(16));
        expect(plan).toEqual({
          mmap: wishes.mmap === "on",
          kvType: wishes.kvType,
          flashAttention: wishes.flashAttention === "on",
        });
      }),
    );
  });
});
