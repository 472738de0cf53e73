import { mkdir, mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { watchTrees } from "./watch-trees.ts";

describe("watching source folders", () => {
  let root: string;
  let end: () => void;
  const seen = new Set<string>();

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), "sarah-watch-"));
    await mkdir(join(root, "api", "http"), { recursive: true });
    await mkdir(join(root, "other"));
    await writeFile(join(root, "api", "http", "sse.ts"), "1");
    seen.clear();
    end = watchTrees(root, ["api"], (paths) => paths.forEach((path) => seen.add(path)));
  });
  afterEach(async () => {
    end();
    await rm(root, { recursive: true, force: true });
  });

  const nextChange = (path: string) => vi.waitUntil(() => seen.has(path), 5000);
  const replace = async (path: string) => {
    await writeFile(join(root, "api", "draft"), "new");
    await rename(join(root, "api", "draft"), join(root, path));
  };

  it("notices a file that is written", async () => {
    await writeFile(join(root, "api", "http", "sse.ts"), "2");
    expect(await nextChange(join("api", "http", "sse.ts"))).toBe(true);
  });

  it("notices every replacement of a file by another, not only the first", async () => {
    for (let n = 0; n < 3; n++) {
      seen.clear();
      await replace(join("api", "http", "sse.ts"));
      expect(await nextChange(join("api", "http", "sse.ts"))).toBe(true);
    }
  });

  it("follows a new folder", async () => {
    await mkdir(join(root, "api", "memory"));
    expect(await nextChange(join("api", "memory"))).toBe(true);
    await writeFile(join(root, "api", "memory", "rank.ts"), "1");
    expect(await nextChange(join("api", "memory", "rank.ts"))).toBe(true);
  });

  it("notices a file of the root, and nothing in a folder that is not its business", async () => {
    await writeFile(join(root, "other", "x.ts"), "1");
    await writeFile(join(root, ".env"), "PORT=1");
    expect(await nextChange(".env")).toBe(true);
    expect(seen).not.toContain(join("other", "x.ts"));
  });
});
