import { describe, expect, test } from "vitest";

import { stageRules } from "./rules.ts";
import { livedStage, stages, unlockedAt } from "./stage.ts";

describe("the stages", () => {
  test("are six, in the order people grow close", () => {
    expect(stages).toEqual([
      "stranger",
      "acquaintance",
      "friend",
      "close_friend",
      "romantic_interest",
      "partner",
    ]);
  });

  test("ask for more, one after the other", () => {
    expect(stageRules.map(({ fromScore }) => fromScore)).toEqual([0, 100, 250, 450, 650, 850]);
    for (const [i, rule] of stageRules.slice(1).entries()) {
      expect(rule.messages).toBeGreaterThan(stageRules[i]!.messages);
      expect(rule.days).toBeGreaterThan(stageRules[i]!.days);
    }
  });

  test("are open to all but for the last two", () => {
    expect(stageRules.filter(({ romantic }) => romantic).map(({ stage }) => stage)).toEqual([
      "romantic_interest",
      "partner",
    ]);
  });

  test("bring something each, and keep what came before", () => {
    for (const [i, stage] of stages.slice(1).entries()) {
      const [before, now] = [unlockedAt(stages[i]!), unlockedAt(stage)];
      expect(now.styles).toEqual(expect.arrayContaining(before.styles));
      expect(now.styles.length).toBeGreaterThan(before.styles.length);
      expect(now.topics.length).toBeGreaterThan(before.topics.length);
      expect(now.emotionalDepth).toBeGreaterThan(before.emotionalDepth);
    }
  });
});

describe("the stage that is lived", () => {
  test.each([
    ["partner", { maxStage: "partner", romance: true }, "partner"],
    ["partner", { maxStage: "partner", romance: false }, "close_friend"],
    ["partner", { maxStage: "friend", romance: true }, "friend"],
    ["partner", { maxStage: "romantic_interest", romance: true }, "romantic_interest"],
    ["stranger", { maxStage: "friend", romance: true }, "stranger"],
  ] as const)("at %s with %j is %s", (stage, allowed, expected) => {
    expect(livedStage(stage, allowed)).toBe(expected);
  });
});
