import { expect, it, vi } from "vitest";

import { runJobs } from "#api/jobs/run-jobs.ts";
import { messagesOf, say } from "#api/testing/conversation-helpers.ts";
import { describeApi, type TestApi } from "#api/testing/describe-api.ts";
import type { TestUser } from "#api/testing/test-client.ts";

const at = (day: number) => new Date(Date.UTC(2025, 2, day)).toISOString();
const old = {
  title: "Before",
  messages: [
    {
      externalId: "a1",
      role: "user",
      content: "I sail a red dinghy on the lake",
      createdAt: at(1),
    },
    { externalId: "a2", role: "assistant", content: "Ahoy!", createdAt: at(1), speaker: "Robo" },
    { externalId: "a3", role: "user", content: "I am a woman of 17", createdAt: at(2) },
  ],
};

const bring = (api: TestApi, as: TestUser, body: object, headers = {}) =>
  api.call("POST", "/v1/conversations/import", { as, body, headers });

/** Waits until an import has been learnt from. */
async function learnt(api: TestApi, as: TestUser, id: string): Promise<any> {
  return vi.waitFor(
    async () => {
      await runJobs(api.services);
      const path = `/v1/conversations/${id}/import`;
      const progress = await (await api.call("GET", path, { as })).json();
      expect(progress.state).toBe("complete");
      return progress;
    },
    { timeout: 25_000, interval: 50 },
  );
}

const search = async (api: TestApi, as: TestUser, q: string): Promise<any[]> =>
  (await (await api.call("GET", `/v1/memory/search?q=${q}`, { as })).json()).items;

