import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseEnv } from "node:util";

import { StartupError } from "./startup-error.ts";

/** Settings by name, as the operating system and `.env` hold them. */
export type Environment = Record<string, string | undefined>;

/**
 * The settings of this process: `.env` in the given folder when there is one, and over it the real
 * environment. What is set to nothing counts as not set.
 */
export function readEnvironment(folder: string = process.cwd()): Environment {
  return { ...withoutEmpty(readEnvFile(join(folder, ".env"))), ...withoutEmpty(process.env) };
}

function readEnvFile(path: string): Environment {
  try {
    return parseEnv(readFileSync(path, "utf8"));
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code === "ENOENT") return {};
    throw new StartupError(`${path} cannot be read (${String(code)})`, { cause: error });
  }
}

function withoutEmpty(settings: Environment): Environment {
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== ""));
}
