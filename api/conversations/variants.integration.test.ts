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
import { describeApi, type TestApi } from "#api/testing/describe-api.ts";
import { collect, readEvents, textOf, type TestUser } from "#api/testing/test-client.ts";
import type { Message } from "./schemas.ts";

const nobodys = "01900000-0000-7000-8000-000000000000";

/** Has another reply written, in these words. */
async function regenerate(
  api: TestApi,
  as: TestUser,
  { path, pieces, headers = {} }: { path: string; pieces: string[]; headers?: object },
) {
  api.inference.next.push({ pieces });
  const response = await api.call("POST", `${path}/regenerate`, { as, headers: { ...headers } });
  return (await answeredWith(response)).reply;
}

const variantOf = ({ id, content, status, personality, ...reply }: Message) => ({
  id,
  content,
  status,
  personality,
  tokensUsed: reply.tokensUsed,
  createdAt: reply.createdAt,
  model: reply.model,
});

/** A turn with one reply and, by regenerating, two variants of it. */
async function threeReplies(api: TestApi, as: TestUser) {
  api.inference.next.push({ pieces: ["One"] });
  const { conversationId, reply: first } = await say(api, as, "Hi");
  const at = (id: string) => pathOf(conversationId, id);
  const second = await regenerate(api, as, { path: at(first.id), pieces: ["Two"] });
  const third = await regenerate(api, as, { path: at(second.id), pieces: ["Three"] });
  return { conversationId, at, ids: [first.id, second.id, third.id] as const };
}

