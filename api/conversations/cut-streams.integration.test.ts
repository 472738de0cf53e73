import { beforeAll, expect, it } from "vitest";

import type { ApiProcess } from "#api/testing/api-process.ts";
import {
  answeredAtLast,
  follow,
  messagesOf,
  beginReply,
} from "#api/testing/conversation-helpers.ts";
import { describeProcesses } from "#api/testing/describe-processes.ts";
import type { Cost } from "#api/testing/report-cost.ts";
import { bytesBetween, openStream, openStreams, type Stream } from "#api/testing/unread-streams.ts";
import { collect, parseEvents, textOf, type ReceivedEvent } from "#api/testing/test-client.ts";

const kib = 1024;
const streams = 500;
/** Connections to the database, which come and go beside those of clients. */
const pool = 20;

/** The events that come in the first so many bytes, after which the connection is torn. */
async function readBytes({ request, response }: Stream, bytes = Infinity) {
  const pieces: Buffer[] = [];
  let left = bytes;
  for await (const piece of response as AsyncIterable<Buffer>) {
    pieces.push(piece.subarray(0, left));
    left -= piece.length;
    if (left <= 0) break;
  }
  request.destroy();
  return parseEvents(Buffer.concat(pieces).toString("utf8")).events;
}

/** Waits until a process holds no more connections and timers than it did, and so many streams. */
async function holdsNoMoreThan(before: Cost, clients: number, via: ApiProcess): Promise<void> {
  const isMore = async () => {
    const { sockets, timers } = await via.cost();
    // What is beside the clients' is the database's, opened meanwhile: each has a second timer.
    const opened = Math.max(0, sockets - before.sockets - clients);
    return opened > pool || timers - before.timers - clients - opened > pool;
  };
  await expect.poll(isMore, { timeout: 15_000 }).toBe(false);
}

