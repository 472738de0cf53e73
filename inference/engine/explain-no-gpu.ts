/** A kind of graphics card that llama.cpp has a build for. */
export type GpuKind = "cuda" | "vulkan" | "metal";

/** For which platforms, in Node's names, there are builds to be had. */
const BUILDS: Record<GpuKind, readonly string[]> = {
  cuda: ["linux-x64", "win32-x64"],
  vulkan: ["linux-x64", "win32-x64"],
  metal: ["darwin-arm64"],
};

/**
 * One line on why a kind of graphics card that was asked for cannot be used, and the way out.
 *
 * @param platform Node's names, as "linux-x64"
 * @param isInstalled whether the build for it is there
 */
export function explainNoGpu(kind: GpuKind, platform: string, isInstalled: boolean): string {
  const otherwise = "or set INFERENCE_GPU to auto or off";
  if (!BUILDS[kind].includes(platform)) {
    return `INFERENCE_GPU: there is no ${kind} build for ${platform}: set it to auto or off`;
  }
  if (!isInstalled) {
    const remedy = kind === "metal" ? "npm install" : `npm run gpu -- ${kind}`;
    return `INFERENCE_GPU: the ${kind} build is not installed: run ${remedy}, ${otherwise}`;
  }
  return `INFERENCE_GPU: ${kind} finds no graphics card here: install the card's driver, ${otherwise}`;
}
