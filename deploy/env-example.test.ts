import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseEnv } from "node:util";
import { describe, expect, it } from "vitest";

import { ApiSettings } from "#api/config.ts";
import { Environment as InferenceSettings } from "#inference/config.ts";

/* Both programs' schemas know settings with a default and settings without; the list shows both. */
const source = readFileSync(join(import.meta.dirname, "env.example"), "utf8");
const shown = parseEnv(source.replaceAll(/^#(?=[A-Z_]+=)/gm, ""));
const withValue = Object.fromEntries(Object.entries(shown).filter(([, value]) => value !== ""));

describe("deploy/env.example", () => {
  it("lists exactly the settings that the programs read", () => {
    const read = [...Object.keys(ApiSettings.shape), ...Object.keys(InferenceSettings.shape)];
    expect(Object.keys(shown).toSorted()).toEqual([...new Set(read)].toSorted());
  });

  it("sets nothing unless a line is uncommented", () => {
    expect(parseEnv(source)).toEqual({});
  });

  it.each([
    ["API", ApiSettings],
    ["inference server", InferenceSettings],
  ])("shows the defaults of the %s", (_program, settings) => {
    const defaults: Record<string, unknown> = settings.parse({});
    const asShown: Record<string, unknown> = settings.parse(withValue);
    const known = Object.keys(withValue).filter((key) => defaults[key] !== undefined);
    for (const key of known) expect([key, asShown[key]]).toEqual([key, defaults[key]]);
    expect(known.length).toBeGreaterThan(0);
  });

  it("explains every group of settings above it", () => {
    const bare = source.split("\n\n").filter((block) => !/^# /m.test(block));
    expect(bare).toEqual([]);
  });
});
