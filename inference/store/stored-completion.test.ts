import * as fc from "fast-check";
import { describe, expect, it } from "vitest";

import { Channel } from "#inference/engine/channel.ts";
import type { ReplyEvent } from "#inference/engine/reply.ts";

import { StoredCompletion } from "./stored-completion.ts";

const counts = {
  promptTokens: 1,
  cachedTokens: 0,
  readTokens: 1,
  completionTokens: 1,
  promptMs: 1,
  completionMs: 1,
};
const done = { type: "done", finishReason: "stop", counts } as const;
const unheard = new AbortController().signal;

function begin() {
  const completion = new StoredCompletion({ id: "chatcmpl-1", created: 0, fingerprint: "a" });
  const events = new Channel<ReplyEvent>();
  return { completion, events, written: completion.write(events) };
}

async function read(events: AsyncIterable<ReplyEvent>): Promise<ReplyEvent[]> {
  const all: ReplyEvent[] = [];
  for await (const event of events) all.push(event);
  return all;
}

const textOf = (events: readonly ReplyEvent[]) =>
  events.map((event) => (event.type === "text" ? event.text : "")).join("");

/** Everything that is due has happened. */
const settled = () => new Promise((resolve) => setImmediate(resolve));

describe("a stored completion", () => {
  it("gives every reader the exact rest from its place, whenever it comes", async () => {
    const piece = fc.string({ unit: "binary", minLength: 1, maxLength: 6 });
    const step = fc.record({ piece, after: fc.nat(40), turns: fc.nat(2) });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 12 }), fc.nat(40), async (steps, last) => {
        const { completion, events, written } = begin();
        const readers: { after: number; all: Promise<ReplyEvent[]> }[] = [];
        const join = (after: number) =>
          readers.push({ after, all: read(completion.follow(after, unheard)) });
        events.push({ type: "started" });
        for (const { piece, after, turns } of steps) {
          events.push({ type: "text", text: piece });
          for (let turn = 0; turn < turns; turn++) await Promise.resolve();
          join(after);
        }
        events.push(done);
        events.end();
        await written;
        join(last);
        const points = [...steps.map(({ piece }) => piece).join("")];
        for (const { after, all } of readers) {
          const seen = await all;
          expect(textOf(seen)).toBe(points.slice(after).join(""));
          expect(seen.map(({ type }) => type).filter((type) => type !== "text")).toEqual([
            "started",
            "done",
          ]);
        }
      }),
    );
  });

  it("says how far it is", async () => {
    const { completion, events, written } = begin();
    expect(completion.status).toBe("queued");
    events.push({ type: "started" });
    events.push({ type: "text", text: "Hel" });
    await settled();
    expect([completion.status, completion.text]).toEqual(["in_progress", "Hel"]);
    events.push(done);
    events.end();
    await written;
    expect([completion.status, completion.success?.finishReason]).toEqual(["completed", "stop"]);
  });

  it("gives what was written before a failure, then the failure, also to those who come later", async () => {
    const { completion, events, written } = begin();
    events.push({ type: "started" });
    events.push({ type: "text", text: "Hel" });
    events.fail(new Error("broken"));
    await written;
    expect([completion.status, completion.text]).toEqual(["failed", "Hel"]);
    const late = completion.follow(1, unheard);
    expect((await late.next()).value).toEqual({ type: "started" });
    expect((await late.next()).value).toEqual({ type: "text", text: "el" });
    await expect(late.next()).rejects.toThrow("broken");
  });

  it("gives every reader its place in the queue as it changes, until it is served", async () => {
    const { completion, events, written } = begin();
    events.push({ type: "queued", position: 2 });
    await settled();
    const early = completion.follow(0, unheard);
    expect((await early.next()).value).toEqual({ type: "queued", position: 2 });
    const next = early.next();
    events.push({ type: "queued", position: 1 });
    expect((await next).value).toEqual({ type: "queued", position: 1 });
    expect((await completion.follow(3, unheard).next()).value).toEqual({
      type: "queued",
      position: 1,
    });
    expect(completion.status).toBe("queued");
    events.push({ type: "started" });
    events.push(done);
    events.end();
    await written;
    for (const reader of [early, completion.follow(0, unheard)]) {
      expect(await read(reader)).toEqual([{ type: "started" }, done]);
    }
  });

  it("takes an end without a reason for a failure", async () => {
    const { completion, events, written } = begin();
    events.end();
    await written;
    expect(completion.status).toBe("failed");
  });

  it("stops when it is deleted, tells its readers, and takes in nothing more", async () => {
    const { completion, events, written } = begin();
    events.push({ type: "started" });
    const reader = read(completion.follow(0, unheard));
    await settled();
    completion.delete();
    await expect(reader).rejects.toThrow("deleted");
    expect(completion.signal.aborted).toBe(true);
    events.push({ type: "text", text: "late" });
    events.end();
    await written;
    expect(completion.text).toBe("");
  });

  it("goes on when a reader leaves, who is told nothing more", async () => {
    const { completion, events, written } = begin();
    const leaving = new AbortController();
    const reader = read(completion.follow(0, leaving.signal));
    events.push({ type: "started" });
    await settled();
    leaving.abort();
    expect(await reader).toEqual([{ type: "started" }]);
    events.push({ type: "text", text: "Hello" });
    events.push(done);
    events.end();
    await written;
    expect(textOf(await read(completion.follow(0, unheard)))).toBe("Hello");
  });
});
