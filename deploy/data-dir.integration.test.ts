import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readFile, readdir, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { promisify } from "node:util";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { loadOrCreateSecret, openDataDir } from "./data-dir.ts";
import { StartupError } from "./startup-error.ts";

const permissions = async (path: string) => (await stat(path)).mode & 0o777;

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "sarah-data-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe("the data folder", () => {
  it("is made with its parents, for this user alone", async () => {
    const path = await openDataDir(join(folder, "a", "b"));
    expect(path).toBe(join(folder, "a", "b"));
    expect(await permissions(path)).toBe(0o700);
  });

  it("is given back as an absolute path", async () => {
    const path = join(folder, "data");
    expect(await openDataDir(relative(process.cwd(), path))).toBe(path);
  });

  it("is left as it is when it exists", async () => {
    await mkdir(join(folder, "kept"), { mode: 0o750 });
    await openDataDir(join(folder, "kept"));
    expect(await permissions(join(folder, "kept"))).toBe(0o750);
  });

  it("is refused in one line when it is a file, or below one", async () => {
    const file = join(folder, "file");
    await writeFile(file, "");
    await expect(openDataDir(file)).rejects.toThrow(/^DATA_DIR .* cannot be used: it is a file\./);
    await expect(openDataDir(join(file, "x"))).rejects.toThrow(StartupError);
  });

  it.runIf(process.platform === "linux")("is refused where nothing can be made", async () => {
    const path = "/proc/no-such-process/data";
    await expect(openDataDir(path)).rejects.toThrow(/cannot be used: nothing can be made there\./);
  });

  it("is one for all who make it at once", async () => {
    const path = join(folder, "a", "b", "c");
    const made = Array.from({ length: 20 }, () => openDataDir(path));
    expect(new Set(await Promise.all(made))).toEqual(new Set([path]));
  });
});

describe("a secret", () => {
  it("is 32 random bytes in a file for this user alone, and stays the same", async () => {
    const secret = await loadOrCreateSecret(folder, "token");
    expect(Buffer.from(secret, "base64url")).toHaveLength(32);
    expect(await permissions(join(folder, "token"))).toBe(0o600);
    expect(await loadOrCreateSecret(folder, "token")).toBe(secret);
    expect(await loadOrCreateSecret(folder, "other")).not.toBe(secret);
  });

  it("is the same for all who ask for it at once", async () => {
    const asked = Array.from({ length: 50 }, () => loadOrCreateSecret(folder, "token"));
    expect(new Set(await Promise.all(asked)).size).toBe(1);
    expect(await readdir(folder)).toEqual(["token"]);
  });

  it("is the same for processes that start together", async () => {
    const program = `
      import { loadOrCreateSecret } from "#deploy/data-dir.ts";
      process.stdout.write(await loadOrCreateSecret(${JSON.stringify(folder)}, "token"));`;
    const args = ["--input-type=module", "--eval", program];
    const started = Array.from({ length: 4 }, () => promisify(execFile)(process.execPath, args));
    const outputs = await Promise.all(started);
    expect(new Set(outputs.map(({ stdout }) => stdout)).size).toBe(1);
  });

  it("may be one's own, with a line break at the end", async () => {
    const own = "an-operator-may-write-one-of-their-own-here";
    await writeFile(join(folder, "token"), `${own}\n`);
    expect(await loadOrCreateSecret(folder, "token")).toBe(own);
    expect(await readFile(join(folder, "token"), "utf8")).toBe(`${own}\n`);
  });

  it.each(["", "\n", "short"])("is refused when its file holds %j", async (content) => {
    await writeFile(join(folder, "token"), content);
    await expect(loadOrCreateSecret(folder, "token")).rejects.toThrow(StartupError);
  });
});
