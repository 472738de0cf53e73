import { randomUUID } from "node:crypto";

import { expect, it } from "vitest";

import { say } from "#api/testing/conversation-helpers.ts";
import { describeApi, type TestApi } from "#api/testing/describe-api.ts";
import type { TestUser } from "#api/testing/test-client.ts";
import { episodes, searchPostings, userFacts } from "#db/schema/memory.ts";

const dayMs = 24 * 60 * 60 * 1000;

async function search(api: TestApi, as: TestUser, q: string, more = ""): Promise<any[]> {
  const path = `/v1/memory/search?q=${encodeURIComponent(q)}${more}`;
  const response = await api.call("GET", path, { as });
  if (response.status !== 200) throw new Error(await response.text());
  return (await response.json()).items;
}

const lastPrompt = ({ inference }: TestApi) => JSON.stringify(inference.requests.at(-1));

/** Lets days pass, after which one signs in again. */
async function letPass(api: TestApi, as: TestUser, days: number) {
  api.advance(days * dayMs);
  const body = { identifier: as.username, password: as.password };
  const { accessToken } = await (await api.call("POST", "/v1/auth/login", { body })).json();
  as.accessToken = accessToken;
}

/** Says things in conversations of their own, and lets a month pass. */
async function sayLongAgo(api: TestApi, as: TestUser, ...texts: string[]) {
  const turns = [];
  for (const text of texts) turns.push(await say(api, as, text));
  await letPass(api, as, 30);
  return turns;
}

describeApi("searching the memory", (open) => {
  it("finds what was said in other forms of the words, the best first", async () => {
    const api = open();
    const as = await api.register();
    const [moved] = await sayLongAgo(
      api,
      as,
      "We moved to Porto because of the sea",
      "I read a book about the sea",
      "The weather is dull",
    );
    const items = await search(api, as, "moving to the sea");
    expect(items[0]).toMatchObject({
      kind: "message",
      id: moved!.userMessage.id,
      text: "We moved to Porto because of the sea",
      messageIds: [moved!.userMessage.id],
      externalIds: [],
    });
    expect(items[0].score).toBeGreaterThan(items[1].score);
    expect(await search(api, as, "the sea", "&limit=1")).toHaveLength(1);
  });

  it("finds what was learnt, too", async () => {
    const api = open();
    const as = await api.register();
    const fact = { id: randomUUID(), userId: as.id, factType: "pet", factValue: "Momo the parrot" };
    await api.database.db.insert(userFacts).values({ ...fact, confidence: 1, source: "user" });
    const happened = { id: randomUUID(), userId: as.id, summary: "The parrot flew away" };
    await api.database.db
      .insert(episodes)
      .values({ ...happened, salience: 0.9, occurredAt: new Date() });
    const found = await search(api, as, "parrots");
    expect(new Set(found.map(({ kind }) => kind))).toEqual(new Set(["episode", "fact"]));
  });

  it("understands times", async () => {
    const api = open();
    const as = await api.register();
    await sayLongAgo(api, as, "I bought a lamp");
    await sayLongAgo(api, as, "I bought a chair");
    await letPass(api, as, 10);
    const [first] = await search(api, as, "what did I buy 40 days ago");
    expect(first.text).toBe("I bought a chair");
  });

  it("finds words of scripts without spaces", async () => {
    const api = open();
    const as = await api.register();
    await sayLongAgo(api, as, "昨日は東京に行きました", "I like tea");
    expect((await search(api, as, "東京"))[0].text).toBe("昨日は東京に行きました");
  });

  it("finds nothing of anybody else's, who has said the same", async () => {
    const api = open();
    const [as, other] = [await api.register(), await api.register()];
    const text = "My sister Anna lives in Porto";
    const [theirs] = await sayLongAgo(api, other, text);
    await letPass(api, as, 0);
    expect(await search(api, as, text)).toEqual([]);
    const more = `&conversationId=${theirs!.conversationId}`;
    const path = `/v1/memory/search?q=Porto${more}`;
    expect((await api.call("GET", path, { as })).status).toBe(404);
    const [mine] = await sayLongAgo(api, as, text);
    await letPass(api, other, 0);
    const found = await search(api, as, text);
    expect(found.map(({ id }) => id)).not.toContain(theirs!.userMessage.id);
    expect(found[0].id).toBe(mine!.userMessage.id);
  });

  it("finds in one conversation what was said there", async () => {
    const api = open();
    const as = await api.register();
    const [here, there] = await sayLongAgo(api, as, "I planted tomatoes", "Tomatoes are red");
    const more = `&conversationId=${here!.conversationId}`;
    const found = await search(api, as, "tomatoes", more);
    expect(found.map(({ id }) => id)).toContain(here!.userMessage.id);
    expect(found.map(({ id }) => id)).not.toContain(there!.userMessage.id);
  });

  it("finds the words of an edited message and not those before, and nothing once it is gone", async () => {
    const api = open();
    const as = await api.register();
    const { conversationId, userMessage } = await say(api, as, "I have a canary called Pip");
    const path = `/v1/conversations/${conversationId}/messages/${userMessage.id}`;
    await api.call("PATCH", path, { as, body: { content: "I have a ferret called Pip" } });
    expect(await search(api, as, "canary")).toEqual([]);
    expect((await search(api, as, "ferret"))[0].id).toBe(userMessage.id);
    await api.call("DELETE", path, { as });
    expect(await search(api, as, "ferret")).toEqual([]);
  });

  it("finds nothing that was said in a crisis, to be forgotten, or with memory turned off", async () => {
    const api = open();
    const as = await api.register();
    await say(api, as, "I want to kill myself, the bridge is near");
    await say(api, as, "Forget my bridge club");
    await api.call("PATCH", "/v1/me/profile", { as, body: { preferences: { memory: false } } });
    await say(api, as, "I crossed the bridge today");
    expect(await search(api, as, "bridge")).toEqual([]);
    await api.call("PATCH", "/v1/me/profile", { as, body: { preferences: { memory: true } } });
    await say(api, as, "A bridge once more");
    expect(await search(api, as, "bridge")).toHaveLength(2);
  });

  it("finds nothing any more once everything is forgotten", async () => {
    const api = open();
    const as = await api.register();
    await say(api, as, "I planted tomatoes");
    await api.call("DELETE", "/v1/memory", { as });
    expect(await search(api, as, "tomatoes")).toEqual([]);
    const rows = await api.database.db.select().from(searchPostings);
    expect(rows.filter(({ userId }) => userId === as.id)).toEqual([]);
  });
});

