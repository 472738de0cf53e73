import { describe, expect, it } from "vitest";

import { explainNoGpu } from "./explain-no-gpu.ts";

describe("why a graphics card cannot be used", () => {
  it.each([
    ["cuda", "linux-x64", false, "not installed: run npm run gpu -- cuda,"],
    ["vulkan", "win32-x64", false, "not installed: run npm run gpu -- vulkan,"],
    ["metal", "darwin-arm64", false, "not installed: run npm install,"],
    ["cuda", "linux-x64", true, "cuda finds no graphics card here: install the card's driver,"],
    ["metal", "linux-x64", false, "no metal build for linux-x64: set it to auto or off"],
    ["cuda", "linux-arm64", false, "no cuda build for linux-arm64"],
    ["vulkan", "darwin-arm64", false, "no vulkan build for darwin-arm64"],
    ["metal", "darwin-x64", true, "no metal build for darwin-x64"],
  ] as const)("%s on %s, build installed: %s, is one line with the way out", (...given) => {
    const [kind, platform, isInstalled, line] = given;
    const explained = explainNoGpu(kind, platform, isInstalled);
    expect(explained).toMatch(/^INFERENCE_GPU: [^\n]+ auto or off$/);
    expect(explained).toContain(line);
  });
});
