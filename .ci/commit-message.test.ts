import { describe, expect, it } from "vitest";

import { problemOf, withoutComments } from "./commit-message.ts";

describe("a commit message", () => {
  it.each([
    "feat(conversations): keep the half-said reply when the reader leaves",
    "fix(db): x",
    "docs(api/http): say what a problem is",
    "style(deploy): format\n",
    "refactor(kv-cache): one index\n\nA body, as long as it likes.\n\nCloses #2",
    "test(inference): the queue's order",
    "chore(.ci): quieter",
    `chore(repo): ${"x".repeat(100 - "chore(repo): ".length)}`,
  ])("may read %j", (message) => {
    expect(problemOf(message)).toBeUndefined();
  });

  it.each([
    "",
    "Fix the thing",
    "feat: no scope",
    "feat(): empty scope",
    "feat(db):no space",
    "feat(db):  two spaces",
    "feat(db): ",
    "Feat(db): a capital",
    "perf(db): not one of the types",
    "feat(DB): a shouted scope",
    "feat(db)!: a mark the convention does not have",
    'Revert "feat(db): something"',
  ])("may not read %j", (message) => {
    expect(problemOf(message)).toContain('does not read "type(scope): description"');
  });

  it("may not have a first line of more than 100 characters", () => {
    expect(problemOf(`feat(db): ${"ä".repeat(90)}`)).toBeUndefined();
    expect(problemOf(`feat(db): ${"ä".repeat(91)}`)).toContain("more than 100 characters");
  });

  it("has an empty line between the first and the body", () => {
    expect(problemOf("feat(db): one thing\nand another")).toContain("no empty line");
  });

  it("is read without git's comments and what follows its scissors", () => {
    const file =
      "feat(db): x\n\nwhy\n# a comment\n# ------------------------ >8 ------------------------\ndiff";
    expect(withoutComments(file)).toBe("feat(db): x\n\nwhy");
  });
});
