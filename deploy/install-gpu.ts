import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { gpuPackages } from "./gpu-packages.ts";
import { runProgram } from "./run-program.ts";
import { StartupError } from "./startup-error.ts";

/*
 * `npm run gpu -- cuda|vulkan`: brings the build of llama.cpp for a graphics card, which a plain
 * install leaves out for its size (package.json puts empty packages in its place). The version is
 * that of the installed node-llama-cpp. `npm install` puts the empty packages back. It is used when
 * INFERENCE_GPU says so.
 */

const ROOT = join(import.meta.dirname, "..");
const MODULES = join(ROOT, "node_modules");

async function main(): Promise<void> {
  const [, , kind] = process.argv;
  const packages = gpuPackages(kind, `${process.platform}-${process.arch}`);
  const version = installedVersion("node-llama-cpp");
  if (!version) throw new StartupError("node-llama-cpp is not installed. Run npm install first.");

  // Below node_modules, so that moving the packages into place is a rename on one file system.
  const temporary = mkdtempSync(join(MODULES, ".gpu-"));
  try {
    download(packages, version, temporary);
    for (const name of packages) moveIntoPlace(name, temporary);
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
  console.log(
    `Installed ${packages.join(" and ")} ${version}. Set INFERENCE_GPU=${kind} in .env to use it; ` +
      "run this again after npm install.",
  );
}

function installedVersion(name: string): string | undefined {
  const path = join(MODULES, name, "package.json");
  if (!existsSync(path)) return undefined;
  const { version }: { version: string } = JSON.parse(readFileSync(path, "utf8"));
  return version;
}

function download(packages: string[], version: string, folder: string): void {
  writeFileSync(join(folder, "package.json"), '{ "private": true }');
  const wanted = packages.map((name) => `${name}@${version}`);
  try {
    const options = ["--prefix", folder, "--ignore-scripts", "--no-audit", "--no-fund"];
    execFileSync("npm", ["install", ...options, ...wanted], {
      cwd: folder,
      stdio: ["ignore", 2, 2],
      shell: process.platform === "win32",
    });
  } catch (error) {
    throw new StartupError(`npm could not bring ${wanted.join(" and ")}; see above.`, {
      cause: error,
    });
  }
}

/** The old package is moved away first and deleted with the temporary folder. */
function moveIntoPlace(name: string, temporary: string): void {
  const place = join(MODULES, name);
  const old = join(temporary, name.replace("/", "-"));
  if (existsSync(place)) renameSync(place, old);
  renameSync(join(temporary, "node_modules", name), place);
}

if (import.meta.main) await runProgram(main);