describeApi("another reply to the same message", (open) => {
  it.each([
    ["JSON", {}],
    ["events", asEvents],
  ])("takes the place of the old one, which becomes its variant (as %s)", async (_, headers) => {
    const api = open();
    const user = await api.register({ gender: "male" });
    const turn = await say(api, user, "Hi");
    const path = pathOf(turn.conversationId, turn.reply.id);
    const reply = await regenerate(api, user, { path, pieces: ["Hi", " again"], headers });
    expect(reply).toEqual({
      ...turn.reply,
      id: expect.not.stringMatching(turn.reply.id),
      content: "Hi again",
      tokensUsed: 2,
      createdAt: expect.any(String),
      replyTo: turn.userMessage.id,
      variants: [variantOf(turn.reply)],
    });
    const stored = await messagesOf(api, user, turn.conversationId);
    expect(stored).toEqual([turn.userMessage, reply]);
  });

  it("streams as a message does, with the ids of the message it answers", async () => {
    const api = open();
    const user = await api.register();
    const { conversationId, userMessage, reply } = await say(api, user, "Hi");
    const path = `${pathOf(conversationId, reply.id)}/regenerate`;
    const response = await api.call("POST", path, { as: user, headers: asEvents });
    const events = await collect(readEvents(response));
    expect(events[0]).toMatchObject({
      id: 0,
      event: "message.start",
      data: { conversationId, userMessageId: userMessage.id },
    });
    expect(events[0]!.data["replyId"]).not.toBe(reply.id);
    expect(textOf(events)).toBe("Hello there.");
    expect(events.at(-1)).toMatchObject({ id: 13, event: "message.done" });
  });

  it("answers as JSON with the message as it was said", async () => {
    const api = open();
    const user = await api.register();
    const { conversationId, userMessage, reply } = await say(api, user, "Hi");
    const path = `${pathOf(conversationId, reply.id)}/regenerate`;
    const turn = await (await api.call("POST", path, { as: user })).json();
    expect(turn).toMatchObject({ conversationId, userMessage, usage: { completionTokens: 3 } });
  });

  it("is written by a model that is not shown the old one", async () => {
    const api = open();
    const user = await api.register();
    const { conversationId } = await say(api, user, "One");
    api.inference.next.push({ pieces: ["Not this"] });
    const { reply } = await say(api, user, "Two", conversationId);
    const path = pathOf(conversationId, reply.id);
    await regenerate(api, user, { path, pieces: ["But this"] });
    expect(api.inference.requests.at(-1)!.messages.slice(1)).toEqual([
      { role: "user", content: "One" },
      { role: "assistant", content: "Hello there." },
      { role: "user", content: "Two" },
    ]);
    await say(api, user, "Three", conversationId);
    const shown = JSON.stringify(api.inference.requests.at(-1)!.messages);
    expect(shown).toContain("But this");
    expect(shown).not.toContain("Not this");
  });

  it("can be had again and again: one is shown, the others are its variants, oldest first", async () => {
    const api = open();
    const user = await api.register();
    const { conversationId, ids } = await threeReplies(api, user);
    const [, shown, ...more] = await messagesOf(api, user, conversationId);
    expect(more).toEqual([]);
    expect(shown).toMatchObject({ id: ids[2], content: "Three" });
    expect(shown.variants).toMatchObject([
      { id: ids[0], content: "One" },
      { id: ids[1], content: "Two" },
    ]);
  });

  it("can be had of a reply that broke off or failed", async () => {
    const api = open();
    const user = await api.register();
    api.inference.next = [{ pieces: ["Half"], end: "error-chunk" }];
    const { conversationId, replyId } = (await api.chat(user, { content: "Hi" }))[0]!.data;
    const path = pathOf(conversationId, replyId);
    const reply = await regenerate(api, user, { path, pieces: ["Whole"] });
    expect(reply.variants).toMatchObject([{ id: replyId, content: "Half", status: "interrupted" }]);
  });

  it("is of the newest only: of what came before, and of a variant, it is refused", async () => {
    const api = open();
    const user = await api.register();
    const { conversationId, at, ids } = await threeReplies(api, user);
    const ask = async (id: string) =>
      refusalOf(await api.call("POST", `${at(id)}/regenerate`, { as: user }));
    expect(await ask(ids[0])).toEqual(refused(409, "not-newest"));
    await say(api, user, "And?", conversationId);
    expect(await ask(ids[2])).toEqual(refused(409, "not-newest"));
    expect(await messagesOf(api, user, conversationId)).toHaveLength(4);
  });

  it("is of a reply: of a message of the user, or of nothing, there is none", async () => {
    const api = open();
    const user = await api.register();
    const { conversationId, userMessage } = await say(api, user, "Hi");
    const elsewhere = await say(api, user, "Hi");
    for (const id of [userMessage.id, nobodys, elsewhere.reply.id]) {
      const path = `${pathOf(conversationId, id)}/regenerate`;
      const refusal = await refusalOf(await api.call("POST", path, { as: user }));
      expect(refusal).toEqual(refused(404, "not-found"));
    }
  });

  it("waits until the one in progress is written", async () => {
    const api = open();
    const user = await api.register();
    const held = await holdReply(api, user, { pieces: ["One", " two"] });
    const { conversationId, replyId } = held.start;
    const path = `${pathOf(conversationId, replyId)}/regenerate`;
    const refusal = await refusalOf(await api.call("POST", path, { as: user }));
    expect(refusal).toEqual(refused(409, "reply-in-progress"));
    held.release();
    expect((await collect(held.events)).at(-1)!.event).toBe("message.done");
  });

  it("is shown while it is written, and nothing else is taken meanwhile", async () => {
    const api = open();
    const user = await api.register();
    const turn = await say(api, user, "Hi");
    const { conversationId } = turn;
    const hold = Promise.withResolvers<void>();
    api.inference.next = [{ pieces: ["Wait", " for it"], hold: hold.promise }];
    const path = pathOf(conversationId, turn.reply.id);
    const headers = asEvents;
    const response = await api.call("POST", `${path}/regenerate`, { as: user, headers });
    const events = readEvents(response);
    const { replyId } = (await events.next()).value!.data;
    const [, shown, ...more] = await messagesOf(api, user, conversationId);
    expect(more).toEqual([]);
    expect(shown).toMatchObject({ id: replyId, variants: [variantOf(turn.reply)] });
    const body = { content: "Well?" };
    const meanwhile = [
      api.call("POST", `/v1/conversations/${conversationId}/messages`, { as: user, body }),
      api.call("POST", `${path}/regenerate`, { as: user }),
      api.call("POST", `${path}/select`, { as: user }),
      api.call("PATCH", pathOf(conversationId, turn.userMessage.id), { as: user, body }),
    ];
    for (const answer of meanwhile) {
      expect(await refusalOf(await answer)).toEqual(refused(409, "reply-in-progress"));
    }
    hold.resolve();
    expect((await collect(events)).at(-1)!.event).toBe("message.done");
  });

  it("leaves the old one in place when it fails without a word", async () => {
    const api = open();
    const user = await api.register();
    const turn = await say(api, user, "Hi");
    const { conversationId } = turn;
    api.inference.next = [{ pieces: [], refuse: { status: 503 } }];
    const path = `${pathOf(conversationId, turn.reply.id)}/regenerate`;
    const response = await api.call("POST", path, { as: user });
    expect(response.status).toBe(503);
    const problem = await response.json();
    expect(problem).toMatchObject({ conversationId, userMessageId: turn.userMessage.id });
    const [, shown, ...more] = await messagesOf(api, user, conversationId);
    expect(more).toEqual([]);
    expect(shown).toEqual({
      ...turn.reply,
      variants: [expect.objectContaining({ id: problem.replyId, content: "", status: "failed" })],
    });
    await say(api, user, "And?", conversationId);
    const [, , reply] = api.inference.requests.at(-1)!.messages;
    expect(reply).toEqual({ role: "assistant", content: turn.reply.content });
  });

  it("leaves in place what was selected, not what is newest, when it fails without a word", async () => {
    const api = open();
    const user = await api.register();
    const { conversationId, at, ids } = await threeReplies(api, user);
    api.advance(10);
    await api.call("POST", `${at(ids[1])}/select`, { as: user });
    api.advance(10);
    api.inference.next = [{ pieces: [], refuse: { status: 500 } }];
    const failed = await api.call("POST", `${at(ids[1])}/regenerate`, { as: user });
    expect(failed.status).toBe(503);
    const [, shown] = await messagesOf(api, user, conversationId);
    expect(shown).toMatchObject({ id: ids[1], content: "Two" });
  });

  it("leaves the old one in place when it is stopped before its first word", async () => {
    const api = open();
    const user = await api.register();
    api.setKeeping(true);
    const turn = await say(api, user, "Hi");
    const until = Promise.withResolvers<void>();
    const queue = [{ position: 1, until: until.promise }];
    api.inference.next = [{ pieces: ["Never"], queue }];
    const path = `${pathOf(turn.conversationId, turn.reply.id)}/regenerate`;
    const response = await api.call("POST", path, { as: user, headers: asEvents });
    const events = readEvents(response);
    expect((await events.next()).value).toMatchObject({ event: "message.queued" });
    const [, pending] = await messagesOf(api, user, turn.conversationId);
    await api.call("POST", `${pathOf(turn.conversationId, pending.id)}/cancel`, { as: user });
    expect((await collect(events)).at(-1)).toMatchObject({
      event: "message.done",
      data: { reply: { id: pending.id, content: "", status: "cancelled" } },
    });
    until.resolve();
    const [, shown] = await messagesOf(api, user, turn.conversationId);
    expect(shown).toMatchObject({ id: turn.reply.id, variants: [{ id: pending.id }] });
  });

  it("takes the place of the old one when it breaks off with words", async () => {
    const api = open();
    const user = await api.register();
    const turn = await say(api, user, "Hi");
    api.inference.next = [{ pieces: ["Half"], end: "error-chunk" }];
    const path = `${pathOf(turn.conversationId, turn.reply.id)}/regenerate`;
    const response = await api.call("POST", path, { as: user, headers: asEvents });
    const events = await collect(readEvents(response));
    expect(events.at(-1)!.event).toBe("error");
    const [, shown] = await messagesOf(api, user, turn.conversationId);
    expect(shown).toMatchObject({
      content: "Half",
      status: "interrupted",
      variants: [variantOf(turn.reply)],
    });
  });

  describe("by an Idempotency-Key", () => {
    it("is one, told again", async () => {
      const api = open();
      const user = await api.register();
      const { conversationId, reply } = await say(api, user, "Hi");
      const path = pathOf(conversationId, reply.id);
      const headers = { "Idempotency-Key": "again" };
      const first = await regenerate(api, user, { path, pieces: ["Once"], headers });
      const second = await regenerate(api, user, { path, pieces: ["Twice"], headers });
      expect(second).toEqual(first);
      expect(api.inference.requests).toHaveLength(2);
      const other = { as: user, headers };
      const elsewhere = await api.call("POST", `${pathOf(conversationId, first.id)}/regenerate`, {
        ...other,
      });
      expect(await refusalOf(elsewhere)).toEqual(refused(422, "idempotency-mismatch"));
    });

    it("goes on with the one that failed, which then takes the place of the old one", async () => {
      const api = open();
      const user = await api.register();
      const turn = await say(api, user, "Hi");
      const path = pathOf(turn.conversationId, turn.reply.id);
      const headers = { "Idempotency-Key": "failed" };
      api.inference.next = [{ pieces: [], refuse: { status: 503 } }];
      const failed = await api.call("POST", `${path}/regenerate`, { as: user, headers });
      const problem = await failed.json();
      const reply = await regenerate(api, user, { path, pieces: ["At last"], headers });
      expect(reply).toMatchObject({ id: problem.replyId, content: "At last", status: "complete" });
      expect(await messagesOf(api, user, turn.conversationId)).toEqual([turn.userMessage, reply]);
      expect(reply.variants).toEqual([variantOf(turn.reply)]);
    });
  });

  it("is one at a time, however many are asked for at once, on two instances", async () => {
    const api = open();
    const other = await api.startAnother();
    const user = await api.register();
    const turn = await say(api, user, "Hi");
    const path = `${pathOf(turn.conversationId, turn.reply.id)}/regenerate`;
    const statuses = await Promise.all(
      Array.from({ length: 12 }, async (_, i) => {
        const response = await (i % 2 ? api : other).call("POST", path, { as: user });
        await response.text();
        return response.status;
      }),
    );
    expect(statuses.filter((status) => status === 200)).toHaveLength(1);
    expect(statuses.filter((status) => status === 409)).toHaveLength(11);
    const [, shown, ...more] = await messagesOf(api, user, turn.conversationId);
    expect(more).toEqual([]);
    expect(shown.variants).toEqual([variantOf(turn.reply)]);
  });
});

