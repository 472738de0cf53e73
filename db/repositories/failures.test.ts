import { describe, expect, test } from "vitest";

import { describeFailure, isDatabaseUnavailable, isGone, violatedConstraint } from "./failures.ts";

/** As drizzle wraps what a driver threw: the message repeats every parameter. */
const wrapped = (code: string, more: object = {}) =>
  new Error("Failed query: insert into x values ($1)\nparams: a secret", {
    cause: Object.assign(new Error("what went wrong"), { code, ...more }),
  });

describe("a failure of the database", () => {
  test.each([
    "08006",
    "ECONNREFUSED",
    "CONNECTION_ENDED",
    "CONNECT_TIMEOUT",
    "53300",
    "40P01",
    "57P01",
    "57014",
  ])("is for now where it says %s", (code) => {
    expect(isDatabaseUnavailable(wrapped(code))).toBe(true);
  });

  test.each(["23505", "42P01", "22021", "XX000"])("is for good where it says %s", (code) => {
    expect(isDatabaseUnavailable(wrapped(code))).toBe(false);
  });

  test("is none where nothing of the database's is in it", () => {
    for (const error of [new Error("x"), "ECONNREFUSED", undefined, { code: "08006" }]) {
      expect(isDatabaseUnavailable(error)).toBe(false);
    }
  });

  test("names the key that is taken, for both drivers", () => {
    expect(violatedConstraint(wrapped("23505", { constraint: "a_key" }))).toBe("a_key");
    expect(violatedConstraint(wrapped("23505", { constraint_name: "a_key" }))).toBe("a_key");
    expect(violatedConstraint(wrapped("23503", { constraint: "a_key" }))).toBeUndefined();
    expect(violatedConstraint(new Error("x"))).toBeUndefined();
  });

  test("is that something has gone where a reference to it fails", () => {
    expect(isGone(wrapped("23503"))).toBe(true);
    expect(isGone(wrapped("23505"))).toBe(false);
  });

  test("is told without what was stored", () => {
    expect(describeFailure(wrapped("08006"))).toBe("08006: what went wrong");
    expect(describeFailure(new Error("a bug"))).toContain("a bug");
    expect(describeFailure("text")).toBe("not an error");
  });
});

test("a failed query without a code tells nothing of its parameters", () => {
  const cause = new Error("PGlite is closed");
  const failure = new Error("Failed query: select $1\nparams: the words of a user", { cause });
  expect(describeFailure(failure)).toContain("PGlite is closed");
  expect(describeFailure(failure)).not.toContain("the words of a user");
  expect(describeFailure(new Error("Failed query: select $1\nparams: words"))).toBe(
    "a query failed",
  );
});
