import { describe, expect, it } from "vitest";

import { Channel } from "#inference/engine/channel.ts";
import type { ReplyEvent } from "#inference/engine/reply.ts";

import { createHead } from "./completion-body.ts";
import { toEventStream } from "./event-stream.ts";

function open(pingMs?: number) {
  const events = new Channel<ReplyEvent>();
  let hasLeft = false;
  const response = toEventStream(createHead("nano"), events, {
    includeUsage: false,
    reportQueue: false,
    onGone: () => (hasLeft = true),
    ...(pingMs === undefined ? {} : { pingMs }),
  });
  return { events, response, hasLeft: () => hasLeft };
}

describe("the event stream of a reply", () => {
  it("pings while nothing else is to be said", async () => {
    const { events, response } = open(1);
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    for (let pings = 0; pings < 3; pings++) {
      expect((await reader?.read())?.value).toBe(": ping\n\n");
    }
    events.end();
  });

  it("ends a failure with an error chunk that hides its cause, and without [DONE]", async () => {
    const { events, response } = open();
    events.push({ type: "started" });
    events.push({ type: "text", text: "He" });
    events.fail(new Error("llama_decode: /secret/path"));
    const text = await response.text();
    expect(text).toContain('"content":"He"');
    expect(text.trim().split("\n\n").at(-1)).toMatch(
      /^data: \{"error":\{.*"code":"internal_error"/,
    );
    expect(text).not.toMatch(/DONE|secret/);
  });

  it.each([
    [true, 1],
    [false, 0],
  ])("tells a place in the queue if that is wanted: %s", async (reportQueue, times) => {
    const events = new Channel<ReplyEvent>();
    const options = { includeUsage: false, reportQueue, onGone: () => {} };
    const response = toEventStream(createHead("nano"), events, options);
    events.push({ type: "queued", position: 7 });
    events.push({ type: "started" });
    events.end();
    const text = await response.text();
    expect(text.split('"choices":[],"x_sarah":{"queue_position":7}')).toHaveLength(times + 1);
    expect(text).toContain('"role":"assistant"');
  });

  it("takes no more events than are read, and then goes on where it was", async () => {
    let taken = 0;
    async function* endless(): AsyncGenerator<ReplyEvent> {
      for (;;) yield { type: "text", text: String(taken++) };
    }
    const options = { includeUsage: false, reportQueue: false, onGone: () => {} };
    const { body } = toEventStream(createHead("nano"), endless(), options);
    const reader = body?.pipeThrough(new TextDecoderStream()).getReader();
    for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
    expect(taken).toBeLessThan(5);
    expect((await reader?.read())?.value).toBe(": ping\n\n");
    expect((await reader?.read())?.value).toContain('"content":"0"');
    expect((await reader?.read())?.value).toContain('"content":"1"');
    await reader?.cancel();
  });

  it("tells when its reader has left", async () => {
    const { events, response, hasLeft } = open();
    await response.body?.cancel();
    expect(hasLeft()).toBe(true);
    events.push({ type: "text", text: "unheard" });
    events.end();
  });
});
