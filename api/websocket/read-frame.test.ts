import { describe, expect, it } from "vitest";

import { readFrame } from "./read-frame.ts";

const conversationId = "01900000-0000-7000-8000-000000000000";
const send = { type: "message.send", requestId: "r1", content: " Hi " };

function failureOf(frame: unknown) {
  const read = readFrame(typeof frame === "string" ? frame : JSON.stringify(frame));
  if (!("failure" in read)) throw new Error("It was read");
  const { failure, requestId } = read;
  return { code: failure.code, fields: failure.fields, requestId };
}

describe("reading a frame", () => {
  it("gives the frame, and as its body what POST /v1/chat would have been sent", () => {
    const text = JSON.stringify({ ...send, conversationId, idempotencyKey: "k" });
    expect(readFrame(text)).toEqual({
      frame: { ...send, content: "Hi", conversationId, idempotencyKey: "k" },
      body: { content: " Hi ", conversationId },
    });
  });

  it.each(["", "{", "[]", "null", '"text"', "1"])("refuses %j as malformed", (text) => {
    expect(failureOf(text)).toMatchObject({ code: "malformed-request", requestId: undefined });
  });

  it("keeps the request id of a frame that does not validate, if that is one", () => {
    expect(failureOf({ ...send, content: "" })).toMatchObject({
      code: "validation-failed",
      requestId: "r1",
      fields: [{ path: "content" }],
    });
    const spoilt = failureOf({ ...send, requestId: "not an id" });
    expect(spoilt).toMatchObject({ requestId: undefined, fields: [{ path: "requestId" }] });
  });

  it("names no field it does not know", () => {
    expect(JSON.stringify(failureOf({ ...send, secret: 1 }))).not.toContain("secret");
  });

  it.each([
    ["a type that is none", { type: "toString" }],
    ["no type", {}],
    ["a send without content", { type: "message.send", requestId: "r1" }],
    ["a send without a request id", { type: "message.send", content: "Hi" }],
    ["4,001 characters", { ...send, content: "x".repeat(4001) }],
    ["half a surrogate pair", { ...send, content: "\uD800" }],
    ["a conversation that is no id", { ...send, conversationId: "1" }],
    ["a long idempotency key", { ...send, idempotencyKey: "k".repeat(256) }],
    ["a cancel of no id", { type: "message.cancel", replyId: "1" }],
    ["an empty token", { type: "auth", accessToken: "" }],
  ])("does not validate %s", (_what, frame) => {
    expect(failureOf(frame).code).toBe("validation-failed");
  });
});
