import { eq } from "drizzle-orm";
import { describe, expect, it, vi } from "vitest";

import {
  answeredWith,
  holdReply,
  messagesOf,
  pathOf,
  refusalOf,
  refused,
  say,
} from "#api/testing/conversation-helpers.ts";
import { describeApi, type TestApi } from "#api/testing/describe-api.ts";
import { collect, type TestUser } from "#api/testing/test-client.ts";
import { messages } from "#db/schema/conversations.ts";

const nobodys = "01900000-0000-7000-8000-000000000000";

/** What a reader is told of a reply that was deleted. */
const deleted = { event: "error", data: { type: "/problems/not-found", status: 404 } };

async function regenerate(api: TestApi, as: TestUser, path: string) {
  return (await answeredWith(await api.call("POST", `${path}/regenerate`, { as }))).reply;
}

/** The ids of all that is stored of a conversation, shown or not. */
async function storedOf(api: TestApi, conversationId: string) {
  const rows = await api.database.db
    .select({ id: messages.id })
    .from(messages)
    .where(eq(messages.conversationId, conversationId));
  return rows.map(({ id }) => id).toSorted();
}

describeApi("deleting a message", (open) => {
  it("answers 204 without a body, then 404, and it is gone", async () => {
    const api = open();
    const user = await api.register();
    const { conversationId, userMessage, reply } = await say(api, user, "Hi");
    const path = pathOf(conversationId, reply.id);
    const response = await api.call("DELETE", path, { as: user });
    expect([response.status, await response.text()]).toEqual([204, ""]);
    const again = await refusalOf(await api.call("DELETE", path, { as: user }));
    expect(again).toEqual(refused(404, "not-found"));
    expect(await messagesOf(api, user, conversationId)).toEqual([userMessage]);
    const asked = await api.call("DELETE", pathOf(conversationId, userMessage.id), { as: user });
    expect(asked.status).toBe(204);
    expect(await messagesOf(api, user, conversationId)).toEqual([]);
  });

  it("can be of any message, and leaves the others as they were", async () => {
    const api = open();
    const user = await api.register();
    const first = await say(api, user, "One");
    const { conversationId } = first;
    const second = await say(api, user, "Two", conversationId);
    await api.call("DELETE", pathOf(conversationId, first.userMessage.id), { as: user });
    expect(await messagesOf(api, user, conversationId)).toEqual([
      { ...first.reply, replyTo: null },
      second.userMessage,
      second.reply,
    ]);
  });

  it("knows messages of this conversation only", async () => {
    const api = open();
    const user = await api.register();
    const { conversationId } = await say(api, user, "Hi");
    const elsewhere = await say(api, user, "Hi");
    for (const id of [nobodys, elsewhere.reply.id, elsewhere.userMessage.id]) {
      const response = await api.call("DELETE", pathOf(conversationId, id), { as: user });
      expect(await refusalOf(response)).toEqual(refused(404, "not-found"));
    }
    expect(await messagesOf(api, user, elsewhere.conversationId)).toHaveLength(2);
  });

  describe("a reply", () => {
    it("takes its variants with it", async () => {
      const api = open();
      const user = await api.register();
      const { conversationId, userMessage, reply } = await say(api, user, "Hi");
      const second = await regenerate(api, user, pathOf(conversationId, reply.id));
      const gone = await api.call("DELETE", pathOf(conversationId, second.id), { as: user });
      expect(gone.status).toBe(204);
      expect(await messagesOf(api, user, conversationId)).toEqual([userMessage]);
      expect(await storedOf(api, conversationId)).toEqual([userMessage.id]);
      const variant = `${pathOf(conversationId, reply.id)}/events`;
      expect((await api.call("GET", variant, { as: user })).status).toBe(404);
    });

    it("that is a variant takes only itself", async () => {
      const api = open();
      const user = await api.register();
      const { conversationId, userMessage, reply } = await say(api, user, "Hi");
      const second = await regenerate(api, user, pathOf(conversationId, reply.id));
      const gone = await api.call("DELETE", pathOf(conversationId, reply.id), { as: user });
      expect(gone.status).toBe(204);
      expect(await messagesOf(api, user, conversationId)).toEqual([
        userMessage,
        { ...second, variants: [] },
      ]);
    });

    it.each(["here", "on another instance"])(
      "in progress %s is stopped, and the inference server forgets it",
      async (where) => {
        const api = open();
        const via = where === "here" ? api : await api.startAnother();
        const user = await api.register();
        api.setKeeping(true);
        const logged = vi.spyOn(api.services.log, "error");
        const held = await holdReply(api, user, { pieces: ["Half", " a reply"] });
        const { conversationId, userMessageId, replyId } = held.start;
        const gone = await via.call("DELETE", pathOf(conversationId, replyId), { as: user });
        expect(gone.status).toBe(204);
        expect((await collect(held.events)).at(-1)).toMatchObject(deleted);
        await expect.poll(() => api.inference.kept.size).toBe(0);
        expect(await storedOf(api, conversationId)).toEqual([userMessageId]);
        expect(logged).not.toHaveBeenCalled();
        logged.mockRestore();
        await say(api, user, "Again", conversationId);
        held.release();
      },
    );

    it.each(["goes on", "ends"])(
      "that was deleted before the model was asked is forgotten as soon as its writer notices (when it %s)",
      async (how) => {
        const api = open();
        const user = await api.register();
        api.setKeeping(true);
        const held = await holdReply(api, user, { pieces: ["Half", " a reply"] });
        // What deleting does, with its word to the inference server come too early.
        const { replyId } = held.start;
        await api.database.db.delete(messages).where(eq(messages.id, replyId));
        if (how === "ends") held.release();
        expect((await collect(held.events)).at(-1)).toMatchObject(deleted);
        await expect.poll(() => api.inference.kept.size).toBe(0);
        held.release();
      },
    );

    it("in progress at a server that keeps nothing is hung up on", async () => {
      const api = open();
      const user = await api.register();
      const before = api.inference.disconnects;
      const held = await holdReply(api, user, { pieces: ["Half", " a reply"] });
      const { conversationId, replyId } = held.start;
      await api.call("DELETE", pathOf(conversationId, replyId), { as: user });
      await expect.poll(() => api.inference.disconnects).toBe(before + 1);
      held.release();
    });
  });

  describe("of the user", () => {
    it("leaves nothing behind that nobody can see", async () => {
      const api = open();
      const user = await api.register();
      const { conversationId, userMessage, reply } = await say(api, user, "Hi");
      const second = await regenerate(api, user, pathOf(conversationId, reply.id));
      await api.call("DELETE", pathOf(conversationId, userMessage.id), { as: user });
      expect(await messagesOf(api, user, conversationId)).toMatchObject([{ id: second.id }]);
      expect(await storedOf(api, conversationId)).toEqual([second.id]);
    });

    it("tells who keeps a copy that its reply answers nothing any more", async () => {
      const api = open();
      const user = await api.register();
      const { conversationId, userMessage, reply } = await say(api, user, "Hi");
      const since = new Date(Date.parse(reply.createdAt) + 60_000).toISOString();
      api.advance(120_000);
      await api.call("DELETE", pathOf(conversationId, userMessage.id), { as: user });
      const path = `/v1/conversations/${conversationId}/messages?updatedSince=${since}`;
      const changed = await (await api.call("GET", path, { as: user })).json();
      expect(changed).toMatchObject({
        items: [{ id: reply.id, replyTo: null }],
        deleted: [userMessage.id],
      });
    });

    it.each([
      ["short", "My secret is hunter2"],
      ["on several lines", "My  secret\n is hunter2"],
      ["long", `My secret is hunter2, ${"and more of that ".repeat(20)}`],
    ])("takes its words out of the title (%s)", async (_, content) => {
      const api = open();
      const user = await api.register();
      const { conversationId, userMessage } = await say(api, user, content);
      const title = async () => {
        const path = `/v1/conversations/${conversationId}`;
        return (await (await api.call("GET", path, { as: user })).json()).title;
      };
      expect(await title()).toMatch(/^My secret is hunter2/);
      await say(api, user, "Something else", conversationId);
      const [, , later] = await messagesOf(api, user, conversationId);
      await api.call("DELETE", pathOf(conversationId, later.id), { as: user });
      expect(await title()).toMatch(/^My secret is hunter2/);
      await api.call("DELETE", pathOf(conversationId, userMessage.id), { as: user });
      expect(await title()).toBeNull();
    });

    it("leaves a title that the user has given", async () => {
      const api = open();
      const user = await api.register();
      const { conversationId, userMessage } = await say(api, user, "My secret is hunter2");
      const path = `/v1/conversations/${conversationId}`;
      await api.call("PATCH", path, { as: user, body: { title: "My secret" } });
      await api.call("DELETE", pathOf(conversationId, userMessage.id), { as: user });
      expect(await (await api.call("GET", path, { as: user })).json()).toMatchObject({
        title: "My secret",
      });
    });

    it("lets a reply in progress be finished", async () => {
      const api = open();
      const user = await api.register();
      const held = await holdReply(api, user, { pieces: ["Half", " a reply"] });
      const { conversationId, userMessageId, replyId } = held.start;
      const gone = await api.call("DELETE", pathOf(conversationId, userMessageId), { as: user });
      expect(gone.status).toBe(204);
      held.release();
      expect((await collect(held.events)).at(-1)!.event).toBe("message.done");
      expect(await messagesOf(api, user, conversationId)).toMatchObject([
        { id: replyId, content: "Half a reply", status: "complete" },
      ]);
    });

    it("leaves a reply that cannot be written again", async () => {
      const api = open();
      const user = await api.register();
      const { conversationId, userMessage, reply } = await say(api, user, "Hi");
      await api.call("DELETE", pathOf(conversationId, userMessage.id), { as: user });
      const path = `${pathOf(conversationId, reply.id)}/regenerate`;
      const refusal = await refusalOf(await api.call("POST", path, { as: user }));
      expect(refusal).toEqual(refused(409, "not-newest"));
      const select = await api.call("POST", `${pathOf(conversationId, reply.id)}/select`, {
        as: user,
      });
      expect(select.status).toBe(200);
    });
  });

  it.each([0, 1, 2, 3, 4, 5])(
    "leaves a prompt whose roles alternate, and replying goes on (message %i)",
    async (index) => {
      const api = open();
      const user = await api.register();
      const { conversationId } = await say(api, user, "word 0");
      for (const i of [1, 2]) await say(api, user, `word ${i}`, conversationId);
      const stored = await messagesOf(api, user, conversationId);
      await api.call("DELETE", pathOf(conversationId, stored[index].id), { as: user });
      const { reply } = await say(api, user, "word 3", conversationId);
      expect(reply.status).toBe("complete");
      const [system, ...rest] = api.inference.requests.at(-1)!.messages;
      expect(system!.role).toBe("system");
      expect(rest.map(({ role }) => role)).toEqual(
        rest.map((_, i) => (i % 2 ? "assistant" : "user")),
      );
      const words = rest.flatMap(({ content }) => content.match(/word \d/g) ?? []);
      const left = [0, 1, 2, 3].filter((i) => index % 2 === 1 || i !== index / 2);
      expect(words).toEqual(left.map((i) => `word ${i}`));
    },
  );

  it("does not let a late retry of the same request say it again", async () => {
    const api = open();
    const user = await api.register();
    const headers = { "Idempotency-Key": "deleted-since" };
    const options = { as: user, body: { content: "Forget this" }, headers };
    const { conversationId, userMessage, reply } = await (
      await api.call("POST", "/v1/chat", options)
    ).json();
    for (const { id } of [reply, userMessage]) {
      await api.call("DELETE", pathOf(conversationId, id), { as: user });
    }
    const late = await refusalOf(await api.call("POST", "/v1/chat", options));
    expect(late).toEqual(refused(404, "not-found"));
    const list = await api.call("GET", "/v1/conversations", { as: user });
    expect((await list.json()).items).toHaveLength(1);
  });
});

describeApi("deleting a conversation", (open) => {
  it("stops its reply in progress, and the inference server forgets that", async () => {
    const api = open();
    const user = await api.register();
    api.setKeeping(true);
    const held = await holdReply(api, user, { pieces: ["Half", " a reply"] });
    const path = `/v1/conversations/${held.start["conversationId"]}`;
    expect((await api.call("DELETE", path, { as: user })).status).toBe(204);
    expect((await collect(held.events)).at(-1)).toMatchObject(deleted);
    await expect.poll(() => api.inference.kept.size).toBe(0);
    held.release();
  });
});
