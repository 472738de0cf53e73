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

function createEngine(slots: number, queueLimit = 8, queueMs?: number) {
  const backend = createScriptedBackend(slots);
  const clock = { ms: 0 };
  const options = { batchTokens: 256, queueLimit, queueMs, now: () => clock.ms };
  return { backend, clock, engine: new Engine(backend, options) };
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

  it("gives users their turns, however many requests one of them sends", async () => {
    const { backend, engine } = createEngine(1);
    const order: string[] = [];
    const submit = (name: string, user: string) =>
      read(engine.submit(request(backend, name, { user }))).then(() => order.push(name));
    const all = [submit("a1", "ann"), submit("a2", "ann"), submit("a3", "ann")];
    await backend.step();
    all.push(submit("b1", "bo"), submit("b2", "bo"));
    backend.run();
    await Promise.all(all);
    expect(order).toEqual(["a1", "b1", "a2", "b2", "a3"]);
  });

  it("refuses a request that has waited for too long", async () => {
    const { backend, engine } = createEngine(1, 8, 1);
    const running = read(engine.submit(request(backend, "a")));
    const late = read(engine.submit(request(backend, "b"))).catch((error: unknown) => error);
    expect(await late).toMatchObject({ refusal: { status: 503, code: "queue_timeout" } });
    expect(engine.load).toEqual({ running: 1, waiting: 0 });
    backend.run();
    expect(await running).toMatchObject({ text: "abc" });
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

  it("cuts what is not finished in time when it closes, and keeps what was read", async () => {
    const { backend, engine } = createEngine(1);
    const running = read(engine.submit(request(backend, "x".repeat(50)))).catch(
      (error: unknown) => error,
    );
    await backend.step();
    await engine.close(1);
    expect(await running).toMatchObject({ refusal: { status: 503, code: "shutting_down" } });
    const saved = engine.save();
    await backend.step();
    await saved;
    expect(engine.load).toEqual({ running: 0, waiting: 0 });
    expect(backend.sequences[0]?.length).toBeGreaterThanOrEqual(32);
  });
});

/** The places in the queue that a request was told, and that it was served in the end. */
async function readPlaces(events: AsyncIterable<ReplyEvent>) {
  const places: (number | string)[] = [];
  for await (const event of events) {
    if (event.type === "queued") places.push(event.position);
    if (event.type === "started") places.push(event.type);
  }
  return places;
}

describe("the place in the queue", () => {
  const asked = { reportsQueue: true };

  it("is told when waiting begins and whenever it changes, and to nobody who waits for nothing", async () => {
    const { backend, engine } = createEngine(2);
    const names = ["1", "2", "3", "4", "5"];
    const places = names.map((name) =>
      readPlaces(engine.submit(request(backend, name, { ...asked, maxTokens: 1 }))),
    );
    await backend.step();
    backend.run();
    expect(await Promise.all(places)).toEqual([
      ["started"],
      ["started"],
      [1, "started"],
      [2, "started"],
      [3, 1, "started"],
    ]);
  });

  it("gets worse when somebody comes who goes first, and better when somebody leaves", async () => {
    const { backend, engine } = createEngine(1);
    engine.submit(request(backend, "1"));
    await backend.step();
    const background = engine.submit(request(backend, "2", { ...asked, background: true }));
    const places = readPlaces(background);
    const leaving = new AbortController();
    await backend.step();
    engine.submit(request(backend, "3", { signal: leaving.signal }));
    await backend.step();
    leaving.abort();
    backend.run();
    expect(await places).toEqual([1, 2, 1, "started"]);
  });

  it("is not kept for a reader that does not read, but for the last one", async () => {
    const { backend, engine } = createEngine(1);
    engine.submit(request(backend, "1"));
    await backend.step();
    const events = engine.submit(request(backend, "2", { ...asked, background: true }));
    for (const name of ["3", "4", "5"]) engine.submit(request(backend, name));
    expect(await Array.fromAsync(take(events, 1))).toEqual([{ type: "queued", position: 4 }]);
    backend.run();
  });

  it("is told to nobody who did not ask", async () => {
    const { backend, engine } = createEngine(1);
    const all = ["1", "2", "3"].map((name) => readPlaces(engine.submit(request(backend, name))));
    backend.run();
    expect(await Promise.all(all)).toEqual([["started"], ["started"], ["started"]]);
  });

  it("says nothing of a slot that a fill gives back at once", async () => {
    const { backend, engine } = createEngine(1);
    engine.submit(request(backend, "x".repeat(50), fill("a")));
    await backend.step();
    const places = readPlaces(engine.submit(request(backend, "1", asked)));
    backend.run();
    expect(await places).toEqual(["started"]);
  });
});

const fill = (cacheKey: string) => ({ maxTokens: 0, background: true, cacheKey });

async function* take(events: AsyncIterable<ReplyEvent>, count: number) {
  for await (const event of events) {
    yield event;
    if (--count === 0) return;
  }
}

describe("a fill of the cache", () => {
  const prompt = "x".repeat(50);
  const long = "x".repeat(100);

  it("reads the whole prompt and writes nothing, and the next request of its key finds all of it", async () => {
    const { backend, engine } = createEngine(2);
    backend.run();
    const filled = await read(engine.submit(request(backend, prompt, fill("a"))));
    expect(filled).toMatchObject({
      text: "",
      finishReason: "length",
      counts: { promptTokens: 50, cachedTokens: 0, readTokens: 50, completionTokens: 0 },
    });
    expect(backend.takeLog()).toEqual(["0:keep 0", "0:read 32", "0:read 18"]);
    const next = await read(engine.submit(request(backend, `${prompt} y`, { cacheKey: "a" })));
    expect(next).toMatchObject({ text: "abc", counts: { promptTokens: 52, cachedTokens: 50 } });
  });

  it("leaves a slot alone that holds its prompt already, and whatever follows it", async () => {
    const { backend, engine } = createEngine(1);
    backend.run();
    await read(engine.submit(request(backend, prompt, { cacheKey: "a" })));
    backend.takeLog();
    const filled = await read(engine.submit(request(backend, prompt, fill("a"))));
    expect(filled).toMatchObject({ counts: { cachedTokens: 50, readTokens: 0 } });
    expect(backend.takeLog()).toEqual([]);
    const next = await read(engine.submit(request(backend, `${prompt}ab`, { cacheKey: "a" })));
    expect(next).toMatchObject({ counts: { promptTokens: 52, cachedTokens: 51 } });
  });

  it("waits for interactive requests, also for later ones", async () => {
    const { backend, engine } = createEngine(1);
    const order: string[] = [];
    const submit = (name: string, more: Partial<ReplyRequest> = {}) =>
      read(engine.submit(request(backend, name, more))).then(() => order.push(name));
    const all = [submit("1"), submit("2", fill("a")), submit("3")];
    backend.run();
    await Promise.all(all);
    expect(order).toEqual(["1", "3", "2"]);
  });

  it("gives its slot to an interactive request after the step, with what it has read", async () => {
    const { backend, engine } = createEngine(2);
    const fills = [long, "y".repeat(70)].map((text) =>
      read(engine.submit(request(backend, text, fill(text)))),
    );
    await backend.step();
    const interactive = read(engine.submit(request(backend, "1")));
    backend.run();
    expect(await interactive).toMatchObject({ text: "abc" });
    const [first, second] = await Promise.all(fills);
    expect(first).toMatchObject({ counts: { promptTokens: 100, readTokens: 100 } });
    expect(second).toMatchObject({
      text: "",
      finishReason: "length",
      counts: { promptTokens: 70, readTokens: 64 },
    });
  });

  it("does not give way to what is in the background too", async () => {
    const { backend, engine } = createEngine(1);
    const filled = read(engine.submit(request(backend, prompt, fill("a"))));
    await backend.step();
    const other = read(engine.submit(request(backend, "1", { background: true })));
    backend.run();
    expect(await filled).toMatchObject({ counts: { readTokens: 50 } });
    expect(await other).toMatchObject({ text: "abc" });
  });

  it("ends when a request of its key comes, which goes on from what it has read", async () => {
    const { backend, engine } = createEngine(2);
    const filled = read(engine.submit(request(backend, long, fill("a"))));
    await backend.step();
    const next = read(engine.submit(request(backend, `${long} y`, { cacheKey: "a" })));
    backend.run();
    expect(await filled).toMatchObject({ counts: { readTokens: 64 } });
    expect(await next).toMatchObject({ text: "abc", counts: { cachedTokens: 64 } });
  });

  it("ends in the queue too when a request of its key comes", async () => {
    const { backend, engine } = createEngine(1);
    const running = read(engine.submit(request(backend, "1")));
    const filled = read(engine.submit(request(backend, prompt, fill("a"))));
    const next = read(engine.submit(request(backend, prompt, { cacheKey: "a" })));
    expect(await filled).toMatchObject({
      finishReason: "length",
      counts: { promptTokens: 50, cachedTokens: 0, readTokens: 0, promptMs: 0 },
    });
    backend.run();
    expect(await Promise.all([running, next])).toMatchObject([{ text: "abc" }, { text: "abc" }]);
  });

  it("leaves a full queue to an interactive request, and is refused when it comes to one", async () => {
    const { backend, engine } = createEngine(1, 1);
    const running = read(engine.submit(request(backend, "1")));
    await backend.step();
    const filled = read(engine.submit(request(backend, prompt, fill("a"))));
    expect(() => engine.submit(request(backend, prompt, fill("b")))).toThrow("full");
    const interactive = read(engine.submit(request(backend, "2")));
    expect(await filled).toMatchObject({ finishReason: "length", counts: { readTokens: 0 } });
    backend.run();
    expect(await Promise.all([running, interactive])).toMatchObject([
      { text: "abc" },
      { text: "abc" },
    ]);
  });

  it("stops when it is cancelled, and its slot keeps what was read", async () => {
    const { backend, engine } = createEngine(1);
    const leaving = new AbortController();
    const left = engine.submit(request(backend, long, { ...fill("a"), signal: leaving.signal }));
    await backend.step();
    leaving.abort();
    expect(await read(left)).toEqual({ text: "" });
    backend.run();
    const next = await read(engine.submit(request(backend, long, { cacheKey: "a" })));
    expect(next).toMatchObject({ text: "abc", counts: { cachedTokens: 64 } });
  });

  it("takes the place of the one that waits for the same user", async () => {
    const { backend, engine } = createEngine(1);
    engine.submit(request(backend, "1"));
    await backend.step();
    const hint = (key: string, user: string) =>
      read(engine.submit(request(backend, `${key}${prompt}`, { ...fill(key), user })));
    const older = hint("a", "ann");
    const other = hint("b", "bo");
    const newer = hint("c", "ann");
    expect(await older).toMatchObject({ finishReason: "length", counts: { readTokens: 0 } });
    expect(engine.load.waiting).toBe(2);
    backend.run();
    expect(await newer).toMatchObject({ counts: { readTokens: 51 } });
    expect(await other).toMatchObject({ counts: { readTokens: 51 } });
  });

  it("spares slots used in the last minute where that is asked", async () => {
    const { backend, engine, clock } = createEngine(1);
    const other = read(engine.submit(request(backend, "1", { cacheKey: "b" })));
    await backend.step();
    clock.ms = 1_000_000;
    backend.run();
    await other;
    const hint = { ...fill("a"), sparesRecent: true };
    clock.ms += 59_999;
    const spared = await read(engine.submit(request(backend, prompt, hint)));
    expect(spared).toMatchObject({ finishReason: "length", counts: { readTokens: 0 } });
    clock.ms += 1;
    const filled = await read(engine.submit(request(backend, prompt, hint)));
    expect(filled).toMatchObject({ counts: { readTokens: 50 } });
  });
});

function neverAsked(): never {
  throw new Error("two were submitted");
}
