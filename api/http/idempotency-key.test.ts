import { describe, expect, it } from "vitest";

import { fingerprintOf } from "./idempotency-key.ts";

const of = (body: unknown, method = "POST", path = "/v1/chat") => fingerprintOf(method, path, body);

describe("the fingerprint of a request", () => {
  it("is the same however its JSON is ordered", async () => {
    const one = await of({ content: "Hi", nested: { a: 1, b: [1, { c: 2, d: 3 }] } });
    const other = await of({ nested: { b: [1, { d: 3, c: 2 }], a: 1 }, content: "Hi" });
    expect(one).toMatch(/^[0-9a-f]{64}$/);
    expect(other).toBe(one);
  });

  it("differs by method, path and anything in the body", async () => {
    const different = await Promise.all([
      of({ content: "Hi" }),
      of({ content: "Hi " }),
      of({ content: "Hi", conversationId: "1" }),
      of({ content: ["Hi"] }),
      of({ content: { 0: "Hi" } }),
      of({}),
      of(""),
      of({ content: "Hi" }, "PATCH"),
      of({ content: "Hi" }, "POST", "/v1/conversations/1/messages"),
    ]);
    expect(new Set(different).size).toBe(different.length);
  });
});