describeApi("recalling in a turn", (open) => {
  it("tells the model what was said before, dated, and the user what was recalled", async () => {
    const api = open();
    const as = await api.register();
    const text = "My grandmother taught me to bake rye bread";
    const [turn] = await sayLongAgo(api, as, text, "The weather is dull", "I read a book");
    const { memory, conversationId } = await say(api, as, "I will bake some rye bread today");
    expect(memory.recalled).toEqual([{ kind: "message", id: turn!.userMessage.id, text }]);
    const note = lastPrompt(api);
    expect(note).toContain("(Remember, in ");
    expect(note).toContain(text.slice(0, 20));
    await say(api, as, "Lovely", conversationId);
    expect(lastPrompt(api)).toContain("(Remember, in ");
  });

  it("recalls nothing that does not clearly bear on the message", async () => {
    const api = open();
    const as = await api.register();
    await sayLongAgo(api, as, "My grandmother taught me to bake rye bread", "I like tea");
    for (const text of ["What shall I do about my landlord?", "Hm.", "I baked"]) {
      expect((await say(api, as, text)).memory.recalled).toEqual([]);
      expect(lastPrompt(api)).not.toContain("(Remember");
    }
  });

  it("recalls nothing that the prompt has anyway", async () => {
    const api = open();
    const as = await api.register();
    const { conversationId } = await say(api, as, "My grandmother taught me to bake rye bread");
    const again = await say(api, as, "I will bake rye bread", conversationId);
    expect(again.memory.recalled).toEqual([]);
  });

  it("recalls nothing for who wants no memory, and nothing in a crisis", async () => {
    const api = open();
    const as = await api.register();
    await sayLongAgo(api, as, "The bridge over the river is high", "I like tea");
    const crisis = await say(api, as, "I want to kill myself at the bridge over the river");
    expect(crisis.memory.recalled).toEqual([]);
    await api.call("PATCH", "/v1/me/profile", { as, body: { preferences: { memory: false } } });
    expect((await say(api, as, "Is the bridge over the river high?")).memory.recalled).toEqual([]);
  });
});
