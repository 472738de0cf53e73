import { describe, expect, it } from "vitest";

import { parseConfig } from "./config.ts";

describe("settings", () => {
  it("need none to be set", () => {
    expect(parseConfig({})).toMatchObject({
      model: { name: "nano" },
      host: "127.0.0.1",
      port: 8080,
      contextTokens: 1024,
      batchTokens: 256,
      gpu: "off",
    });
  });

  it("choose the pinned model in production", () => {
    const { model } = parseConfig({ NODE_ENV: "production" });
    expect(model.name).toBe("openhermes-2.5-mistral-7b");
  });

  it("take an empty value for none", () => {
    expect(parseConfig({ INFERENCE_PORT: "", SARAH_MODEL: " " }).port).toBe(8080);
  });

  it.each([
    ["INFERENCE_PORT", "s3cret"],
    ["INFERENCE_SLOTS", "0"],
    ["INFERENCE_THREADS", "-1"],
    ["INFERENCE_TOKEN", "a s3cret"],
    ["SARAH_MODEL", "s3cret"],
    ["INFERENCE_GPU", "s3cret"],
  ])("name %s when it is wrong, and never its value", (key, value) => {
    const parse = () => parseConfig({ [key]: value });
    expect(parse).toThrow(key);
    expect(parse).not.toThrow("s3cret");
  });

  it("refuse to be reachable from outside without a token", () => {
    for (const INFERENCE_TOKEN of ["", "short"]) {
      const parse = () => parseConfig({ INFERENCE_HOST: "0.0.0.0", INFERENCE_TOKEN });
      expect(parse).toThrow("INFERENCE_TOKEN has to be set");
    }
    expect(() =>
      parseConfig({ INFERENCE_HOST: "0.0.0.0", INFERENCE_TOKEN: "0123456789abcdef" }),
    ).not.toThrow();
  });
});
