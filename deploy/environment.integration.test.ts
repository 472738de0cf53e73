import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { readEnvironment } from "./environment.ts";

describe("the settings", () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "sarah-env-"));
    vi.stubEnv("PORT", undefined);
  });
  afterEach(async () => {
    vi.unstubAllEnvs();
    await rm(folder, { recursive: true, force: true });
  });
  const writeEnvFile = (content: string) => writeFile(join(folder, ".env"), content);

  it("come from .env", async () => {
    await writeEnvFile("# the web address\nPORT=8001\n");
    expect(readEnvironment(folder)["PORT"]).toBe("8001");
  });

  it("come from the real environment where both name one", async () => {
    await writeEnvFile("PORT=8001");
    vi.stubEnv("PORT", "8002");
    expect(readEnvironment(folder)["PORT"]).toBe("8002");
  });

  it("come from .env where the real environment names one without a value", async () => {
    await writeEnvFile("PORT=8001");
    vi.stubEnv("PORT", "");
    expect(readEnvironment(folder)["PORT"]).toBe("8001");
  });

  it("count as not set when they are set to nothing", async () => {
    await writeEnvFile("PORT=");
    expect("PORT" in readEnvironment(folder)).toBe(false);
  });

  it("need no .env", () => {
    expect(readEnvironment(folder)["PORT"]).toBeUndefined();
  });

  it("say so when .env cannot be read", async () => {
    await mkdir(join(folder, ".env"));
    expect(() => readEnvironment(folder)).toThrow(/\.env cannot be read \(EISDIR\)/);
  });
});
