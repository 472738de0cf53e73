import * as fc from "fast-check";
import { Hono } from "hono";
import { afterEach, describe, expect, test, vi } from "vitest";

import { readSseData } from "#api/inference-client/read-sse-data.ts";
import { streamOf } from "#api/testing/stream-of.ts";
import { encodeSseEvent, sseResponse, type SseEvent } from "./sse.ts";

const decoder = new TextDecoder();
const event = (id: number): SseEvent => ({ id, event: "message.delta", data: { text: `${id}` } });

/** Answers with these events, and gives a reader of the pieces as they are sent after the first. */
async function respond(events: AsyncIterable<SseEvent>) {
  const { next, ...rest } = await respondFromTheStart(events);
  expect(await next()).toBe(": ping\n\n");
  return { next, ...rest };
}

async function respondFromTheStart(events: AsyncIterable<SseEvent>) {
  const app = new Hono().get("/", (c) => sseResponse(c, events));
  const response = await app.request("/");
  const reader = response.body!.getReader();
  const next = async () => {
    const { done, value } = await reader.read();
    return done ? undefined : decoder.decode(value);
  };
  return { response, reader, next };
}

/** Events that come when they are pushed. */
function createQueue() {
  const stream = new TransformStream<SseEvent, SseEvent>({}, { highWaterMark: 100 });
  const writer = stream.writable.getWriter();
  return {
    events: stream.readable.values() as AsyncIterable<SseEvent>,
    push: (id: number) => void writer.write(event(id)),
    end: () => void writer.close(),
  };
}

describe("server-sent events", () => {
  afterEach(() => void vi.useRealTimers());

  test("are of three lines and an empty one", () => {
    const text = decoder.decode(
      encodeSseEvent({ id: 7, event: "message.delta", data: { text: "a" } }),
    );
    expect(text).toBe('id: 7\nevent: message.delta\ndata: {"text":"a"}\n\n');
  });

  test("are read back as they were, whatever they say", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.jsonValue()), async (values) => {
        const body = streamOf(values.map((data, id) => encodeSseEvent({ id, event: "e", data })));
        const read = await Array.fromAsync(readSseData(body));
        expect(read).toEqual(values.map((data) => JSON.stringify(data)));
      }),
    );
  });

  test("are sent in order to the end, as a stream that nothing on the way may hold or keep", async () => {
    const queue = createQueue();
    const { response, next } = await respond(queue.events);
    expect(response.status).toBe(200);
    expect(response.headers.get("Content-Type")).toMatch(/^text\/event-stream\b/);
    expect(response.headers.get("Cache-Control")).toBe("no-store, no-transform");
    expect(response.headers.get("X-Accel-Buffering")).toBe("no");
    for (const id of [1, 2]) {
      queue.push(id);
      expect(await next()).toBe(decoder.decode(encodeSseEvent(event(id))));
    }
    queue.end();
    expect(await next()).toBeUndefined();
  });

  test("begin with a comment, so that the head is sent before the first of them", async () => {
    const queue = createQueue();
    const { next } = await respondFromTheStart(queue.events);
    expect(await next()).toBe(": ping\n\n");
    queue.push(1);
    expect(await next()).toContain("id: 1\n");
    queue.end();
    expect(await next()).toBeUndefined();
  });

  test("have a ping between them whenever 15 seconds pass without one", async () => {
    vi.useFakeTimers();
    const queue = createQueue();
    const { next } = await respond(queue.events);
    for (let i = 0; i < 3; i += 1) {
      const piece = next();
      await vi.advanceTimersByTimeAsync(15_000);
      expect(await piece).toBe(": ping\n\n");
    }
    const piece = next();
    await vi.advanceTimersByTimeAsync(14_000);
    queue.push(1);
    expect(await piece).toContain("id: 1\n");
    queue.end();
    expect(await next()).toBeUndefined();
    expect(vi.getTimerCount()).toBe(0);
  });

  test("are pulled only as the reader takes them", async () => {
    let made = 0;
    async function* events() {
      for (;;) yield event((made += 1));
    }
    const { reader, next } = await respond(events());
    await next();
    await next();
    expect(made).toBeLessThanOrEqual(4);
    await reader.cancel();
  });

  test("are no longer asked for when the reader leaves", async () => {
    const returned = vi.fn<() => void>();
    async function* events() {
      try {
        for (let id = 0; ; id += 1) yield event(id);
      } finally {
        returned();
      }
    }
    const { reader, next } = await respond(events());
    await next();
    await reader.cancel();
    expect(returned).toHaveBeenCalledOnce();
  });

  test("end in an error for the reader when their source fails", async () => {
    async function* events() {
      yield event(1);
      throw new Error("it broke");
    }
    const { next } = await respond(events());
    expect(await next()).toContain("id: 1\n");
    await expect(next()).rejects.toThrow("it broke");
  });
});
