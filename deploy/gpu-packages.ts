import { StartupError } from "./startup-error.ts";

const KINDS = new Set(["cuda", "vulkan"]);
const PLATFORMS = new Set(["linux-x64", "win32-x64"]);

/**
 * The packages that hold llama.cpp's build for a kind of graphics card.
 *
 * @param kind what was asked for: cuda or vulkan
 * @param platform Node's names, as "linux-x64"
 * @throws StartupError when there is no such build
 */
export function gpuPackages(kind: string | undefined, platform: string): string[] {
  if (!kind || !KINDS.has(kind)) {
    throw new StartupError("Say which: npm run gpu -- cuda, or npm run gpu -- vulkan");
  }
  if (platform === "darwin-arm64") {
    throw new StartupError("Here nothing is missing: set INFERENCE_GPU=metal in .env and start.");
  }
  if (!PLATFORMS.has(platform)) {
    throw new StartupError(
      `There is no ${kind} build for ${platform}, only for x64 Linux and Windows.`,
    );
  }
  const base = `@node-llama-cpp/${platform.replace("win32", "win")}-${kind}`;
  return kind === "cuda" ? [base, `${base}-ext`] : [base];
}
