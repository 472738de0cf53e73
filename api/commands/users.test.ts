import { describe, expect, it } from "vitest";

import { actionOf } from "./users.ts";

describe("npm run users", () => {
  it.each([
    ["activate"],
    ["deactivate"],
    ["delete"],
    ["reset-password"],
    ["reset-password", "--stdin"],
    ["set-age", "30"],
  ])("knows %s with %j", (command, ...more) => {
    expect(actionOf(command, more)).toBeTypeOf("function");
  });

  it.each([
    ["list", "all"],
    ["promote"],
    ["delete", "b"],
    ["activate", "b"],
    ["set-age"],
    ["set-age", "30", "31"],
    ["reset-password", "secret"],
  ])("does nothing for %s with %j", (command, ...more) => {
    expect(actionOf(command, more)).toBeUndefined();
  });
});
