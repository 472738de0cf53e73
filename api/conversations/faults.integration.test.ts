import { setTimeout as sleep } from "node:timers/promises";

import { describe, it } from "vitest";

import {
  answeredAtLast,
  follow,
  messagesOf,
  received,
  beginReply,
} from "#api/testing/conversation-helpers.ts";
import { describeProcesses } from "#api/testing/describe-processes.ts";
import { cutConnections } from "#db/testing/postgres-databases.ts";
import { collect, textOf } from "#api/testing/test-client.ts";

/** Within which a reply whose writer is gone is whole again: its lease, and the writing of the rest. */
const settledWithin = { timeout: 20_000, interval: 250 };
/** Well over the 15 s that a lease lasts. */
const longerThanALeaseMs = 17_000;
const outageMs = 10_000;

describeProcesses("a fault in the middle of a reply", (open) => {
  describe.concurrent("of a process", () => {
    it("leaves a reply whose API was killed whole on the other instance within 20 seconds", async ({
      expect,
    }) => {
      const { startApi, steady, holdAnswerTo, timesAsked } = open();
      const content = "What if the API is killed?";
      const pieces = ["Once ", "upon ", "a time ", "there was é 👩‍👩‍👧 日本."];
      const release = holdAnswerTo(content, pieces);
      const victim = await startApi();
      const user = await steady.register();
      const told = await beginReply(victim, user, content);
      await victim.kill();
      release();
      const lastEventId = told.first.at(-1)!.id;
      const followed = collect(await follow(steady, user, told.path, lastEventId));
      await expect
        .poll(async () => (await messagesOf(steady, user, told.conversationId))[1], settledWithin)
        .toMatchObject({ content: pieces.join(""), status: "complete" });
      const rest = await followed;
      expect(textOf(told.first) + textOf(rest)).toBe(pieces.join(""));
      expect(rest.at(-1)!.event).toBe("message.done");
      expect(timesAsked(content)).toBe(1);
    }, 120_000);

    it("lets an API that slept through its lease write nothing over the reply of the other", async ({
      expect,
    }) => {
      const { startApi, steady, holdAnswerTo, timesAsked } = open();
      const content = "What if the API sleeps?";
      const pieces = ["Good ", "night ", "and ", "good morning."];
      const release = holdAnswerTo(content, pieces);
      const sleeper = await startApi();
      const user = await steady.register();
      const told = await beginReply(sleeper, user, content);
      const rest = received(told.events);
      sleeper.pause();
      release();
      await sleep(longerThanALeaseMs);
      const read = () => messagesOf(steady, user, told.conversationId);
      await expect
        .poll(async () => (await read())[1], settledWithin)
        .toMatchObject({
          content: pieces.join(""),
          status: "complete",
        });
      const stored = await read();
      sleeper.resume();
      const ended = await rest;
      expect(ended.at(-1)).toMatchObject({ event: "error", data: { replyId: told.replyId } });
      const said = textOf([...told.first, ...ended]);
      expect(pieces.join("").startsWith(said)).toBe(true);
      for (const instance of [sleeper, steady]) {
        const events = await collect(await follow(instance, user, told.path, [...said].length));
        expect(said + textOf(events)).toBe(pieces.join(""));
      }
      expect(await read()).toEqual(stored);
      expect(timesAsked(content)).toBe(1);
    }, 120_000);

    it("loses no word of a reply whose API is asked to stop: it is finished here or elsewhere", async ({
      expect,
    }) => {
      const { startApi, steady, holdAnswerTo, timesAsked } = open();
      const [short, long] = ["What if you stop soon?", "What if you stop late?"];
      const releaseShort = holdAnswerTo(short, ["It ends ", "in time."]);
      const releaseLong = holdAnswerTo(long, ["It ends ", "elsewhere."]);
      const stopping = await startApi();
      const user = await steady.register();
      const [finished, left] = [
        await beginReply(stopping, user, short),
        await beginReply(stopping, user, long, { key: "late" }),
      ];
      const startedAtMs = performance.now();
      const stopped = stopping.stop();
      releaseShort();
      const [events, broken] = await Promise.all([
        received(finished.events),
        received(left.events),
      ]);
      expect(await stopped).toMatchObject({ code: 0 });
      expect(performance.now() - startedAtMs).toBeLessThan(15_000);
      expect(events.at(-1)!.event).toBe("message.done");
      expect(broken.at(-1)!.event).toBe("error");
      const last = async (conversationId: string) =>
        (await messagesOf(steady, user, conversationId)).at(-1);
      expect(await last(finished.conversationId)).toMatchObject({
        content: "It ends in time.",
        status: "complete",
      });
      releaseLong();
      const headers = { "Idempotency-Key": "late" };
      const again = await steady.chat(user, { content: long }, { headers });
      expect(again.at(-1)!.data["reply"]).toMatchObject({
        id: left.replyId,
        content: "It ends elsewhere.",
        status: "complete",
      });
      expect(timesAsked(long)).toBe(1);
    }, 120_000);
  });

  describe.concurrent("of the database", () => {
    it("loses nothing that was acknowledged when it is gone for 10 seconds", async ({ expect }) => {
      const { startApi, startGate, steady, holdAnswerTo } = open();
      const [during, after] = ["What if it ends meanwhile?", "What if it ends afterwards?"];
      const pieces = ["As long ", "as it ", "takes."];
      const releases = [holdAnswerTo(during, pieces), holdAnswerTo(after, pieces)];
      const gate = await startGate();
      const behind = { DATABASE_URL: gate.url };
      const [api, other] = await Promise.all([startApi(behind), startApi(behind)]);
      const user = await steady.register();
      const told = [await beginReply(api, user, during), await beginReply(api, user, after)];
      const elsewhere = received(await follow(other, user, told[1]!.path));
      const rest = told.map(({ events }) => received(events));
      const send = (i: number) => {
        const options = {
          as: user,
          body: { content: "Hi" },
          headers: { "Idempotency-Key": `${i}` },
        };
        return (i % 2 ? api : other).call("POST", "/v1/chat", options);
      };
      const caught = Array.from({ length: 20 }, (_, i) => send(i));
      await Promise.race(caught);
      gate.shut();
      releases[0]!();
      const until = performance.now() + outageMs;
      for (let i = 20; performance.now() < until; i += 1) {
        const response = await send(i % 40);
        expect(response.status).toBe(503);
        expect(response.headers.get("Retry-After")).toMatch(/^[0-9]+$/);
        expect((await response.json()).type).toBe("/problems/database-unavailable");
        await sleep(100);
      }
      gate.open();
      releases[1]!();
      for (const [i, { conversationId, first }] of told.entries()) {
        await expect
          .poll(async () => (await messagesOf(steady, user, conversationId))[1], settledWithin)
          .toMatchObject({ content: pieces.join(""), status: "complete" });
        const events = [...first, ...(await rest[i]!)];
        expect(events.at(-1)!.event).toBe("message.done");
        expect(textOf(events)).toBe(pieces.join(""));
      }
      expect(textOf(await elsewhere)).toBe(pieces.join(""));
      await Promise.all(caught);
      const turns = await Promise.all(
        Array.from({ length: 40 }, (_, i) => answeredAtLast(() => send(i))),
      );
      expect(new Set(turns.map(({ conversationId }) => conversationId)).size).toBe(40);
      const list = await steady.call("GET", "/v1/conversations?limit=100", { as: user });
      expect((await list.json()).items).toHaveLength(42);
      for (const { conversationId, reply } of turns) {
        expect(reply).toMatchObject({ content: "Hello there.", status: "complete" });
        expect(await messagesOf(steady, user, conversationId)).toHaveLength(2);
      }
    }, 120_000);

    it("stores a reply that ended meanwhile, however long it is gone", async ({ expect }) => {
      const { startApi, startGate, steady, holdAnswerTo, timesAsked } = open();
      const content = "What if it takes longer?";
      const release = holdAnswerTo(content, ["Longer ", "than that."]);
      const gate = await startGate();
      const api = await startApi({ DATABASE_URL: gate.url });
      const user = await steady.register();
      const told = await beginReply(api, user, content, { key: "longer" });
      const rest = received(told.events);
      gate.shut();
      release();
      const ended = await rest;
      expect(ended.at(-1)).toMatchObject({
        event: "error",
        data: { type: "/problems/database-unavailable", replyId: told.replyId },
      });
      gate.open();
      const whole = { id: told.replyId, content: "Longer than that.", status: "complete" };
      await expect
        .poll(async () => (await messagesOf(steady, user, told.conversationId))[1], settledWithin)
        .toMatchObject(whole);
      const headers = { "Idempotency-Key": "longer" };
      const again = await api.chat(user, { content }, { headers });
      expect(again.at(-1)!.data["reply"]).toMatchObject(whole);
      expect(timesAsked(content)).toBe(1);
    }, 120_000);

    it("waits for no answer for ever when the network swallows every word", async ({ expect }) => {
      const { startApi, startGate, steady, holdAnswerTo } = open();
      const content = "What if the network falls silent?";
      const release = holdAnswerTo(content, ["Hush ", "now."]);
      const gate = await startGate();
      const api = await startApi({ DATABASE_URL: gate.url, STATEMENT_TIMEOUT_MS: "1000" });
      const user = await steady.register();
      const told = await beginReply(api, user, content);
      const rest = received(told.events);
      gate.shut("silently");
      release();
      const refused = await api.call("POST", "/v1/chat", {
        as: user,
        body: { content: "Hi" },
        signal: AbortSignal.timeout(outageMs),
      });
      expect(refused.status).toBe(503);
      expect((await refused.json()).type).toBe("/problems/database-unavailable");
      gate.open();
      expect((await rest).at(-1)!.event).toBe("message.done");
      const [, stored] = await messagesOf(steady, user, told.conversationId);
      expect(stored).toMatchObject({ content: "Hush now.", status: "complete" });
    }, 120_000);

    it("says that a reply is done when only the database's word for it was lost", async ({
      expect,
    }) => {
      const { startApi, startGate, steady, holdAnswerTo } = open();
      const release = holdAnswerTo("What if it is stored unheard?", ["Alpha ", "omega."]);
      const gate = await startGate();
      const api = await startApi({ DATABASE_URL: gate.url });
      const user = await steady.register();
      const told = await beginReply(api, user, "What if it is stored unheard?");
      const isLost = gate.loseAnswerTo("omega.");
      release();
      await isLost;
      const rest = await received(told.events);
      expect(rest.at(-1)).toMatchObject({
        event: "message.done",
        data: { reply: { content: "Alpha omega.", status: "complete" } },
      });
      const [, stored] = await messagesOf(steady, user, told.conversationId);
      expect(stored).toEqual(rest.at(-1)!.data["reply"]);
    }, 120_000);

    it("answers a message once whose arrival only the database has heard of", async ({
      expect,
    }) => {
      const { startApi, startGate, steady } = open();
      const gate = await startGate();
      const api = await startApi({ DATABASE_URL: gate.url });
      const user = await steady.register();
      const send = () =>
        api.call("POST", "/v1/chat", {
          as: user,
          body: { content: "Has anybody heard this?" },
          headers: { "Idempotency-Key": "unheard" },
        });
      const isLost = gate.loseAnswerTo("Has anybody heard this?");
      const [first] = await Promise.all([send(), isLost]);
      expect(first.status).toBe(503);
      const turn = await answeredAtLast(send);
      expect(turn).toMatchObject({ reply: { content: "Hello there.", status: "complete" } });
      const list = await steady.call("GET", "/v1/conversations", { as: user });
      expect((await list.json()).items).toHaveLength(1);
      expect(await messagesOf(steady, user, turn["conversationId"])).toHaveLength(2);
    }, 120_000);
  });

  it("loses and doubles nothing when connections to the database are cut again and again", async ({
    expect,
  }) => {
    const { startApi, steady, inference, databaseUrl } = open();
    const other = await startApi();
    const user = await steady.register();
    const pieces = Array.from({ length: 20 }, (_, i) => `${i} `);
    inference.scripts.set("Go on", { pieces, paceMs: 50 });
    const send = (i: number) =>
      (i % 2 ? steady : other).call("POST", "/v1/chat", {
        as: user,
        body: { content: "Go on" },
        headers: { "Idempotency-Key": `cut-${i}` },
      });
    const answers = Promise.all(
      Array.from({ length: 40 }, (_, i) => answeredAtLast(() => send(i), [500, 503])),
    );
    for (let i = 0; i < 40; i += 1) {
      await cutConnections(databaseUrl);
      await sleep(50);
    }
    const turns = await answers;
    const list = await steady.call("GET", "/v1/conversations?limit=100", { as: user });
    expect((await list.json()).items).toHaveLength(40);
    for (const { conversationId, reply } of turns) {
      const stored = await messagesOf(steady, user, conversationId);
      expect(stored).toHaveLength(2);
      expect(stored[1]).toEqual(reply);
      expect(reply).toMatchObject({ content: pieces.join(""), status: "complete" });
    }
  }, 120_000);
});
