import { describe, expect, it } from "vitest";

import { ChatCompletionRequest } from "./chat-completion-request.ts";
import { findUnenforceable } from "./response-format.ts";

const messages = [{ role: "user", content: "Hi" }];

describe("a chat completion request", () => {
  it("needs messages and nothing else", () => {
    expect(ChatCompletionRequest.parse({ messages }).messages).toEqual(messages);
    expect(ChatCompletionRequest.safeParse({ messages: [] }).success).toBe(false);
  });

  it("may have its content in text parts, and its system message from a developer", () => {
    const parts = [
      { type: "text", text: "a" },
      { type: "text", text: "b" },
    ];
    const parsed = ChatCompletionRequest.parse({
      messages: [{ role: "developer", content: parts }],
    });
    expect(parsed.messages).toEqual([{ role: "system", content: "ab" }]);
  });

  it("reads null as not set, and one stop string as a list", () => {
    const parsed = ChatCompletionRequest.parse({ messages, seed: null, stop: "x" });
    expect(parsed).toMatchObject({ seed: undefined, stop: ["x"] });
  });

  it("takes any whole seed, of which the sampler knows 32 bits", () => {
    expect(ChatCompletionRequest.parse({ messages, seed: -1 }).seed).toBe(4_294_967_295);
    expect(ChatCompletionRequest.parse({ messages, seed: 2 ** 32 + 5 }).seed).toBe(5);
  });

  it("has no more than four stop strings, and no empty one", () => {
    for (const stop of [["a", "b", "c", "d", "e"], "", [""]]) {
      expect(ChatCompletionRequest.safeParse({ messages, stop }).success).toBe(false);
    }
  });

  it("may ask for no tokens at all only with a key for the cache that it fills", () => {
    const filled = { messages, max_tokens: 0, prompt_cache_key: "a" };
    expect(ChatCompletionRequest.parse(filled).max_tokens).toBe(0);
    for (const limit of ["max_tokens", "max_completion_tokens"]) {
      const { error } = ChatCompletionRequest.safeParse({ messages, [limit]: 0 });
      expect(error?.issues.map(({ path }) => path)).toEqual([[limit]]);
    }
  });

  it("refuses fields it does not know", () => {
    expect(ChatCompletionRequest.safeParse({ messages, colour: "red" }).success).toBe(false);
  });
});

describe("a JSON schema", () => {
  it("may use only words that the grammar enforces", () => {
    const person = { type: "object", properties: { pattern: { type: "string", title: "P" } } };
    expect(findUnenforceable(person)).toBeUndefined();
    const nested = { type: "array", items: { oneOf: [{ type: "string", pattern: "a" }] } };
    expect(findUnenforceable(nested)).toBe("items.oneOf.0.pattern");
  });
});
