import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

import { stageOf, stages } from "./stage.ts";

const order = stages.map(({ stage }) => stage);

describe("the stage of a score", () => {
  test("is one of six, in the order people grow close", () => {
    expect(order).toEqual([
      "stranger",
      "acquaintance",
      "friend",
      "close_friend",
      "romantic_interest",
      "partner",
    ]);
  });

  test.each(stages)("is $stage from $fromScore on and not before", ({ stage, fromScore }) => {
    expect(stageOf(fromScore)).toBe(stage);
    expect(stageOf(fromScore + 1)).toBe(stage);
    expect(stageOf(fromScore - 1)).toBe(order[Math.max(0, order.indexOf(stage) - 1)]);
  });

  test("never falls as the score rises", () => {
    fc.assert(
      fc.property(fc.integer(), fc.nat(), (score, more) => {
        const [before, after] = [score, score + more].map((at) => order.indexOf(stageOf(at)));
        expect(after).toBeGreaterThanOrEqual(before!);
      }),
    );
  });
});
