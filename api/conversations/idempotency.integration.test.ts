import { describe, expect, it } from "vitest";

import {
  answeredWith,
  asEvents,
  holdReply,
  messagesOf,
  pathOf,
  refusalOf,
  refused,
} from "#api/testing/conversation-helpers.ts";
import { describeApi } from "#api/testing/describe-api.ts";
import { collect, readEvents, textOf } from "#api/testing/test-client.ts";

const keyed = (key: string) => ({ "Idempotency-Key": key });

describeApi("the same request twice, by its Idempotency-Key", (open) => {
  it("is one message and one reply, told again", async () => {
    const api = open();
    const user = await api.register();
    const options = { as: user, body: { content: "Hi" }, headers: keyed("once") };
    const first = await (await api.call("POST", "/v1/chat", options)).json();
    const again = await (await api.call("POST", "/v1/chat", options)).json();
    expect(again).toEqual(first);
    const events = await api.chat(user, { content: "Hi" }, { headers: keyed("once") });
    expect(textOf(events)).toBe("Hello there.");
    expect(events.at(-1)).toMatchObject({ event: "message.done", data: { reply: first.reply } });
    expect(api.inference.requests).toHaveLength(1);
    expect(await messagesOf(api, user, first.conversationId)).toHaveLength(2);
  });

  it("follows the reply while it is in progress, on another instance too", async () => {
    const api = open();
    const other = await api.startAnother();
    const user = await api.register();
    const headers = keyed("in-progress");
    const body = { content: "Go on" };
    const held = await holdReply(api, user, { pieces: ["One", " two"], body, headers });
    const here = api.chat(user, body, { headers });
    const there = other.call("POST", "/v1/chat", { as: user, body, headers });
    held.release();
    expect(textOf(await here)).toBe("One two");
    expect((await (await there).json()).reply).toMatchObject({ id: held.start["replyId"] });
    expect(api.inference.requests).toHaveLength(1);
  });

  it("is one generation when twenty come at once, to two instances", async () => {
    const api = open();
    const other = await api.startAnother();
    const user = await api.register();
    const turns = await Promise.all(
      Array.from({ length: 20 }, async (_, i) => {
        const instance = i % 2 ? api : other;
        const options = { as: user, body: { content: "Hi" }, headers: keyed("at-once") };
        return (await instance.call("POST", "/v1/chat", options)).json();
      }),
    );
    expect(new Set(turns.map(({ reply }) => reply.id)).size).toBe(1);
    expect(new Set(turns.map(({ reply }) => reply.content))).toEqual(new Set(["Hello there."]));
    expect(api.inference.requests).toHaveLength(1);
    expect(await messagesOf(api, user, turns[0].conversationId)).toHaveLength(2);
  });

  it("belongs to its user, its path and its body", async () => {
    const api = open();
    const [user, other] = [await api.register(), await api.register()];
    const headers = keyed("mine");
    const send = (as: typeof user, path: string, body: object) =>
      api.call("POST", path, { as, body, headers });
    const first = await (await send(user, "/v1/chat", { content: "Hi" })).json();
    const theirs = await (await send(other, "/v1/chat", { content: "Hi" })).json();
    expect(theirs.conversationId).not.toBe(first.conversationId);
    const path = `/v1/conversations/${first.conversationId}/messages`;
    for (const mismatch of [
      await send(user, "/v1/chat", { content: "Ho" }),
      await send(user, path, { content: "Hi" }),
    ]) {
      expect(mismatch.status).toBe(422);
      expect((await mismatch.json()).type).toBe("/problems/idempotency-mismatch");
    }
  });

  it("is forgotten after a day", async () => {
    const api = open();
    const user = await api.register();
    const options = { as: user, body: { content: "Hi" }, headers: keyed("yesterday") };
    const first = await (await api.call("POST", "/v1/chat", options)).json();
    await api.database.db.execute(
      "update idempotency_keys set created_at = created_at - interval '25 hours'",
    );
    const second = await (await api.call("POST", "/v1/chat", options)).json();
    expect(second.reply.id).not.toBe(first.reply.id);
  });

  it.each(["", "no spaces", "ü", "x".repeat(256)])("refuses %j as a key", async (key) => {
    const api = open();
    const user = await api.register();
    const headers = keyed(key);
    if (key === "ü") headers["Idempotency-Key"] = Buffer.from(key).toString("latin1");
    const response = await api.call("POST", "/v1/chat", {
      as: user,
      body: { content: "Hi" },
      headers,
    });
    expect(response.status).toBe(400);
  });

  describe("after a failure", () => {
    it("continues the same message when the model had refused it", async () => {
      const api = open();
      const user = await api.register();
      const options = { as: user, body: { content: "Hi" }, headers: keyed("refused") };
      api.inference.next = [{ pieces: [], refuse: { status: 503 } }];
      const problem = await (await api.call("POST", "/v1/chat", options)).json();
      expect(problem.type).toBe("/problems/inference-busy");
      const turn = await (await api.call("POST", "/v1/chat", options)).json();
      expect(turn.reply).toMatchObject({ id: problem.replyId, status: "complete" });
      expect(turn.userMessage.id).toBe(problem.userMessageId);
      expect(await messagesOf(api, user, turn.conversationId)).toHaveLength(2);
    });

    it.each([false, true])(
      "goes on from what was said when the reply had broken off (kept by the server: %s)",
      async (keeps) => {
        const api = open();
        const user = await api.register();
        api.setKeeping(keeps);
        const headers = keyed(`broke-off-${keeps}`);
        api.inference.next = [{ pieces: ["Once upon", " a"], end: "error-chunk" }];
        const events = await api.chat(user, { content: "Hi" }, { headers });
        expect(events.at(-1)!.event).toBe("error");
        api.inference.next = [{ pieces: [" time", "."] }];
        const again = await api.chat(user, { content: "Hi" }, { headers });
        expect(textOf(again)).toBe("Once upon a time.");
        expect(again[0]!.data["replyId"]).toBe(events[0]!.data["replyId"]);
        const asked = api.inference.requests.at(-1)!;
        const shown = keeps ? asked.messages.at(-1) : asked.messages.at(-2);
        expect(shown).toEqual({ role: "assistant", content: "Once upon a" });
        const stored = await messagesOf(api, user, again[0]!.data["conversationId"]);
        expect(stored).toMatchObject([{ content: "Hi" }, { content: "Once upon a time." }]);
      },
    );

    it("is refused when the user has gone on since, and what was written can be read", async () => {
      const api = open();
      const user = await api.register();
      const headers = keyed("gone-on");
      api.inference.next = [{ pieces: ["Half"], end: "error-chunk" }];
      const events = await api.chat(user, { content: "Hi" }, { headers });
      const { conversationId } = events[0]!.data;
      await api.chat(user, { content: "Never mind", conversationId });
      const again = await api.call("POST", "/v1/chat", {
        as: user,
        body: { content: "Hi" },
        headers,
      });
      expect([again.status, await again.json()]).toMatchObject([
        409,
        { type: "/problems/not-newest", replyId: events[0]!.data["replyId"] },
      ]);
      const stored = await messagesOf(api, user, conversationId);
      expect(stored).toHaveLength(4);
      expect(stored[1]).toMatchObject({ content: "Half", status: "interrupted" });
    });

    it("is refused when another reply to the message has been written since", async () => {
      const api = open();
      const user = await api.register();
      const headers = keyed("written-anew");
      api.inference.next = [{ pieces: ["Half"], end: "error-chunk" }];
      const [start] = await api.chat(user, { content: "Hi" }, { headers });
      const { conversationId, replyId } = start!.data;
      const path = `${pathOf(conversationId, replyId)}/regenerate`;
      const { reply } = await answeredWith(await api.call("POST", path, { as: user }));
      const late = await api.call("POST", "/v1/chat", {
        as: user,
        body: { content: "Hi" },
        headers,
      });
      expect(await refusalOf(late)).toEqual(refused(409, "not-newest"));
      expect((await messagesOf(api, user, conversationId))[1]).toEqual(reply);
    });

    it("is one continuation when several come at once", async () => {
      const api = open();
      const user = await api.register();
      const headers = keyed("several");
      api.inference.next = [{ pieces: ["Half"], end: "error-chunk" }];
      await api.chat(user, { content: "Hi" }, { headers });
      const before = api.inference.requests.length;
      api.inference.script = { pieces: [" and half"] };
      const texts = await Promise.all(
        Array.from({ length: 8 }, async () =>
          textOf(await api.chat(user, { content: "Hi" }, { headers })),
        ),
      );
      expect(new Set(texts)).toEqual(new Set(["Half and half"]));
      expect(api.inference.requests.length).toBe(before + 1);
    });
  });

  it("streams to who comes back as it streamed to who left", async () => {
    const api = open();
    const user = await api.register();
    const headers = keyed("came-back");
    const body = { content: "Go on" };
    const held = await holdReply(api, user, { pieces: ["A", " b"], body, headers });
    await held.events.return(undefined);
    const response = await api.call("POST", "/v1/chat", {
      as: user,
      body,
      headers: { ...asEvents, ...headers },
    });
    held.release();
    const events = await collect(readEvents(response));
    expect(events[0]).toMatchObject({ event: "message.start", data: held.start });
    expect(textOf(events)).toBe("A b");
  });
});
