import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

import { streamOf } from "#api/testing/stream-of.ts";
import { InferenceError } from "./inference-error.ts";
import { readCompletion, type CompletionEnd } from "./read-completion.ts";

const base = { id: "chatcmpl-1", object: "chat.completion.chunk", created: 1, model: "m" };
const piece = (content: string | null) => ({
  ...base,
  choices: [{ index: 0, delta: { content }, finish_reason: null }],
});
const stop = { ...base, choices: [{ index: 0, delta: {}, finish_reason: "stop" }] };
const usage = (more: object = {}) => ({
  ...base,
  choices: [],
  usage: { prompt_tokens: 9, completion_tokens: 4, total_tokens: 13, ...more },
});

function bodyOf(...chunks: (object | string)[]): ReadableStream<Uint8Array> {
  const lines = chunks.map((chunk) => (typeof chunk === "string" ? chunk : JSON.stringify(chunk)));
  return streamOf(lines.map((line) => new TextEncoder().encode(`data: ${line}\n\n`)));
}

/** The text that came, and how it ended or failed. */
async function read(body: ReadableStream<Uint8Array>) {
  const stream = readCompletion(body);
  const text: string[] = [];
  try {
    for (;;) {
      const { done, value } = await stream.next();
      if (done) return { text, end: value satisfies CompletionEnd };
      text.push(value);
    }
  } catch (error) {
    if (!(error instanceof InferenceError)) throw error;
    return { text, failure: error.failure };
  }
}

describe("a streamed completion", () => {
  test("gives its words in order and none that is empty", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.string({ unit: "grapheme" })), async (words) => {
        const { text, end } = await read(bodyOf(...words.map(piece), stop, usage(), "[DONE]"));
        expect(text).toEqual(words.filter((word) => word !== ""));
        expect(end?.finishReason).toBe("stop");
      }),
    );
  });

  test("ends with what it cost", async () => {
    const details = { prompt_tokens_details: { cached_tokens: 5 } };
    const { end } = await read(bodyOf(piece("Hi"), stop, usage(details), "[DONE]"));
    expect(end).toEqual({
      finishReason: "stop",
      promptTokens: 9,
      cachedTokens: 5,
      completionTokens: 4,
    });
  });

  test("counts its pieces where the server does not say what it cost", async () => {
    const { end } = await read(bodyOf(piece("a"), piece("b"), stop, "[DONE]"));
    expect(end).toMatchObject({ promptTokens: 0, cachedTokens: 0, completionTokens: 2 });
  });

  test("is whole without [DONE] once it has said why it finished", async () => {
    const { text, end } = await read(bodyOf(piece("a"), stop));
    expect([text, end?.finishReason]).toEqual([["a"], "stop"]);
  });

  test("takes a role without words and words that are null", async () => {
    const role = {
      ...base,
      choices: [{ index: 0, delta: { role: "assistant" }, finish_reason: null }],
    };
    const { text } = await read(bodyOf(role, piece(null), piece("a"), stop));
    expect(text).toEqual(["a"]);
  });

  test.each([
    ["ends without saying why", [piece("a"), "[DONE]"]],
    ["breaks off", [piece("a")]],
    ["reports an error", [piece("a"), { error: { message: "out of memory" } }, stop, "[DONE]"]],
    ["says what is no JSON", [piece("a"), "{"]],
    ["says what is no chunk", [piece("a"), { hello: "world" }]],
  ])("has failed when it %s, and keeps the words before", async (_, chunks) => {
    expect(await read(bodyOf(...chunks))).toEqual({ text: ["a"], failure: "failed" });
  });

  test("has failed when nothing came", async () => {
    expect(await read(bodyOf())).toEqual({ text: [], failure: "failed" });
  });
});
