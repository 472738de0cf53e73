import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";

import { describe, expect, it } from "vitest";

import { findModel, manifest } from "./manifest.ts";

describe("the model manifest", () => {
  it("names each model once", () => {
    const names = manifest.map((entry) => entry.name);
    expect(new Set(names).size).toBe(names.length);
  });

  it("pins the bytes of the model that ships with the project", async () => {
    const nano = manifest.find((entry) => entry.name === "nano");
    const bytes = await readFile(nano?.file ?? "");
    expect(bytes.length).toBe(nano?.sizeBytes);
    expect(createHash("sha256").update(bytes).digest("hex")).toBe(nano?.sha256);
  });

  it("finds a model by its name", () => {
    expect(findModel("nano")).toMatchObject({ promptForm: "compact", maxThreads: 1 });
  });

  it("takes anything with a slash or a .gguf ending for a file, in chat form", () => {
    for (const path of ["./my.gguf", "/srv/models/my.gguf", "my.gguf", "C:\\models\\my.GGUF"]) {
      expect(findModel(path)).toMatchObject({ name: "my", file: path, promptForm: "chat" });
    }
  });

  it("knows no model by a name that is not in the manifest", () => {
    expect(findModel("gpt-4")).toBeUndefined();
  });
});
