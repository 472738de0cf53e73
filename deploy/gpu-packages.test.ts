import { describe, expect, it } from "vitest";

import { gpuPackages } from "./gpu-packages.ts";
import { StartupError } from "./startup-error.ts";

describe("npm run gpu", () => {
  it.each([
    ["cuda", "linux-x64", ["@node-llama-cpp/linux-x64-cuda", "@node-llama-cpp/linux-x64-cuda-ext"]],
    ["vulkan", "linux-x64", ["@node-llama-cpp/linux-x64-vulkan"]],
    ["vulkan", "win32-x64", ["@node-llama-cpp/win-x64-vulkan"]],
  ])("brings for %s on %s what holds the build", (kind, platform, packages) => {
    expect(gpuPackages(kind, platform)).toEqual(packages);
  });

  it.each([
    [undefined, "linux-x64", "Say which"],
    ["metal", "linux-x64", "Say which"],
    ["cuda", "linux-arm64", "no cuda build for linux-arm64"],
    ["vulkan", "darwin-arm64", "nothing is missing: set INFERENCE_GPU=metal"],
    ["vulkan", "darwin-x64", "no vulkan build for darwin-x64"],
  ])("says in one line why it cannot bring %s on %s", (kind, platform, line) => {
    expect(() => gpuPackages(kind, platform)).toThrow(StartupError);
    expect(() => gpuPackages(kind, platform)).toThrow(line);
  });
});