describeApi("selecting a variant", (open) => {
  it("makes it the reply that is shown, and the others its variants", async () => {
    const api = open();
    const user = await api.register();
    const { conversationId, at, ids } = await threeReplies(api, user);
    const response = await api.call("POST", `${at(ids[0])}/select`, { as: user });
    expect(response.status).toBe(200);
    const selected = await response.json();
    expect(selected).toMatchObject({
      id: ids[0],
      content: "One",
      variants: [{ id: ids[1] }, { id: ids[2] }],
    });
    const [, shown, ...more] = await messagesOf(api, user, conversationId);
    expect([shown, ...more]).toEqual([selected]);
    await api.call("POST", `${at(ids[2])}/select`, { as: user });
    const [, back] = await messagesOf(api, user, conversationId);
    expect(back).toMatchObject({ id: ids[2], variants: [{ id: ids[0] }, { id: ids[1] }] });
  });

  it("decides what the model is shown from then on", async () => {
    const api = open();
    const user = await api.register();
    const { conversationId, at, ids } = await threeReplies(api, user);
    await api.call("POST", `${at(ids[1])}/select`, { as: user });
    await say(api, user, "And?", conversationId);
    expect(api.inference.requests.at(-1)!.messages.slice(1)).toEqual([
      { role: "user", content: "Hi" },
      { role: "assistant", content: "Two" },
      { role: "user", content: "And?" },
    ]);
  });

  it("lets the next regeneration begin from what was selected", async () => {
    const api = open();
    const user = await api.register();
    const { at, ids } = await threeReplies(api, user);
    await api.call("POST", `${at(ids[0])}/select`, { as: user });
    const fourth = await regenerate(api, user, { path: at(ids[0]), pieces: ["Four"] });
    expect(fourth.variants.map(({ id }) => id)).toEqual(ids);
  });

  it("changes nothing when it is shown already, even after the user has gone on", async () => {
    const api = open();
    const user = await api.register();
    const { conversationId, at, ids } = await threeReplies(api, user);
    const [, before] = await messagesOf(api, user, conversationId);
    for (let i = 0; i < 2; i += 1) {
      const response = await api.call("POST", `${at(ids[2])}/select`, { as: user });
      expect([response.status, await response.json()]).toEqual([200, before]);
    }
    await say(api, user, "And?", conversationId);
    expect((await api.call("POST", `${at(ids[2])}/select`, { as: user })).status).toBe(200);
  });

  it("is refused once the user has gone on", async () => {
    const api = open();
    const user = await api.register();
    const { conversationId, at, ids } = await threeReplies(api, user);
    await say(api, user, "And?", conversationId);
    const response = await api.call("POST", `${at(ids[0])}/select`, { as: user });
    expect(await refusalOf(response)).toEqual(refused(409, "not-newest"));
    const [, shown] = await messagesOf(api, user, conversationId);
    expect(shown.id).toBe(ids[2]);
  });

  it("knows replies only, and only of this conversation", async () => {
    const api = open();
    const user = await api.register();
    const { conversationId, userMessage } = await say(api, user, "Hi");
    const elsewhere = await say(api, user, "Hi");
    for (const id of [userMessage.id, nobodys, elsewhere.reply.id]) {
      const path = `${pathOf(conversationId, id)}/select`;
      const refusal = await refusalOf(await api.call("POST", path, { as: user }));
      expect(refusal).toEqual(refused(404, "not-found"));
    }
  });

  it("leaves one shown, whatever is selected at once", async () => {
    const api = open();
    const user = await api.register();
    const { conversationId, at, ids } = await threeReplies(api, user);
    const statuses = await Promise.all(
      Array.from({ length: 12 }, async (_, i) => {
        const response = await api.call("POST", `${at(ids[i % 3]!)}/select`, { as: user });
        await response.text();
        return response.status;
      }),
    );
    expect(new Set(statuses)).toEqual(new Set([200]));
    const stored = await messagesOf(api, user, conversationId);
    expect(stored).toHaveLength(2);
    expect(stored[1].variants).toHaveLength(2);
  });

  it("leaves one shown, and nothing lost, whatever else is done at once on two instances", async () => {
    const api = open();
    const other = await api.startAnother();
    const user = await api.register();
    const headers = { "Idempotency-Key": "broken" };
    api.inference.next = [{ pieces: ["Be"], end: "break" }];
    await (
      await api.call("POST", "/v1/chat", { as: user, body: { content: "Hi" }, headers })
    ).text();
    const list = await api.call("GET", "/v1/conversations", { as: user });
    const { id: conversationId } = (await list.json()).items[0];
    const [, broken] = await messagesOf(api, user, conversationId);
    const at = (id: string) => pathOf(conversationId, id);
    const kept = await regenerate(api, user, { path: at(broken.id), pieces: ["Kept"] });
    for (let round = 0; round < 12; round += 1) {
      const [, shown] = await messagesOf(api, user, conversationId);
      const doings: [path: string, body?: object, headers?: Record<string, string>][] = [
        [`${at(broken.id)}/select`],
        [`${at(kept.id)}/select`],
        [`${at(shown.id)}/regenerate`],
        ["/v1/chat", { content: "Hi" }, headers],
      ];
      const statuses = await Promise.all(
        doings.map(async ([path, body, sent = {}], i) => {
          const via = (i + round) % 2 ? api : other;
          const response = await via.call("POST", path, { as: user, body, headers: sent });
          await response.text();
          return response.status;
        }),
      );
      expect([200, 409]).toEqual(expect.arrayContaining([...new Set(statuses)]));
      const [asked, reply, ...more] = await messagesOf(api, user, conversationId);
      expect({ round, asked: asked.content, more }).toEqual({ round, asked: "Hi", more: [] });
      const ids = [reply.id, ...reply.variants.map(({ id }: Message) => id)];
      expect(ids).toEqual(expect.arrayContaining([broken.id, kept.id]));
    }
  });

  it("tells a variant again as it was, shown or not", async () => {
    const api = open();
    const user = await api.register();
    const { at, ids } = await threeReplies(api, user);
    const response = await api.call("GET", `${at(ids[0])}/events`, { as: user });
    expect(textOf(await collect(readEvents(response)))).toBe("One");
  });
});
