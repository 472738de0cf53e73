import { describe, expect, it } from "vitest";

import { programsOf } from "./changed-programs.ts";

describe("npm run dev", () => {
  it.each([
    ["api/http/sse.ts", ["api"]],
    ["api/web/chat.html", ["api"]],
    ["db/migrations/0001_more.sql", ["api"]],
    ["inference/engine/backend.ts", ["inference"]],
    ["models/manifest.ts", ["inference"]],
    ["inference/protocol/tokenize.ts", ["api", "inference"]],
    ["deploy/data-dir.ts", ["api", "inference"]],
    [".env", ["api", "inference"]],
    ["inference\\routes\\health.ts", ["inference"]],
  ])("restarts what reads %s", (path, programs) => {
    expect(programsOf(path)).toEqual(programs);
  });

  it.each([
    "api/errors.test.ts",
    "db/testing/global-setup.ts",
    "README.md",
    "models/x.gguf",
    ".git",
  ])("restarts nothing for %s", (path) => {
    expect(programsOf(path)).toEqual([]);
  });
});
