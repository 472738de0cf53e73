import { describe, expect, it } from "vitest";

import { createApp } from "./app.ts";
import { ErrorBody } from "./protocol/error-body.ts";

const app = createApp({ token: "the-token", service: () => undefined });
const headers = { Authorization: "Bearer the-token" };

describe("the model server while its model is being loaded", () => {
  it("says so on /health, to anyone", async () => {
    const response = await app.request("/health");
    expect(response.status).toBe(503);
    expect(await response.json()).toEqual({ status: "loading" });
  });

  it("says how much of it is loaded, where that is known", async () => {
    const loading = createApp({ token: "x", service: () => undefined, progress: () => 0.42 });
    const response = await loading.request("/health");
    expect(await response.json()).toEqual({ status: "loading", progress: 0.42 });
  });

  it("refuses everything else with a time to try again", async () => {
    for (const [path, method] of [
      ["/v1/models", "GET"],
      ["/v1/chat/completions", "POST"],
      ["/v1/chat/completions/chatcmpl-1", "GET"],
      ["/v1/chat/completions/chatcmpl-1", "DELETE"],
      ["/v1/cache/a", "DELETE"],
      ["/v1/embeddings", "POST"],
      ["/metrics", "GET"],
      ["/slots", "GET"],
      ["/tokenize", "POST"],
    ] as const) {
      const response = await app.request(path, { method, headers });
      expect(response.status).toBe(503);
      expect(response.headers.get("Retry-After")).toBe("1");
      expect(await response.json()).toMatchObject({ error: { code: "model_loading" } });
    }
  });

  it("tells nothing to those without the token", async () => {
    for (const authorization of [
      "",
      "Bearer",
      "Bearer the-tokem",
      "Basic the-token",
      "the-token",
    ]) {
      const response = await app.request("/v1/models", { headers: { authorization } });
      expect(response.status).toBe(401);
      expect(response.headers.get("WWW-Authenticate")).toBe("Bearer");
      expect(ErrorBody.parse(await response.json()).error.type).toBe("authentication_error");
    }
  });

  it("answers 404 in OpenAI's shape where nothing is", async () => {
    const response = await app.request("/v1/nothing", { headers });
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ error: { code: "not_found", param: null } });
  });
});
