import { describe, expect, it } from "vitest";

import {
  answeredWith,
  asEvents,
  holdReply,
  messagesOf,
  pathOf,
  refusalOf,
  refused,
  say,
} from "#api/testing/conversation-helpers.ts";
import { describeApi } from "#api/testing/describe-api.ts";
import { collect, readEvents, textOf } from "#api/testing/test-client.ts";

const nobodys = "01900000-0000-7000-8000-000000000000";

describeApi("saying the last message differently", (open) => {
  it.each([
    ["JSON", {}],
    ["events", asEvents],
  ])("replaces it and its reply (as %s)", async (_, headers) => {
    const api = open();
    const user = await api.register();
    const before = await say(api, user, "One");
    const {
      conversationId,
      userMessage,
      reply: old,
    } = await say(api, user, "Tow", before.conversationId);
    api.inference.next = [{ pieces: ["Two", " it is"] }];
    const path = pathOf(conversationId, userMessage.id);
    const body = { content: " Two " };
    const response = await api.call("PATCH", path, { as: user, body, headers });
    const { reply } = await answeredWith(response);
    expect(reply).toMatchObject({
      content: "Two it is",
      status: "complete",
      replyTo: userMessage.id,
      variants: [],
    });
    expect(reply.id).not.toBe(old.id);
    expect(await messagesOf(api, user, conversationId)).toEqual([
      before.userMessage,
      before.reply,
      { ...userMessage, content: "Two" },
      reply,
    ]);
    const events = await api.call("GET", `${pathOf(conversationId, old.id)}/events`, { as: user });
    expect(events.status).toBe(404);
  });

  it("answers as sending does: JSON with the message, events from its start", async () => {
    const api = open();
    const user = await api.register();
    const { conversationId, userMessage } = await say(api, user, "Hi");
    const path = pathOf(conversationId, userMessage.id);
    const body = { content: "Hello" };
    const turn = await (await api.call("PATCH", path, { as: user, body })).json();
    expect(turn).toMatchObject({
      conversationId,
      userMessage: { ...userMessage, content: "Hello" },
      usage: { completionTokens: 3 },
    });
    const response = await api.call("PATCH", path, { as: user, body, headers: asEvents });
    const events = await collect(readEvents(response));
    expect(events[0]).toMatchObject({
      id: 0,
      event: "message.start",
      data: { conversationId, userMessageId: userMessage.id },
    });
    expect(textOf(events)).toBe("Hello there.");
    expect(events.at(-1)).toMatchObject({ id: 13, event: "message.done" });
  });

  it("renames the conversation that is named after it", async () => {
    const api = open();
    const user = await api.register();
    const { conversationId, userMessage } = await say(api, user, "My secret is hunter2");
    const path = pathOf(conversationId, userMessage.id);
    await answeredWith(await api.call("PATCH", path, { as: user, body: { content: "Hello" } }));
    const conversation = await api.call("GET", `/v1/conversations/${conversationId}`, { as: user });
    expect(await conversation.json()).toMatchObject({ title: "Hello" });
  });

  it("shows the model the new words only, after what came before", async () => {
    const api = open();
    const user = await api.register();
    const { conversationId } = await say(api, user, "One");
    api.inference.next = [{ pieces: ["A former reply"] }];
    const { userMessage } = await say(api, user, "Former words", conversationId);
    const body = { content: "New words" };
    await api.call("PATCH", pathOf(conversationId, userMessage.id), { as: user, body });
    expect(api.inference.requests.at(-1)!.messages.slice(1)).toEqual([
      { role: "user", content: "One" },
      { role: "assistant", content: "Hello there." },
      { role: "user", content: "New words" },
    ]);
    await say(api, user, "Three", conversationId);
    expect(JSON.stringify(api.inference.requests.at(-1)!.messages)).not.toMatch(/former/i);
  });

  it("takes the reply's variants with it, and says so to who keeps a copy", async () => {
    const api = open();
    const user = await api.register();
    const since = encodeURIComponent(api.services.now().toISOString());
    const { conversationId, userMessage, reply: first } = await say(api, user, "Hi");
    const again = `${pathOf(conversationId, first.id)}/regenerate`;
    const second = (await answeredWith(await api.call("POST", again, { as: user }))).reply;
    const body = { content: "Hello" };
    const path = pathOf(conversationId, userMessage.id);
    const { reply } = await answeredWith(await api.call("PATCH", path, { as: user, body }));
    const changes = await api.call(
      "GET",
      `/v1/conversations/${conversationId}/messages?updatedSince=${since}`,
      { as: user },
    );
    const { items, deleted } = await changes.json();
    expect(items).toEqual([reply, { ...userMessage, content: "Hello" }]);
    expect(deleted.toSorted()).toEqual([first.id, second.id].toSorted());
  });

  it("works where the reply has failed, broken off or been deleted", async () => {
    const api = open();
    const user = await api.register();
    api.inference.next = [{ pieces: [], refuse: { status: 500 } }];
    const failed = await api.call("POST", "/v1/chat", { as: user, body: { content: "Hi" } });
    const { conversationId, userMessageId } = await failed.json();
    const path = pathOf(conversationId, userMessageId);
    const edit = async (content: string) =>
      answeredWith(await api.call("PATCH", path, { as: user, body: { content } }));
    const { reply } = await edit("Hello");
    await api.call("DELETE", pathOf(conversationId, reply.id), { as: user });
    await edit("Hello again");
    expect(await messagesOf(api, user, conversationId)).toMatchObject([
      { content: "Hello again" },
      { content: "Hello there." },
    ]);
  });

  it("keeps the new words when the model refuses them", async () => {
    const api = open();
    const user = await api.register();
    const { conversationId, userMessage, reply } = await say(api, user, "Hi");
    api.inference.next = [{ pieces: [], refuse: { status: 503 } }];
    const path = pathOf(conversationId, userMessage.id);
    const body = { content: "Hello" };
    const headers = { "Idempotency-Key": "refused-edit" };
    const options = { as: user, body, headers };
    const problem = await (await api.call("PATCH", path, options)).json();
    expect(problem).toMatchObject({ conversationId, userMessageId: userMessage.id });
    expect(problem.replyId).not.toBe(reply.id);
    const turn = await (await api.call("PATCH", path, options)).json();
    expect(turn.reply).toMatchObject({ id: problem.replyId, status: "complete" });
    expect(await messagesOf(api, user, conversationId)).toEqual([turn.userMessage, turn.reply]);
  });

  it("is for the last message of the user only", async () => {
    const api = open();
    const user = await api.register();
    const { conversationId, userMessage } = await say(api, user, "One");
    const second = await say(api, user, "Two", conversationId);
    const before = await messagesOf(api, user, conversationId);
    const body = { content: "Won" };
    const path = pathOf(conversationId, userMessage.id);
    const refusal = await refusalOf(await api.call("PATCH", path, { as: user, body }));
    expect(refusal).toEqual(refused(409, "not-newest"));
    for (const id of [second.reply.id, nobodys, (await say(api, user, "Hi")).userMessage.id]) {
      const response = await api.call("PATCH", pathOf(conversationId, id), { as: user, body });
      expect(await refusalOf(response)).toEqual(refused(404, "not-found"));
    }
    expect(await messagesOf(api, user, conversationId)).toEqual(before);
  });

  it("waits until the reply in progress is written", async () => {
    const api = open();
    const user = await api.register();
    const held = await holdReply(api, user, { pieces: ["One", " two"] });
    const { conversationId, userMessageId } = held.start;
    const path = pathOf(conversationId, userMessageId);
    const body = { content: "Stop" };
    const refusal = await refusalOf(await api.call("PATCH", path, { as: user, body }));
    expect(refusal).toEqual(refused(409, "reply-in-progress"));
    held.release();
    expect(textOf(await collect(held.events))).toBe("One two");
    const [asked] = await messagesOf(api, user, conversationId);
    expect(asked.content).toBe("Go on");
  });

  it("is refused in a conversation that is not active", async () => {
    const api = open();
    const user = await api.register();
    const { conversationId, userMessage, reply } = await say(api, user, "Hi");
    const closing = { as: user, body: { isActive: false } };
    await api.call("PATCH", `/v1/conversations/${conversationId}`, closing);
    const path = pathOf(conversationId, userMessage.id);
    const edit = api.call("PATCH", path, { as: user, body: { content: "Hello" } });
    const again = api.call("POST", `${pathOf(conversationId, reply.id)}/regenerate`, { as: user });
    for (const response of [edit, again]) {
      expect(await refusalOf(await response)).toEqual(refused(409, "conversation-inactive"));
    }
  });

  it.each([{}, { content: "" }, { content: "x".repeat(4001) }, { content: "x", role: "user" }])(
    "refuses %j with 422",
    async (body) => {
      const api = open();
      const user = await api.register();
      const { conversationId, userMessage } = await say(api, user, "Hi");
      const path = pathOf(conversationId, userMessage.id);
      const response = await api.call("PATCH", path, { as: user, body });
      expect(await refusalOf(response)).toEqual(refused(422, "validation-failed"));
    },
  );

  describe("by an Idempotency-Key", () => {
    it("is done once, and answered again as it was", async () => {
      const api = open();
      const user = await api.register();
      const { conversationId, userMessage } = await say(api, user, "Hi");
      const path = pathOf(conversationId, userMessage.id);
      const headers = { "Idempotency-Key": "edit-once" };
      const options = { as: user, body: { content: "Hello" }, headers };
      const first = await (await api.call("PATCH", path, options)).json();
      const second = await (await api.call("PATCH", path, options)).json();
      expect(second).toEqual(first);
      expect(api.inference.requests).toHaveLength(2);
    });

    it("never brings back words that were replaced since", async () => {
      const api = open();
      const user = await api.register();
      const sending = { as: user, headers: { "Idempotency-Key": "sent" } };
      const sent = () => api.call("POST", "/v1/chat", { ...sending, body: { content: "First" } });
      const { conversationId, userMessage } = await (await sent()).json();
      const path = pathOf(conversationId, userMessage.id);
      const edit = (key: string, content: string) =>
        api.call("PATCH", path, {
          as: user,
          body: { content },
          headers: { "Idempotency-Key": key },
        });
      await edit("second", "Second");
      await edit("third", "Third");
      const before = await messagesOf(api, user, conversationId);
      for (const late of [await sent(), await edit("second", "Second")]) {
        expect(await refusalOf(late)).toEqual(refused(404, "not-found"));
      }
      expect(await messagesOf(api, user, conversationId)).toEqual(before);
      const list = await api.call("GET", "/v1/conversations", { as: user });
      expect((await list.json()).items).toHaveLength(1);
    });
  });

  it("leaves strictly alternating roles, however much is asked for at once on two instances", async () => {
    const api = open();
    const other = await api.startAnother();
    const user = await api.register();
    const { conversationId, userMessage, reply } = await say(api, user, "Hi");
    const statuses = await Promise.all(
      Array.from({ length: 24 }, async (_, i) => {
        const via = i % 2 ? api : other;
        const body = { content: `no ${i}` };
        const ask = [
          () => via.call("PATCH", pathOf(conversationId, userMessage.id), { as: user, body }),
          () => via.call("POST", `${pathOf(conversationId, reply.id)}/regenerate`, { as: user }),
          () =>
            via.call("POST", `/v1/conversations/${conversationId}/messages`, { as: user, body }),
        ][i % 3]!;
        const response = await ask();
        await response.text();
        return response.status;
      }),
    );
    expect(statuses).toContain(200);
    expect(statuses.filter((status) => ![200, 404, 409].includes(status))).toEqual([]);
    const stored: { role: string; status: string }[] = await messagesOf(api, user, conversationId);
    expect(stored.map(({ role }) => role)).toEqual(
      stored.map((_, i) => (i % 2 ? "assistant" : "user")),
    );
    expect(stored.every(({ status }) => status === "complete")).toBe(true);
  });
});
