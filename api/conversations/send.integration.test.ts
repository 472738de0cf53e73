import { describe, expect, it } from "vitest";

import { describeApi, type TestApi } from "#api/testing/describe-api.ts";
import { collect, readEvents, textOf, type TestUser } from "#api/testing/test-client.ts";

const stream = { Accept: "text/event-stream" };

async function messagesOf(api: TestApi, as: TestUser, conversationId: string) {
  const response = await api.call("GET", `/v1/conversations/${conversationId}/messages`, { as });
  return (await response.json()).items.toReversed();
}

describeApi("sending a message", (open) => {
  describe("as events", () => {
    it("starts, gives the text and ends with the stored reply", async () => {
      const api = open();
      const user = await api.register({ name: "Lena", gender: "female" });
      const events = await api.chat(user, { content: "Hello" });
      expect(events.map(({ event }) => event)).toEqual([
        "message.start",
        ...events.slice(1, -1).map(() => "message.delta"),
        "message.done",
      ]);
      const [start] = events;
      const done = events.at(-1)!;
      expect(start).toMatchObject({
        id: 0,
        data: { personality: "xhash", stage: "stranger", notices: [] },
      });
      expect(done.data).toMatchObject({
        reply: {
          id: start!.data["replyId"],
          replyTo: start!.data["userMessageId"],
          role: "assistant",
          content: "Hello there.",
          status: "complete",
          personality: "xhash",
          tokensUsed: 3,
          model: "other",
          source: "model",
          emotion: null,
          variants: [],
        },
        usage: { promptTokens: 7, cachedTokens: 0, completionTokens: 3 },
        relationship: { score: 0, stage: "stranger", changed: false },
        memory: { recalled: [], learned: [] },
        notices: [],
      });
      expect(textOf(events)).toBe("Hello there.");
      const stored = await messagesOf(api, user, start!.data["conversationId"]);
      expect(stored).toHaveLength(2);
      expect(stored[1]).toEqual(done.data["reply"]);
      expect(stored[0]).toMatchObject({ role: "user", content: "Hello", status: "complete" });
    });

    it("numbers each event by the code points of the reply so far", async () => {
      const api = open();
      const user = await api.register();
      api.inference.script = { pieces: ["a👍🏽", "é", "日本"] };
      const events = await api.chat(user, { content: "Hello" });
      let sent = 0;
      for (const { event, id, data } of events) {
        if (event === "message.delta") sent += [...data["text"]].length;
        expect(id).toBe(event === "message.done" ? sent + 1 : sent);
      }
      expect(sent).toBe(6);
    });

    it("passes words on as they come", async () => {
      const api = open();
      const user = await api.register();
      const hold = Promise.withResolvers<void>();
      api.inference.script = { pieces: ["First", " second"], hold: hold.promise };
      const body = { content: "Hello" };
      const response = await api.call("POST", "/v1/chat", { as: user, body, headers: stream });
      const events = readEvents(response);
      await events.next();
      const { value: delta } = await events.next();
      expect(delta).toMatchObject({ event: "message.delta", data: { text: "First" } });
      hold.resolve();
      const rest = await collect(events);
      expect(textOf(rest)).toBe(" second");
    });
  });

  describe("as JSON", () => {
    it("gives the whole turn when the reply is complete", async () => {
      const api = open();
      const user = await api.register();
      const response = await api.call("POST", "/v1/chat", { as: user, body: { content: " Hi  " } });
      expect(response.status).toBe(200);
      const turn = await response.json();
      expect(turn).toMatchObject({
        userMessage: { role: "user", content: "Hi", replyTo: null, tokensUsed: null },
        reply: { role: "assistant", content: "Hello there.", status: "complete" },
        usage: { completionTokens: 3 },
        relationship: { stage: "stranger" },
        notices: [],
      });
      expect(await messagesOf(api, user, turn.conversationId)).toEqual([
        turn.userMessage,
        turn.reply,
      ]);
    });

    it("opens a conversation named from its first message, and goes on in it by its id", async () => {
      const api = open();
      const user = await api.register();
      const content = `Do you remember ${"the long summer ".repeat(20)}`;
      const first = await api.call("POST", "/v1/chat", { as: user, body: { content } });
      const { conversationId } = await first.json();
      const path = `/v1/conversations/${conversationId}`;
      const conversation = await (await api.call("GET", path, { as: user })).json();
      expect(conversation.title).toMatch(/^Do you remember the long summer .*…$/);
      const body = { content: "And then?" };
      const second = await api.call("POST", `${path}/messages`, { as: user, body });
      expect((await second.json()).conversationId).toBe(conversationId);
      expect(await messagesOf(api, user, conversationId)).toHaveLength(4);
    });
  });

  describe("what the model gets", () => {
    it("is plain OpenAI where the server is not ours, with the last messages in order", async () => {
      const api = open();
      const user = await api.register({ name: "Adam", gender: "male", location: "Porto" });
      const first = await api.chat(user, { content: "One" });
      const { conversationId } = first[0]!.data;
      await api.chat(user, { content: "Two", conversationId });
      const [, request] = api.inference.requests;
      const [system, ...rest] = request!.messages;
      expect(system!.content).toContain("You are Sarah");
      expect(system!.content).toContain("name is Adam; lives in Porto");
      expect(rest).toEqual([
        { role: "user", content: "One" },
        { role: "assistant", content: "Hello there." },
        { role: "user", content: "Two" },
      ]);
    });

    it("holds no more than the last ten messages before this one", async () => {
      const api = open();
      const user = await api.register();
      const { conversationId } = (await api.chat(user, { content: "message 0" }))[0]!.data;
      for (let i = 1; i <= 7; i += 1) {
        await api.chat(user, { content: `message ${i}`, conversationId });
      }
      const contents = api.inference.requests.at(-1)!.messages.map(({ content }) => content);
      expect(contents).toHaveLength(1 + 10 + 1);
      expect(contents[1]).toBe("message 2");
    });

    it("is shortened when the server finds it too long", async () => {
      const api = open();
      const user = await api.register();
      const tooLong = { status: 400, code: "context_length_exceeded" };
      api.inference.next = [
        { pieces: [], refuse: tooLong },
        { pieces: [], refuse: tooLong },
      ];
      const content = "🦜語x ".repeat(1000).slice(0, 4000);
      const events = await api.chat(user, { content });
      expect(textOf(events)).toBe("Hello there.");
      const lengths = api.inference.requests.map(({ messages }) => messages.at(-1)!.content.length);
      expect(lengths[0]).toBeGreaterThan(lengths[1]!);
      expect(lengths[1]).toBeGreaterThan(lengths[2]!);
      const { conversationId } = events[0]!.data;
      const [stored] = await messagesOf(api, user, conversationId);
      expect(stored.content).toBe(content.trim());
    });

    it("comes from the personality the conversation is set to", async () => {
      const api = open();
      const user = await api.register({ gender: "male", preferences: { personality: "neutral" } });
      const automatic = await api.chat(user, { content: "Hi" });
      expect(automatic[0]!.data["personality"]).toBe("neutral");
      const body = { personality: "xhash" };
      const created = await api.call("POST", "/v1/conversations", { as: user, body });
      const { id: conversationId } = await created.json();
      const set = await api.chat(user, { content: "Hi", conversationId });
      expect(set[0]!.data["personality"]).toBe("xhash");
    });
  });

  describe("when the model fails", () => {
    const failure = async (api: TestApi, as: TestUser, body: object = { content: "Hi" }) => {
      const response = await api.call("POST", "/v1/chat", { as, body, headers: stream });
      return { response, problem: await response.json() };
    };

    it("answers 503 with the ids of what was stored when it refuses", async () => {
      const api = open();
      const user = await api.register();
      api.inference.next = [{ pieces: [], refuse: { status: 503, retryAfter: 7 } }];
      const { response, problem } = await failure(api, user);
      expect(response.status).toBe(503);
      expect(response.headers.get("Content-Type")).toBe("application/problem+json");
      expect(response.headers.get("Retry-After")).toBe("7");
      expect(problem.type).toBe("/problems/inference-busy");
      const stored = await messagesOf(api, user, problem.conversationId);
      expect(stored).toMatchObject([
        { id: problem.userMessageId, content: "Hi", status: "complete" },
        { id: problem.replyId, content: "", status: "failed" },
      ]);
    });

    it("answers 503 inference-unavailable when its server cannot be reached", async () => {
      const api = open();
      const elsewhere = await api.startAnother({ INFERENCE_URL: "http://127.0.0.1:9" });
      const user = await api.register();
      const response = await elsewhere.call("POST", "/v1/chat", {
        as: user,
        body: { content: "Hi" },
      });
      expect(response.status).toBe(503);
      expect(await response.json()).toMatchObject({ type: "/problems/inference-unavailable" });
    });

    it.each(["break", "no-finish-reason", "error-chunk"] as const)(
      "keeps what was said and ends in an error event when its stream ends by %s",
      async (end) => {
        const api = open();
        const user = await api.register();
        api.inference.next = [{ pieces: ["Half", " a"], end }];
        const events = await api.chat(user, { content: "Hi" });
        const [start, error] = [events[0]!, events.at(-1)!];
        expect(textOf(events)).toBe("Half a");
        expect(error).toMatchObject({
          event: "error",
          id: 6,
          data: {
            type: "/problems/inference-unavailable",
            status: 503,
            conversationId: start.data["conversationId"],
            userMessageId: start.data["userMessageId"],
            replyId: start.data["replyId"],
          },
        });
        const { conversationId } = start.data;
        const [, reply] = await messagesOf(api, user, conversationId);
        expect(reply).toMatchObject({ content: "Half a", status: "interrupted" });
        const next = await api.chat(user, { content: "Go on", conversationId });
        expect(next.at(-1)!.event).toBe("message.done");
        expect(api.inference.requests.at(-1)!.messages.map(({ role }) => role)).toEqual([
          "system",
          "user",
          "assistant",
          "user",
        ]);
      },
    );

    it("gives up on a model that falls silent, and hangs up on it", async () => {
      const api = open();
      const impatient = await api.startAnother({ TOKEN_GAP_TIMEOUT_MS: "150" });
      const user = await api.register();
      const before = api.inference.disconnects;
      api.inference.next = [{ pieces: ["Well"], end: "silence" }];
      const events = await impatient.chat(user, { content: "Hi" });
      expect(events.at(-1)).toMatchObject({ event: "error" });
      await expect.poll(() => api.inference.disconnects).toBe(before + 1);
    });

    it("shows the model alternating roles after a reply without a word", async () => {
      const api = open();
      const user = await api.register();
      api.inference.next = [{ pieces: [], refuse: { status: 500 } }];
      const { problem } = await failure(api, user, { content: "One" });
      const { conversationId } = problem;
      await api.chat(user, { content: "Two", conversationId });
      const [, asked] = api.inference.requests.at(-1)!.messages;
      expect(asked).toEqual({ role: "user", content: "One\nTwo" });
    });
  });

  describe("one reply at a time", () => {
    it("refuses a second message while a reply is written", async () => {
      const api = open();
      const user = await api.register();
      const hold = Promise.withResolvers<void>();
      api.inference.next = [{ pieces: ["Wait", " for it"], hold: hold.promise }];
      const body = { content: "One" };
      const first = await api.call("POST", "/v1/chat", { as: user, body, headers: stream });
      const events = readEvents(first);
      const { conversationId } = (await events.next()).value!.data;
      const second = await api.call("POST", `/v1/conversations/${conversationId}/messages`, {
        as: user,
        body: { content: "Two" },
      });
      expect(second.status).toBe(409);
      expect((await second.json()).type).toBe("/problems/reply-in-progress");
      hold.resolve();
      expect((await collect(events)).at(-1)!.event).toBe("message.done");
    });

    it("leaves strictly alternating roles when twenty are sent at once", async () => {
      const api = open();
      const user = await api.register();
      const created = await api.call("POST", "/v1/conversations", { as: user });
      const { id: conversationId } = await created.json();
      const statuses = await Promise.all(
        Array.from({ length: 20 }, async (_, i) => {
          const path = `/v1/conversations/${conversationId}/messages`;
          const sent = await api.call("POST", path, { as: user, body: { content: `no ${i}` } });
          await sent.text();
          return sent.status;
        }),
      );
      expect(new Set(statuses)).toEqual(new Set([200, 409]));
      const roles = (await messagesOf(api, user, conversationId)).map(
        ({ role }: { role: string }) => role,
      );
      expect(roles).toEqual(roles.map((_: string, i: number) => (i % 2 ? "assistant" : "user")));
      expect(roles).toHaveLength(2 * statuses.filter((status) => status === 200).length);
    });

    it("settles a reply whose writer is gone and takes the next message", async () => {
      const api = open();
      const user = await api.register();
      const hold = Promise.withResolvers<void>();
      api.inference.next = [{ pieces: ["Stuck", "!"], hold: hold.promise }];
      const body = { content: "One" };
      const first = await api.call("POST", "/v1/chat", { as: user, body, headers: stream });
      const { conversationId } = (await readEvents(first).next()).value!.data;
      api.advance(16_000);
      const events = await api.chat(user, { content: "Two", conversationId });
      expect(events.at(-1)!.event).toBe("message.done");
      hold.resolve();
      const [, lost] = await messagesOf(api, user, conversationId);
      expect(["failed", "interrupted"]).toContain(lost.status);
    });
  });

  it("finishes and stores the reply of a client that went away", async () => {
    const api = open();
    const user = await api.register();
    const hold = Promise.withResolvers<void>();
    api.inference.next = [{ pieces: ["All", " of", " it"], hold: hold.promise }];
    const leaving = new AbortController();
    const response = await api.call("POST", "/v1/chat", {
      as: user,
      body: { content: "Hi" },
      headers: stream,
      signal: leaving.signal,
    });
    const { conversationId } = (await readEvents(response).next()).value!.data;
    leaving.abort();
    hold.resolve();
    await expect
      .poll(async () => (await messagesOf(api, user, conversationId))[1])
      .toMatchObject({ content: "All of it", status: "complete" });
  });

  it.each([
    [{ content: "" }, "content"],
    [{ content: "   " }, "content"],
    [{ content: "x".repeat(4001) }, "content"],
    [{ content: 7 }, "content"],
    [{}, "content"],
    [{ content: "x", conversationId: "none" }, "conversationId"],
    [{ content: "x", extra: true }, ""],
    [{ content: "half a pair \ud800" }, ""],
    [{ content: "nul \u0000" }, ""],
  ])("refuses %j with 422", async (body, path) => {
    const api = open();
    const user = await api.register();
    const response = await api.call("POST", "/v1/chat", { as: user, body });
    expect(response.status).toBe(422);
    expect((await response.json()).errors[0].path).toBe(path);
  });

  it("takes 4,000 characters beyond the basic plane", async () => {
    const api = open();
    const user = await api.register();
    const events = await api.chat(user, { content: "🦜".repeat(4000) });
    expect(events.at(-1)!.event).toBe("message.done");
  });

  it("knows no conversation of somebody else, nor one that is closed", async () => {
    const api = open();
    const [user, other] = [await api.register(), await api.register()];
    const { conversationId } = (await api.chat(user, { content: "Mine" }))[0]!.data;
    const path = `/v1/conversations/${conversationId}`;
    const body = { content: "Whose?" };
    const theirs = await api.call("POST", `${path}/messages`, { as: other, body });
    expect(theirs.status).toBe(404);
    await api.call("PATCH", path, { as: user, body: { isActive: false } });
    const closed = await api.call("POST", `${path}/messages`, { as: user, body });
    expect(closed.status).toBe(409);
    expect((await closed.json()).type).toBe("/problems/conversation-inactive");
  });
});
