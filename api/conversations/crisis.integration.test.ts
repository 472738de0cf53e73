import { describe, expect, it } from "vitest";

import {
  holdReply,
  messagesOf,
  refusalOf,
  refused,
  say,
} from "#api/testing/conversation-helpers.ts";
import { describeApi, type TestApi } from "#api/testing/describe-api.ts";
import { collect } from "#api/testing/test-client.ts";

const danger = "I want to kill myself tonight";

/** What help looks like, wherever it is answered. */
const helped = {
  userMessage: { emotion: null },
  reply: { source: "safety", status: "complete", model: null, tokensUsed: null },
  notices: [{ kind: "crisis", resources: expect.arrayContaining([]) }],
  memory: { recalled: [], learned: [] },
};

const withModelDown = (api: TestApi) => {
  api.inference.script = { pieces: [], refuse: { status: 503 } };
};

describeApi("a message of somebody in danger", (open) => {
  it("is answered with help lines, without a model", async () => {
    const api = open();
    withModelDown(api);
    const as = await api.register({ country: "US", gender: "male" });
    const turn = await say(api, as, danger);
    expect(turn).toMatchObject(helped);
    expect(turn.reply.personality).toBe("sarah");
    expect(turn.notices[0]!.resources).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ country: "US", contact: expect.stringContaining("988") }),
      ]),
    );
    expect(turn.reply.content).toContain(turn.notices[0]!.resources![0]!.contact);
    expect(api.inference.requests).toEqual([]);
  });

  it("is told where to find help in any country, when theirs is not known", async () => {
    const api = open();
    const { notices } = await say(api, await api.register(), danger);
    expect(notices[0]!.resources!.length).toBeGreaterThan(0);
    for (const { url } of notices[0]!.resources!) expect(url).toMatch(/^https:\/\//);
  });

  it("has it in the first event, and can have it told again", async () => {
    const api = open();
    const as = await api.register();
    const events = await api.chat(as, { content: danger });
    expect(events[0]).toMatchObject({ event: "message.start", data: { notices: helped.notices } });
    const done = events.at(-1)!.data;
    expect(done).toMatchObject({ reply: helped.reply, notices: [] });
    const { conversationId, replyId } = events[0]!.data;
    const path = `/v1/conversations/${conversationId}/messages/${replyId}/events`;
    const again = await (await api.call("GET", path, { as })).text();
    expect(again).toContain('"kind":"crisis"');
    expect((await messagesOf(api, as, conversationId))[1]).toEqual(done["reply"]);
  });

  it("is never scored, learnt from or refused for its age", async () => {
    const api = open();
    const as = await api.register();
    const { relationship } = await say(api, as, danger);
    expect(relationship).toEqual({ score: 0, stage: "stranger", changed: false });
    const history = await api.call("GET", "/v1/relationship/history", { as });
    expect(await history.json()).toEqual({ items: [], nextCursor: null });
  });

  describe("is not refused", () => {
    it("while another reply is being written, which goes on", async () => {
      const api = open();
      const as = await api.register();
      const held = await holdReply(api, as, { pieces: ["One", " two"] });
      const { conversationId } = held.start;
      expect(await say(api, as, danger, conversationId)).toMatchObject(helped);
      const another = { content: "And?", conversationId };
      const response = await api.call("POST", "/v1/chat", { as, body: another });
      expect(await refusalOf(response)).toEqual(refused(409, "reply-in-progress"));
      held.release();
      expect((await collect(held.events)).at(-1)!.data).toMatchObject({
        reply: { content: "One two", status: "complete" },
      });
    });

    it("in a conversation that is no longer active, or that is gone", async () => {
      const api = open();
      const as = await api.register();
      const { conversationId } = await say(api, as, "Hello there");
      const path = `/v1/conversations/${conversationId}`;
      await api.call("PATCH", path, { as, body: { isActive: false } });
      expect(await say(api, as, danger, conversationId)).toMatchObject({
        ...helped,
        conversationId,
      });
      await api.call("DELETE", path, { as });
      const elsewhere = await say(api, as, danger, conversationId);
      expect(elsewhere).toMatchObject(helped);
      expect(elsewhere.conversationId).not.toBe(conversationId);
    });

    it("by the limit on sending", async () => {
      const api = open();
      const few = { CHAT_LIMIT_PER_MINUTE: "1" };
      const limited = await api.startOn({ ...api.database.client, close: async () => {} }, few);
      const as = await api.register();
      await say(limited, as, "Hello there");
      const body = { content: "And now?" };
      expect((await limited.call("POST", "/v1/chat", { as, body })).status).toBe(429);
      expect(await say(limited, as, danger)).toMatchObject(helped);
    });

    it("in another's conversation it is answered in one of their own", async () => {
      const api = open();
      const [as, other] = [await api.register(), await api.register()];
      const theirs = await say(api, other, "Hello there");
      const turn = await say(api, as, danger, theirs.conversationId);
      expect(turn).toMatchObject(helped);
      expect(turn.conversationId).not.toBe(theirs.conversationId);
      expect(await messagesOf(api, other, theirs.conversationId)).toHaveLength(2);
    });
  });

  it("gets the same answer when it is written again, and by the same key", async () => {
    const api = open();
    const as = await api.register();
    const headers = { "Idempotency-Key": crypto.randomUUID() };
    const send = () => api.call("POST", "/v1/chat", { as, body: { content: danger }, headers });
    const first = await (await send()).json();
    expect(await (await send()).json()).toEqual(first);
    const { conversationId, reply } = first;
    const path = `/v1/conversations/${conversationId}/messages/${reply.id}/regenerate`;
    const again = await (await api.call("POST", path, { as })).json();
    expect(again).toMatchObject(helped);
    expect(again.reply.content).toBe(reply.content);
    expect(api.inference.requests).toEqual([]);
  });
});
