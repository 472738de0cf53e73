import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

import { streamOf } from "#api/testing/stream-of.ts";
import { InferenceError } from "./inference-error.ts";
import {
  maxReplyLength,
  readCompletion,
  type CompletionEnd,
  type CompletionNews,
} from "./read-completion.ts";

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

/** The same, whose connection then breaks. */
function broken(body: ReadableStream<Uint8Array>): ReadableStream<Uint8Array> {
  const flush = () => Promise.reject(new Error("reset"));
  return body.pipeThrough(new TransformStream({ flush }));
}

const queued = (position: number, choices: object[] = []) => ({
  ...base,
  choices,
  x_sarah: { queue_position: position },
});

/** The news that came, and how it ended or failed. */
async function readNews(body: ReadableStream<Uint8Array>) {
  const stream = readCompletion(body);
  const news: CompletionNews[] = [];
  try {
    for (;;) {
      const { done, value } = await stream.next();
      if (done) return { news, end: value satisfies CompletionEnd };
      news.push(value);
    }
  } catch (error) {
    if (!(error instanceof InferenceError)) throw error;
    return { news, failure: error.failure };
  }
}

/** The text that came, and how it ended or failed. */
async function read(body: ReadableStream<Uint8Array>) {
  const { news, ...rest } = await readNews(body);
  return { text: news.flatMap((item) => (item.kind === "text" ? [item.text] : [])), ...rest };
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

  test("says once that it has begun, before its first word, though that is empty", async () => {
    const { news } = await readNews(bodyOf(piece(""), piece("a"), piece("b"), stop, "[DONE]"));
    expect(news).toEqual([
      { kind: "began" },
      { kind: "text", text: "a" },
      { kind: "text", text: "b" },
    ]);
  });

  test("says its place in the queue each time, which is not a beginning", async () => {
    const chunks = [queued(2), queued(1), queued(0), piece("a"), stop, "[DONE]"];
    const { news } = await readNews(bodyOf(...chunks));
    expect(news).toEqual([
      { kind: "queued", position: 2 },
      { kind: "queued", position: 1 },
      { kind: "queued", position: 0 },
      { kind: "began" },
      { kind: "text", text: "a" },
    ]);
  });

  test("has not begun when it fails in the queue, or says nothing but what it cost", async () => {
    expect(await readNews(bodyOf(queued(1), { error: { message: "full" } }))).toEqual({
      news: [{ kind: "queued", position: 1 }],
      failure: "failed",
    });
    expect(await readNews(bodyOf(usage(), "[DONE]"))).toEqual({ news: [], failure: "failed" });
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

  test.each([
    ["breaks off", undefined],
    ["says what is no JSON", "{"],
    ["reports an error", { error: { message: "out of memory" } }],
  ])("is whole when it %s after it has said why it finished", async (_, chunk) => {
    const after = chunk === undefined ? [] : [chunk];
    const { text, end } = await read(broken(bodyOf(piece("a"), stop, ...after)));
    expect({ text, end }).toMatchObject({ text: ["a"], end: { completionTokens: 1 } });
  });

  test.each([
    ["counts without their sum", usage({ total_tokens: undefined })],
    ["null for what was cached", usage({ prompt_tokens_details: { cached_tokens: null } })],
    ["another kind of object", { ...piece(""), object: "" }],
    ["a time that is no whole number", { ...piece(""), created: 1.5 }],
    ["no delta", { ...base, choices: [{ index: 0, delta: null, finish_reason: null }] }],
    ["no choices", { ...base, choices: null }],
  ])("is read from servers that say %s", async (_, chunk) => {
    const { text, end } = await read(bodyOf(chunk, piece("a"), stop, chunk, "[DONE]"));
    expect({ text, end }).toMatchObject({ text: ["a"], end: { finishReason: "stop" } });
  });

  test.each([-5, 1.5, 99_999_999_999, "4"])(
    "counts its pieces where it is said to cost %s",
    async (n) => {
      const counts = usage({ completion_tokens: n, prompt_tokens: n });
      const { end } = await read(bodyOf(piece("a"), stop, counts, "[DONE]"));
      expect(end).toMatchObject({ completionTokens: 1, promptTokens: 0 });
    },
  );

  test("ends where its server does not", async () => {
    const endless = Array.from({ length: 20 }, () => piece("x".repeat(100_000)));
    const { text, end } = await read(bodyOf(...endless));
    expect(text.join("").length).toBeLessThan(maxReplyLength + 100_001);
    expect(end).toMatchObject({ finishReason: "length" });
  });

  test("has failed when nothing came", async () => {
    expect(await read(bodyOf())).toEqual({ text: [], failure: "failed" });
  });
});
