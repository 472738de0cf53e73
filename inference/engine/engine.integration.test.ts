import { afterAll, beforeAll, describe, expect, it } from "vitest";

import {
  readData,
  startTestServer,
  type TestServer,
  until,
} from "#inference/testing/test-server.ts";

const LONG = { ignore_eos: true };

describe("replies side by side", () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer({ INFERENCE_SLOTS: "4" });
  });
  afterAll(() => server.close());

  it("carry nothing of each other's text", async () => {
    const names = ["Ann", "Tom", "Lucy", "Ben"];
    const replies = await Promise.all(
      names.map((name) => server.complete(`Hi, my name is ${name}.`)),
    );
    for (const [index, reply] of replies.entries()) {
      const text = reply.choices[0]?.message.content ?? "";
      expect(names.filter((name) => text.includes(name))).toEqual([names[index]]);
    }
  });

  it("keep each conversation's cache to itself over turns", async () => {
    const ask = (key: string, content: string) =>
      server.complete(content, { prompt_cache_key: key, max_tokens: 4 });
    await Promise.all(["a", "b"].map((key) => ask(key, `This is the chat named ${key}.`)));
    const again = await Promise.all(
      ["a", "b"].map((key) => ask(key, `This is the chat named ${key}.`)),
    );
    for (const { usage } of again) {
      expect(usage?.prompt_tokens_details?.cached_tokens).toBe((usage?.prompt_tokens ?? 0) - 1);
    }
  });
});

describe("a client that goes away", () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer({ INFERENCE_SLOTS: "1", INFERENCE_QUEUE: "1" });
  });
  afterAll(() => server.close());

  const evaluated = () => server.service.backend.sequences[0]?.length ?? 0;
  const isIdle = () => server.service.engine.load.running === 0;

  it("frees its slot while the reply is streamed", async () => {
    const leave = new AbortController();
    const response = await server.stream("Hi", LONG, { signal: leave.signal });
    const data = readData(response);
    await data.next();
    await data.next();
    leave.abort();
    await until(isIdle);
    expect(evaluated()).toBeLessThan(400);
    await data.next().catch(() => undefined);
  });

  it("frees its slot while its prompt is read", async () => {
    const leave = new AbortController();
    const response = await server.stream("far away ".repeat(160), LONG, { signal: leave.signal });
    const data = readData(response);
    await data.next();
    leave.abort();
    await until(isIdle);
    expect(evaluated()).toBeLessThan(480);
    await data.next().catch(() => undefined);
  });

  it("frees its slot when it waits for an answer in one piece", async () => {
    const leave = new AbortController();
    const asked = server
      .post(
        "/v1/chat/completions",
        { messages: [{ role: "user", content: "Hello there" }], temperature: 0, ...LONG },
        { signal: leave.signal },
      )
      .catch(() => undefined);
    await until(() => !isIdle());
    leave.abort();
    await asked;
    await until(isIdle);
    expect(evaluated()).toBeLessThan(400);
  });

  it("leaves the queue, in which another got its 200 at once and a third is refused", async () => {
    const leave = new AbortController();
    const running = await server.stream("Hi", LONG);
    const waiting = await server.stream("Hello", LONG, { signal: leave.signal });
    expect(waiting.status).toBe(200);
    const refused = await server.stream("Hey");
    expect(refused.status).toBe(503);
    expect(Number(refused.headers.get("Retry-After"))).toBeGreaterThan(0);
    expect(await refused.json()).toMatchObject({ error: { code: "queue_full" } });
    leave.abort();
    await until(() => server.service.engine.load.waiting === 0);
    await running.text();
    expect((await server.complete("Hi")).choices[0]?.finish_reason).toBe("stop");
  });
});

describe("a crowd that comes and goes", () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer({ INFERENCE_SLOTS: "2", INFERENCE_QUEUE: "64" });
  });
  afterAll(() => server.close());

  it("of 200 long requests leaves nothing behind that the next would wait for", async () => {
    const leave = new AbortController();
    const crowd = Array.from({ length: 200 }, (_, index) =>
      server
        .stream(`${index} ${"far away ".repeat(150)}`, LONG, { signal: leave.signal })
        .catch(() => undefined),
    );
    await until(() => server.service.engine.load.waiting === 64);
    leave.abort();
    expect((await server.complete("Hi")).choices[0]?.finish_reason).toBe("stop");
    await Promise.all(crowd);
  });
});
