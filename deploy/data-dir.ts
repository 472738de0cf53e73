import { randomBytes } from "node:crypto";
import { access, constants, link, mkdir, open, readFile, stat, unlink } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";

import { StartupError } from "./startup-error.ts";

const SECRET_BYTES = 32;
const SECRET_MIN_CHARACTERS = 32;

/**
 * Opens the folder that holds everything a running server keeps: made (mode 0700) when missing,
 * left with the mode it has when it exists.
 *
 * @returns its absolute path
 * @throws StartupError when it cannot be made or written to
 */
export async function openDataDir(path: string): Promise<string> {
  const dir = resolve(path);
  try {
    await makeFolder(dir);
    await access(dir, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    const reason = reasons[codeOf(error)] ?? codeOf(error);
    throw new StartupError(
      `DATA_DIR ${dir} cannot be used: ${reason}. Name another: DATA_DIR=<folder>`,
      { cause: error },
    );
  }
  return dir;
}

/**
 * The secret kept in `<dataDir>/<name>` (mode 0600), made on first use: 32 random bytes, base64url.
 * It appears under its name only when wholly written, so of several processes that start together
 * all get the same one, and a crash leaves no half a secret.
 *
 * @throws StartupError when the file is there but too short to be a secret
 */
export async function loadOrCreateSecret(dataDir: string, name: string): Promise<string> {
  const path = join(dataDir, name);
  const secret = (await readIfPresent(path)) ?? (await createSecret(path));
  if (secret.length < SECRET_MIN_CHARACTERS) {
    throw new StartupError(
      `${path} holds fewer than ${SECRET_MIN_CHARACTERS} characters. ` +
        "Delete it to have a new secret made, or write a longer one into it",
    );
  }
  return secret;
}

/** Level by level: mkdir's own recursion never ends in file systems where nothing can be made. */
async function makeFolder(dir: string): Promise<void> {
  try {
    await makeLevel(dir);
  } catch (error) {
    if (codeOf(error) !== "ENOENT" || dirname(dir) === dir) throw error;
    await makeFolder(dirname(dir));
    await makeLevel(dir);
  }
}

async function makeLevel(dir: string): Promise<void> {
  try {
    await mkdir(dir, { mode: 0o700 });
  } catch (error) {
    if (codeOf(error) !== "EEXIST" || !(await stat(dir)).isDirectory()) throw error;
  }
}

const reasons: Record<string, string> = {
  EACCES: "this user may not write there",
  EPERM: "this user may not write there",
  EROFS: "the file system is read-only",
  EEXIST: "it is a file",
  ENOTDIR: "part of the path is a file",
  ENOENT: "nothing can be made there",
  ENOSPC: "the disk is full",
};

async function readIfPresent(path: string): Promise<string | undefined> {
  try {
    return (await readFile(path, "utf8")).trim();
  } catch (error) {
    if (codeOf(error) === "ENOENT") return undefined;
    throw error;
  }
}

/** Writes to a name of its own, then links: linking fails where another process was first. */
async function createSecret(path: string): Promise<string> {
  const temporary = `${path}.${randomBytes(8).toString("hex")}.tmp`;
  const file = await open(temporary, "wx", 0o600);
  try {
    await file.writeFile(randomBytes(SECRET_BYTES).toString("base64url"));
    await file.sync();
    await link(temporary, path);
  } catch (error) {
    if (codeOf(error) !== "EEXIST") throw error;
  } finally {
    await file.close();
    await unlink(temporary);
  }
  return (await readFile(path, "utf8")).trim();
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : String(error);
}
