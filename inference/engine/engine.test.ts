import { describe, expect, it } from "vitest";

import {
  createScriptedBackend,
  type ScriptedBackend,
} from "#inference/testing/scripted-backend.ts";

import { Engine } from "./engine.ts";
import type { ReplyEvent, ReplyRequest } from "./reply.ts";

const sampling = {
  temperature: 0,
  topP: 1,
  topK: 0,
  minP: 0,
  seed: 1,
  repeatPenalty: 1,
  presencePenalty: 0,
  frequencyPenalty: 0,
};

function createEngine(slots: number, queueLimit = 8) {
  const backend = createScriptedBackend(slots);
  return { backend, engine: new Engine(backend, { batchTokens: 256, queueLimit }) };
}

function request(backend: ScriptedBackend, text: string, more: Partial<ReplyRequest> = {}) {
  const tokens = backend.vocabulary.tokenize(text);
  return {
    prompt: [{ text, tokens }],
    sampling,
    maxTokens: 3,
    stop: [],
    ignoreEnd: false,
    background: false,
    signal: new AbortController().signal,
    ...more,
  } satisfies ReplyRequest;
}

async function read(events: AsyncIterable<ReplyEvent>) {
  let text = "";
  for await (const event of events) {
    if (event.type === "text") text += event.text;
    if (event.type === "done") return { text, ...event };
  }
  return { text };
}

describe("the engine", () => {
  it("makes one call on every running sequence in a step, in sequence order", async () => {
    const { backend, engine } = createEngine(3);
    const replies = ["one", "two", "six"].map((text) => engine.submit(request(backend, text)));
    await backend.step();
    expect(backend.takeLog().filter((entry) => !entry.includes("keep"))).toEqual([
      "0:read 3",
      "1:read 3",
      "2:read 3",
      "0:write",
      "1:write",
      "2:write",
    ]);
    backend.run();
    const texts = (await Promise.all(replies.map(read))).map(({ text }) => text);
    expect(texts).toEqual(["abc", "abc", "abc"]);
  });

  it("lets a newcomer read a chunk at a time while others write", async () => {
    const { backend, engine } = createEngine(2);
    const first = engine.submit(request(backend, "x", { maxTokens: 9 }));
    await backend.step();
    const second = engine.submit(request(backend, "y".repeat(40)));
    await backend.step();
    await backend.step();
    expect(backend.takeLog()).toEqual([
      "0:keep 0",
      "0:read 1",
      "0:write",
      "1:keep 0",
      "0:write",
      "1:read 32",
      "0:write",
      "1:read 8",
    ]);
    backend.run();
    await Promise.all([read(first), read(second)]);
  });

  it("reads only what a slot does not hold yet", async () => {
    const { backend, engine } = createEngine(1);
    backend.run();
    await read(engine.submit(request(backend, "hello ")));
    const next = await read(engine.submit(request(backend, "hello abc, again")));
    expect(next).toMatchObject({ counts: { promptTokens: 16, cachedTokens: 8 } });
  });

  it("reads the last token anew when a slot holds the whole prompt", async () => {
    const { backend, engine } = createEngine(1);
    backend.run();
    await read(engine.submit(request(backend, "hello")));
    const again = await read(engine.submit(request(backend, "hello")));
    expect(again).toMatchObject({ text: "abc", counts: { promptTokens: 5, cachedTokens: 4 } });
  });

  it("ends at the model's own end, and before a stop string", async () => {
    const { backend, engine } = createEngine(1);
    backend.run();
    const whole = await read(engine.submit(request(backend, "x", { maxTokens: 40 })));
    expect(whole).toMatchObject({ text: "abcdefghijklmnopqrstuvwxyz", finishReason: "stop" });
    const cut = await read(engine.submit(request(backend, "x", { maxTokens: 40, stop: ["def"] })));
    expect(cut).toMatchObject({ text: "abc", finishReason: "stop" });
    const short = await read(engine.submit(request(backend, "x")));
    expect(short).toMatchObject({ text: "abc", finishReason: "length" });
  });

  it("refuses when its queue is full, with a time to try again", () => {
    const { backend, engine } = createEngine(1, 1);
    engine.submit(request(backend, "a"));
    engine.submit(request(backend, "b"));
    expect(() => engine.submit(request(backend, "c"))).toThrow(
      expect.objectContaining({
        refusal: { status: 503, code: "queue_full", retryAfterSeconds: expect.any(Number) },
      }),
    );
    backend.run();
  });

  it("lets go of a reply whose reader left, in the queue at once, in a slot after the step", async () => {
    const { backend, engine } = createEngine(1);
    const [running, waiting] = [new AbortController(), new AbortController()];
    engine.submit(request(backend, "x".repeat(50), { signal: running.signal }));
    const left = engine.submit(request(backend, "b", { signal: waiting.signal }));
    const patient = engine.submit(request(backend, "c"));
    await backend.step();
    waiting.abort();
    expect(await read(left)).toEqual({ text: "" });
    expect(engine.load).toEqual({ running: 1, waiting: 1 });
    running.abort();
    await backend.step();
    expect(engine.load).toEqual({ running: 1, waiting: 0 });
    backend.run();
    expect(await read(patient)).toMatchObject({ text: "abc" });
    expect(engine.load).toEqual({ running: 0, waiting: 0 });
  });

  it("serves background requests last", async () => {
    const { backend, engine } = createEngine(1);
    const order: string[] = [];
    const submit = (name: string, background: boolean) =>
      read(engine.submit(request(backend, name, { background }))).then(() => order.push(name));
    const all = [submit("1", false), submit("2", true), submit("3", false)];
    backend.run();
    await Promise.all(all);
    expect(order).toEqual(["1", "3", "2"]);
  });

  it("fails only the replies of a failed call, and trusts nothing their slot held", async () => {
    const { backend, engine } = createEngine(2);
    const [first, second] = ["aaaa", "bbbb"].map((text) => engine.submit(request(backend, text)));
    const failed = read(first ?? neverAsked()).catch((error: unknown) => error);
    backend.failNext(new Error("decode failed"));
    await backend.step();
    expect(await failed).toMatchObject({ message: "decode failed" });
    backend.run();
    expect(await read(second ?? neverAsked())).toMatchObject({ text: "abc" });
    const retried = await read(engine.submit(request(backend, "aaaa")));
    expect(retried).toMatchObject({ text: "abc", counts: { cachedTokens: 0 } });
  });

  it("lets running replies finish when it closes, and refuses the others", async () => {
    const { backend, engine } = createEngine(1);
    const running = read(engine.submit(request(backend, "a")));
    const waiting = read(engine.submit(request(backend, "b")));
    const refused = waiting.catch((error: unknown) => error);
    await backend.step();
    const closing = engine.close(60_000);
    backend.run();
    await closing;
    expect(await refused).toMatchObject({ refusal: { status: 503, code: "shutting_down" } });
    expect(await running).toMatchObject({ text: "abc" });
    expect(() => engine.submit(request(backend, "c"))).toThrow("stopping");
  });
});

function neverAsked(): never {
  throw new Error("two were submitted");
}