describeProcesses("clients and their streams", (open) => {
  let second: ApiProcess;
  beforeAll(async () => {
    second = await open().startApi();
  });
  const random = <T>(items: T[]) => items[Math.floor(Math.random() * items.length)]!;

  it("resumes to the exact text from 100 random cut points, on either instance", async () => {
    const { steady, inference } = open();
    const content = "What if the connection is cut?";
    const pieces = Array.from({ length: 60 }, (_, i) => `${i} ${["é", "👩‍👩‍👧", "日本", "x"][i % 4]} `);
    const whole = pieces.join("");
    const hold = Promise.withResolvers<void>();
    inference.scripts.set(content, { pieces, paceMs: 25, hold: hold.promise });
    const user = await steady.register();
    const { path } = await beginReply(steady, user, content);
    const bytesOfAll = pieces.length * 80;
    const readers = Array.from({ length: 100 }, async () => {
      const cuts: number[] = [];
      const events: ReceivedEvent[] = [];
      while (events.at(-1)?.event !== "message.done") {
        const cutAt = cuts.length < 3 ? Math.ceil(Math.random() * bytesOfAll) : Infinity;
        cuts.push(cutAt);
        const via = random([steady, second]);
        const stream = await openStream(via, user, path, events.at(-1)?.id);
        events.push(...(await readBytes(stream, cutAt)));
      }
      return { cuts, text: textOf(events) };
    });
    hold.resolve();
    for (const { cuts, text } of await Promise.all(readers)) {
      expect({ cuts, text }).toEqual({ cuts, text: whole });
    }
  }, 60_000);

  it("leaves strictly alternating roles when twenty are sent at once to two instances", async () => {
    const { steady } = open();
    const user = await steady.register();
    const { conversationId } = await beginReply(steady, user, "Hi");
    const send = (i: number) =>
      random([steady, second]).call("POST", `/v1/conversations/${conversationId}/messages`, {
        as: user,
        body: { content: `Number ${i}` },
        headers: { "Idempotency-Key": `number-${i}` },
      });
    const turns = await Promise.all(
      Array.from({ length: 20 }, (_, i) => answeredAtLast(() => send(i), [409, 503])),
    );
    const messages = await steady.call(
      "GET",
      `/v1/conversations/${conversationId}/messages?limit=100`,
      {
        as: user,
      },
    );
    const { items } = await messages.json();
    const roles = items.map(({ role }: { role: string }) => role);
    expect(roles).toEqual(Array.from({ length: 21 }, () => ["assistant", "user"]).flat());
    const replied = new Set(turns.map(({ reply }) => reply.id));
    expect(replied.size).toBe(20);
    expect(items.filter(({ id }: { id: string }) => replied.has(id))).toHaveLength(20);
  }, 60_000);

  it("generates once when the same is sent to both instances at once", async () => {
    const { steady, timesAsked } = open();
    const user = await steady.register();
    const options = {
      as: user,
      body: { content: "Is this one message?" },
      headers: { "Idempotency-Key": "double" },
    };
    const responses = await Promise.all(
      [steady, second].map((via) => via.call("POST", "/v1/chat", options)),
    );
    const [one, other] = await Promise.all(responses.map((response) => response.json()));
    expect(one).toMatchObject({ reply: { content: "Hello there.", status: "complete" } });
    expect(other).toEqual(one);
    expect(timesAsked("Is this one message?")).toBe(1);
    expect(await messagesOf(steady, user, one.conversationId)).toHaveLength(2);
  });

  it("holds nobody up, and buffers no more than one reply a client, when fifty do not read", async () => {
    const { steady, inference } = open();
    const content = "What if nobody reads?";
    const pieces = Array.from({ length: 100 }, (_, i) => `${i} `.padEnd(10 * kib, "x"));
    const whole = pieces.join("");
    const hold = Promise.withResolvers<void>();
    inference.scripts.set(content, { pieces, paceMs: 5, hold: hold.promise });
    const user = await steady.register();
    const { path, conversationId, events } = await beginReply(steady, user, content);
    const sender = collect(events);
    const unread = await openStreams(50, steady, user, path);
    const before = await steady.cost();
    const reader = collect(await follow(steady, user, path));
    hold.resolve();
    expect(textOf(await reader) === whole).toBe(true);
    expect(textOf(await sender).length).toBe(whole.length - pieces[0]!.length);
    const [, stored] = await messagesOf(steady, user, conversationId);
    expect(stored.status).toBe("complete");
    const buffered = bytesBetween(before, await steady.cost());
    expect(buffered / unread.length).toBeLessThan(1.5 * whole.length);
    expect(textOf(await readBytes(unread[0]!)) === whole).toBe(true);
    for (const { request } of unread) request.destroy();
  }, 60_000);

  it.each(["where it is written", "elsewhere"])(
    "has room for 500 who wait for words of a reply, notices who leaves, and tells the others all (%s)",
    async (where) => {
      const { steady, holdAnswerTo } = open();
      const content = `What if 500 wait ${where}?`;
      const release = holdAnswerTo(content, ["All ", "get ", "this."]);
      const via = where === "elsewhere" ? second : steady;
      const user = await steady.register();
      const { path } = await beginReply(steady, user, content);
      const before = await via.cost();
      const opened = await openStreams(streams, via, user, path);
      const during = await via.cost();
      expect(during.sockets).toBeGreaterThan(before.sockets + streams - pool);
      expect(bytesBetween(before, during) / streams).toBeLessThan(100 * kib);
      const [leaving, staying] = [opened.slice(0, 200), opened.slice(200)];
      for (const { request } of leaving) request.destroy();
      await holdsNoMoreThan(before, staying.length, via);
      const texts = staying.map(async (stream) => textOf(await readBytes(stream)));
      release();
      expect(new Set(await Promise.all(texts))).toEqual(new Set(["All get this."]));
      await holdsNoMoreThan(before, 0, via);
    },
    60_000,
  );
});
