import { describe, expect, it } from "vitest";

import {
  answeredWith,
  asEvents,
  follow,
  holdReply,
  messagesOf,
} from "#api/testing/conversation-helpers.ts";
import { describeApi, type TestApi } from "#api/testing/describe-api.ts";
import { collect, textOf, type TestClient, type TestUser } from "#api/testing/test-client.ts";

const emoji = "Well… 👩‍👩‍👧 日本 é ";

describeApi("following a reply", (open) => {
  it("tells a finished one again, from anywhere in it", async () => {
    const api = open();
    const user = await api.register();
    api.inference.script = { pieces: [...emoji] };
    const sent = await api.chat(user, { content: "Hi" });
    const { conversationId, replyId } = sent[0]!.data;
    const path = `/v1/conversations/${conversationId}/messages/${replyId}`;
    const length = [...emoji].length;
    for (let after = 0; after <= length; after += 1) {
      const events = await collect(await follow(api, user, path, after));
      const expected = [...emoji].slice(after).join("");
      expect(textOf(events)).toBe(expected);
      expect(events.at(-1)).toEqual(sent.at(-1));
      expect(events.some(({ event }) => event === "message.start")).toBe(after === 0);
    }
    const [done] = await collect(await follow(api, user, path, length + 1));
    expect(done).toEqual(sent.at(-1));
  });

  it("tells how it broke off, with what was kept", async () => {
    const api = open();
    const user = await api.register();
    api.inference.next = [{ pieces: ["Half", " a"], end: "error-chunk" }];
    const sent = await api.chat(user, { content: "Hi" });
    const { conversationId, replyId } = sent[0]!.data;
    const path = `/v1/conversations/${conversationId}/messages/${replyId}`;
    const events = await collect(await follow(api, user, path, 2));
    expect(textOf(events)).toBe("lf a");
    expect(events.at(-1)).toMatchObject({
      event: "error",
      id: 6,
      data: { type: "/problems/inference-unavailable", replyId },
    });
  });

  it("resumes to the exact text from 100 random cut points, here and on another instance", async () => {
    const api = open();
    const other = await api.startAnother();
    const user = await api.register();
    const pieces = Array.from({ length: 40 }, (_, i) => `${i}${["é", "👍🏽", "日", " x"][i % 4]} `);
    const whole = pieces.join("");
    const held = await holdReply(api, user, { pieces });
    const path = `${held.path}/${held.start["replyId"]}`;
    const readers = Array.from({ length: 100 }, async (_, i) => {
      const via = i % 2 ? api : other;
      const cutAt = Math.floor(Math.random() * [...whole].length);
      let got = "";
      let last = 0;
      for (const isSecond of [false, true]) {
        for await (const { event, id, data } of await follow(via, user, path, last)) {
          if (event === "message.delta") got += data["text"];
          last = id;
          if (!isSecond && last >= cutAt && event !== "message.start") break;
        }
      }
      return got;
    });
    held.release();
    const texts = await Promise.all(readers);
    expect(new Set(texts)).toEqual(new Set([whole]));
  }, 60_000);

  it("knows no reply of somebody else, nor one of another conversation", async () => {
    const api = open();
    const [user, other] = [await api.register(), await api.register()];
    const { conversationId, replyId } = (await api.chat(user, { content: "Hi" }))[0]!.data;
    const second = (await api.chat(user, { content: "Hi" }))[0]!.data;
    const at = (conversation: string) => `/v1/conversations/${conversation}/messages/${replyId}`;
    const answers = [
      await api.call("GET", `${at(conversationId)}/events`, { as: other }),
      await api.call("GET", `${at(second["conversationId"])}/events`, { as: user }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([404, 404]);
  });

  it("refuses a Last-Event-ID that is none", async () => {
    const api = open();
    const user = await api.register();
    const { conversationId, replyId } = (await api.chat(user, { content: "Hi" }))[0]!.data;
    const path = `/v1/conversations/${conversationId}/messages/${replyId}/events`;
    const headers = { "Last-Event-ID": "half" };
    expect((await api.call("GET", path, { as: user, headers })).status).toBe(400);
  });
});

describeApi("stopping a reply", (open) => {
  const cancel = (via: TestClient, as: TestUser, path: string) =>
    via.call("POST", `${path}/cancel`, { as });

  it.each([false, true])("keeps what was written (kept by the server: %s)", async (keeps) => {
    const api = open();
    const user = await api.register();
    api.setKeeping(keeps);
    const held = await holdReply(api, user, { pieces: ["As far as", " here"] });
    const path = `${held.path}/${held.start["replyId"]}`;
    await held.events.next();
    const cancelled = await cancel(api, user, path);
    expect(cancelled.status).toBe(202);
    const events = await collect(held.events);
    expect(events.at(-1)).toMatchObject({
      event: "message.done",
      data: { reply: { status: "cancelled", content: "As far as" } },
    });
    held.release();
    const again = await cancel(api, user, path);
    expect(again.status).toBe(200);
    expect(await again.json()).toEqual(events.at(-1)!.data["reply"]);
    const [, stored] = await messagesOf(api, user, held.start["conversationId"]);
    expect(stored).toEqual(events.at(-1)!.data["reply"]);
    expect(api.inference.kept.size).toBe(0);
  });

  it.each([
    ["JSON", {}],
    ["events", asEvents],
  ])(
    "before the model has taken the request is an answer like any other (as %s)",
    async (_, headers) => {
      const api = open();
      const user = await api.register();
      const admission = Promise.withResolvers<void>();
      api.inference.next = [{ pieces: ["Too late"], admit: admission.promise }];
      const begun = await api.call("POST", "/v1/conversations", { as: user, body: {} });
      const { id } = await begun.json();
      const path = `/v1/conversations/${id}/messages`;
      const sent = api.call("POST", path, { as: user, body: { content: "Hi" }, headers });
      await expect.poll(async () => (await messagesOf(api, user, id)).length).toBe(2);
      const [, pending] = await messagesOf(api, user, id);
      expect((await cancel(api, user, `${path}/${pending.id}`)).status).toBe(202);
      const { reply } = await answeredWith(await sent);
      expect(reply).toMatchObject({ id: pending.id, content: "", status: "cancelled" });
      admission.resolve();
      const [, stored] = await messagesOf(api, user, id);
      expect(stored).toEqual(reply);
    },
  );

  it("works from another instance than the one that writes it", async () => {
    const api = open();
    const other = await api.startAnother();
    const user = await api.register();
    const held = await holdReply(api, user, { pieces: ["As far as", " here"] });
    expect((await cancel(other, user, `${held.path}/${held.start["replyId"]}`)).status).toBe(202);
    const events = await collect(held.events);
    expect(events.at(-1)!.data["reply"].status).toBe("cancelled");
    held.release();
  });

  it("gives a finished reply back as it is, and takes the next message", async () => {
    const api = open();
    const user = await api.register();
    const sent = await api.chat(user, { content: "Hi" });
    const { conversationId, replyId } = sent[0]!.data;
    const path = `/v1/conversations/${conversationId}/messages/${replyId}`;
    const response = await cancel(api, user, path);
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual(sent.at(-1)!.data["reply"]);
    await api.chat(user, { content: "And?", conversationId });
  });
});

describeApi("a reply whose writer is gone", (open) => {
  /** A reply whose writer has lost its database, so that its lease runs out. */
  async function orphan(api: TestApi, as: TestUser, pieces: string[], headers = {}) {
    const client = await api.database.openAnother();
    let isGone = false;
    const db = new Proxy(client.db, {
      get(target, name) {
        if (isGone) throw Object.assign(new Error("gone"), { code: "XX000" });
        return Reflect.get(target, name);
      },
    });
    const writer = await api.startOn({ ...client, db, close: async () => {} });
    const held = await holdReply(api, as, { pieces, via: writer, headers });
    await held.events.next();
    isGone = true;
    api.advance(16_000);
    const back = () => (isGone = false);
    return { ...held, writer, back, path: `${held.path}/${held.start["replyId"]}` };
  }

  describe("where the inference server has kept it", () => {
    it("is finished by whoever reads it", async () => {
      const api = open();
      const user = await api.register();
      api.setKeeping(true);
      const held = await orphan(api, user, ["Once", " upon", " a time"]);
      held.release();
      await expect
        .poll(async () => (await messagesOf(api, user, held.start["conversationId"]))[1])
        .toMatchObject({ content: "Once upon a time", status: "complete" });
      expect(api.inference.requests).toHaveLength(1);
    });

    it("goes on for whoever follows it", async () => {
      const api = open();
      const user = await api.register();
      api.setKeeping(true);
      const held = await orphan(api, user, ["Once", " upon", " a time"]);
      const events = await follow(api, user, held.path, 4);
      setTimeout(() => held.release(), 50);
      const rest = await collect(events);
      expect(textOf(rest)).toBe(" upon a time");
      expect(rest.at(-1)).toMatchObject({ event: "message.done" });
    });

    it("is in the way of the next message until it is finished", async () => {
      const api = open();
      const user = await api.register();
      api.setKeeping(true);
      const held = await orphan(api, user, ["Once", " upon", " a time"]);
      const { conversationId } = held.start;
      setTimeout(() => held.release(), 50);
      const events = await api.chat(user, { content: "And then?", conversationId });
      expect(events.at(-1)!.event).toBe("message.done");
      const stored = await messagesOf(api, user, conversationId);
      expect(stored[1]).toMatchObject({ content: "Once upon a time", status: "complete" });
    });
  });

  it("is marked where the server keeps nothing, and the next message goes through", async () => {
    const api = open();
    const user = await api.register();
    const held = await orphan(api, user, ["Once", " upon"]);
    const { conversationId } = held.start;
    const events = await api.chat(user, { content: "And then?", conversationId });
    expect(events.at(-1)!.event).toBe("message.done");
    const [, lost] = await messagesOf(api, user, conversationId);
    expect(["failed", "interrupted"]).toContain(lost.status);
    held.release();
  });

  it("is no longer its former writer's when the same instance goes on with it", async () => {
    const api = open();
    const user = await api.register();
    const headers = { "Idempotency-Key": "same-instance" };
    const former = await orphan(api, user, ["Once", " upon"], headers);
    const { conversationId, replyId } = former.start;
    await expect
      .poll(async () => (await messagesOf(api, user, conversationId))[1].status)
      .toBe("failed");
    former.back();
    const via = former.writer;
    const again = await holdReply(api, user, { pieces: ["Twice", " now"], headers, via });
    const ended = collect(former.events);
    former.release();
    expect((await ended).at(-1)!.event).toBe("error");
    again.release();
    expect((await collect(again.events)).at(-1)!.event).toBe("message.done");
    const [, stored] = await messagesOf(api, user, conversationId);
    expect(stored).toMatchObject({ id: replyId, content: "Twice now", status: "complete" });
  });

  it("is stopped, if that was asked for while nobody wrote it", async () => {
    const api = open();
    const user = await api.register();
    api.setKeeping(true);
    const held = await orphan(api, user, ["Once", " upon"]);
    await api.call("POST", `${held.path}/cancel`, { as: user });
    await expect
      .poll(async () => (await messagesOf(api, user, held.start["conversationId"]))[1].status)
      .toBe("cancelled");
    held.release();
  });
});