describeApi("an imported conversation", (open) => {
  it("is there to be read, in its order and with its dates, and says where it comes from", async () => {
    const api = open();
    const as = await api.register();
    const answer = await bring(api, as, old);
    expect(answer.status).toBe(201);
    const { conversation, imported } = await answer.json();
    expect(imported).toBe(3);
    expect(conversation).toMatchObject({
      title: "Before",
      personality: null,
      startedAt: at(1),
      lastMessageAt: at(2),
      isActive: true,
    });
    const messages = await messagesOf(api, as, conversation.id);
    expect(messages.map(({ content }: any) => content)).toEqual(
      old.messages.map(({ content }) => content),
    );
    expect(messages[0]).toMatchObject({ source: "import", createdAt: at(1), status: "complete" });
  });

  it("is found by what was said in it once it has been learnt from", async () => {
    const api = open();
    const as = await api.register();
    const { conversation } = await (await bring(api, as, old)).json();
    expect(await learnt(api, as, conversation.id)).toEqual({
      state: "complete",
      done: 3,
      total: 3,
    });
    const [found] = await search(api, as, "sailing");
    expect(found).toMatchObject({ kind: "message", at: at(1), externalIds: ["a1"] });
  });

  it("comes into a prompt only as something remembered from there", async () => {
    const api = open();
    const as = await api.register();
    const { conversation } = await (await bring(api, as, old)).json();
    await learnt(api, as, conversation.id);
    const quiet = await say(api, as, "How are you?", conversation.id);
    expect(quiet.memory.recalled).toEqual([]);
    const prompt = () => JSON.stringify(api.inference.requests.at(-1));
    for (const { content } of old.messages) expect(prompt()).not.toContain(content);
    const { memory } = await say(api, as, "I'd sail the dinghy again", conversation.id);
    expect(memory.recalled).toMatchObject([{ text: old.messages[0]!.content }]);
    expect(prompt()).toMatch(/From an imported chat, in March 2025 the user said: \\"I sail/);
  });

  it("moves neither score nor stage, nor age or gender", async () => {
    const api = open();
    const as = await api.register();
    const { conversation } = await (await bring(api, as, old)).json();
    await learnt(api, as, conversation.id);
    const relationship = await (await api.call("GET", "/v1/relationship", { as })).json();
    expect(relationship).toMatchObject({ score: 0, stage: "stranger" });
    const { profile } = await (await api.call("GET", "/v1/me", { as })).json();
    expect(profile).toMatchObject({ age: null, gender: null });
    const { items } = await (await api.call("GET", "/v1/memory/facts?type=gender", { as })).json();
    expect(items).toEqual([]);
  });

  it("is the same again by its Idempotency-Key, which stands for nothing else", async () => {
    const api = open();
    const as = await api.register();
    const headers = { "Idempotency-Key": "once" };
    const body = { title: "Before", messages: [{ role: "user", content: "Hi", createdAt: at(1) }] };
    const answers = await Promise.all([1, 2, 3].map(() => bring(api, as, body, headers)));
    const texts = await Promise.all(answers.map((answer) => answer.text()));
    expect(new Set(texts).size).toBe(1);
    expect((await bring(api, as, { ...body, title: "Else" }, headers)).status).toBe(422);
    const list = await (await api.call("GET", "/v1/conversations", { as })).json();
    expect(list.items).toHaveLength(1);
  });

  it("may have a key of another message, or import, whose day is over", async () => {
    const api = open();
    const body = (title: string) => ({
      title,
      messages: [{ role: "user", content: "Hi", createdAt: at(1) }],
    });
    const as = await api.register();
    for (const key of ["sent", "brought"]) {
      const headers = { "Idempotency-Key": key };
      const first =
        key === "sent"
          ? await api.call("POST", "/v1/chat", { as, body: { content: "Hi" }, headers })
          : await bring(api, as, body("Before"), headers);
      expect(first.status).toBeLessThan(300);
      expect((await bring(api, as, body("After"), headers)).status).toBe(422);
    }
    api.advance(23 * 3_600_000);
    const { accessToken } = await (
      await api.call("POST", "/v1/auth/refresh", { body: { refreshToken: as.refreshToken } })
    ).json();
    api.advance(2 * 3_600_000);
    for (const key of ["sent", "brought"]) {
      const headers = { "Idempotency-Key": key };
      const later = await bring(api, { ...as, accessToken }, body("After"), headers);
      expect(later.status).toBe(201);
    }
  });

  it("takes what is new of itself, by what its messages are known by, and nobody else's", async () => {
    const api = open();
    const [as, other] = [await api.register(), await api.register()];
    await bring(api, other, old);
    const first = await (await bring(api, as, old)).json();
    expect(first.imported).toBe(3);
    const more = { externalId: "a4", role: "user", content: "And more", createdAt: at(3) };
    const longer = { ...old, messages: [...old.messages, more, more] };
    const second = await (await bring(api, as, longer)).json();
    expect(second).toMatchObject({ imported: 1, conversation: { id: first.conversation.id } });
    expect(await messagesOf(api, as, first.conversation.id)).toHaveLength(4);
    expect((await (await bring(api, as, longer)).json()).imported).toBe(0);
  });

  it("goes from memory with the rest, and what was said in a crisis is not even found", async () => {
    const api = open();
    const as = await api.register();
    const crisis = "I want to kill myself, the dinghy is ready";
    const messages = [...old.messages, { role: "user", content: crisis, createdAt: at(4) }];
    const { conversation } = await (await bring(api, as, { ...old, messages })).json();
    await learnt(api, as, conversation.id);
    expect((await search(api, as, "dinghy")).map(({ text }) => text)).toEqual([
      old.messages[0]!.content,
      expect.not.stringContaining("kill"),
    ]);
    await api.call("DELETE", "/v1/memory", { as });
    await runJobs(api.services);
    expect(await search(api, as, "dinghy")).toEqual([]);
    expect(await messagesOf(api, as, conversation.id)).toHaveLength(4);
  });

  it("is nobody else's, and not what was made here", async () => {
    const api = open();
    const [as, other] = [await api.register(), await api.register()];
    const { conversation } = await (await bring(api, as, old)).json();
    const made = await say(api, other, "Hi");
    for (const id of [conversation.id, made.conversationId]) {
      const path = `/v1/conversations/${id}/import`;
      expect((await api.call("GET", path, { as: other })).status).toBe(404);
    }
  });

  it("may have 10,000 messages, while others are answered", async () => {
    const api = open();
    const [as, other] = [await api.register(), await api.register()];
    const messages = Array.from({ length: 10_000 }, (_, index) => ({
      externalId: `m${index}`,
      role: index % 2 === 0 ? "user" : "assistant",
      content: `Word number${index} of a long talk about gardens`,
      createdAt: new Date(Date.UTC(2025, 0, 1) + index * 60_000).toISOString(),
    }));
    const [answer, turn] = await Promise.all([
      bring(api, as, { title: "Long", messages }),
      say(api, other, "Are you there?"),
    ]);
    expect(turn.reply.status).toBe("complete");
    const { conversation, imported } = await answer.json();
    expect(imported).toBe(10_000);
    const progress = await learnt(api, as, conversation.id);
    expect(progress).toEqual({ state: "complete", done: 10_000, total: 10_000 });
    const [found] = await search(api, as, "number4711");
    expect(found.externalIds).toEqual(["m4711"]);
    const tooMany = { title: "Long", messages: [...messages, messages[0]] };
    expect((await bring(api, as, tooMany)).status).toBe(422);
  });
});
