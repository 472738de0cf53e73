import { randomUUID } from "node:crypto";

import { expect, it } from "vitest";

import { holdReply, messagesOf, say } from "#api/testing/conversation-helpers.ts";
import { describeApi, type TestApi } from "#api/testing/describe-api.ts";
import { fillAccount, tablesWith } from "#api/testing/fill-account.ts";
import { collect, type TestUser } from "#api/testing/test-client.ts";
import { entities, episodes, forgottenFacts, userFacts } from "#db/schema/memory.ts";

const nobodys = "01900000-0000-7000-8000-000000000000";

async function read(api: TestApi, as: TestUser, path: string): Promise<any> {
  const response = await api.call("GET", `/v1/memory${path}`, { as });
  if (response.status !== 200) throw new Error(await response.text());
  return response.json();
}

async function tell(api: TestApi, as: TestUser, factType: string, factValue: string) {
  return api.call("POST", "/v1/memory/facts", { as, body: { factType, factValue } });
}

/** A fact as one that was learnt from a message. */
async function learn({ database }: TestApi, as: TestUser, factType: string, factValue: string) {
  const messageId = randomUUID();
  const fact = { id: randomUUID(), userId: as.id, factType, factValue, messageIds: [messageId] };
  await database.db.insert(userFacts).values({ ...fact, confidence: 0.9, source: "conversation" });
  return { id: fact.id, messageId };
}

describeApi("memory", (open) => {
  it("keeps what the user says, with no message behind it", async () => {
    const api = open();
    const as = await api.register();
    const told = await tell(api, as, "job", "  nurse ");
    expect(told.status).toBe(201);
    const fact = await told.json();
    expect(fact).toMatchObject({
      factType: "job",
      factValue: "nurse",
      confidence: 1,
      source: "user",
      invalidatedAt: null,
      supersededBy: null,
      messageIds: [],
    });
    expect(fact.validFrom).toBe(fact.extractedAt);
    expect(await read(api, as, "/facts")).toEqual({ items: [fact], nextCursor: null });
  });

  it("has one city at a time and shows the last one's dates, but any number of pets", async () => {
    const api = open();
    const as = await api.register();
    const lisbon = await (await tell(api, as, "city", "Lisbon")).json();
    api.advance(1000);
    const porto = await (await tell(api, as, "city", "Porto")).json();
    for (const pet of ["Rex", "Momo"]) await tell(api, as, "pet", pet);
    const current = await read(api, as, "/facts?type=city");
    expect(current.items).toEqual([porto]);
    const { items } = await read(api, as, "/facts?type=city&history=true");
    expect(items).toEqual([
      porto,
      { ...lisbon, invalidatedAt: porto.validFrom, supersededBy: porto.id },
    ]);
    expect((await read(api, as, "/facts?type=pet")).items).toHaveLength(2);
  });

  it("takes what was learnt for the user's own word when they say it, too", async () => {
    const api = open();
    const as = await api.register();
    const { id, messageId } = await learn(api, as, "city", "Porto");
    const told = await tell(api, as, "city", "porto");
    expect(told.status).toBe(200);
    expect(await told.json()).toMatchObject({
      id,
      source: "user",
      confidence: 1,
      messageIds: [messageId],
    });
  });

  it("is corrected, and keeps from learning the same again from the same message", async () => {
    const api = open();
    const as = await api.register();
    const { id, messageId } = await learn(api, as, "name", "Lisa");
    const path = `/v1/memory/facts/${id}`;
    const changed = await api.call("PATCH", path, { as, body: { factValue: "Lena" } });
    expect(await changed.json()).toMatchObject({
      id,
      factType: "name",
      factValue: "Lena",
      source: "user",
      confidence: 1,
      messageIds: [],
    });
    const kept = await api.database.db.select().from(forgottenFacts);
    expect(kept.filter(({ userId }) => userId === as.id)).toMatchObject([
      { factType: "name", messageIds: [messageId] },
    ]);
    expect(await tablesWith(api.database.db, ["Lisa"])).toEqual([]);
  });

  it("loses a fact that is deleted, and keeps no word of it", async () => {
    const api = open();
    const as = await api.register();
    const { id } = await learn(api, as, "hobby", "taxidermy");
    const path = `/v1/memory/facts/${id}`;
    expect((await api.call("DELETE", path, { as })).status).toBe(204);
    expect((await api.call("DELETE", path, { as })).status).toBe(404);
    expect((await read(api, as, "/facts?history=true")).items).toEqual([]);
    expect(await tablesWith(api.database.db, ["taxidermy"])).toEqual([]);
  });

  it("does not learn what was deleted from the same message again, but from another one", async () => {
    const api = open();
    const as = await api.register();
    const words = "I am a woman and I love the sea";
    const { conversationId, reply } = await say(api, as, words);
    const [learnt] = (await read(api, as, "/facts")).items;
    await api.call("DELETE", `/v1/memory/facts/${learnt.id}`, { as });
    const path = `/v1/conversations/${conversationId}/messages/${reply.id}/regenerate`;
    expect((await api.call("POST", path, { as })).status).toBe(200);
    expect((await read(api, as, "/facts")).items).toEqual([]);
    await say(api, as, words, conversationId);
    const [again] = (await read(api, as, "/facts")).items;
    expect(again).toMatchObject({ factType: "gender", factValue: learnt.factValue });
  });

  it("is listed page by page, and cursors are one's own", async () => {
    const api = open();
    const [as, other] = [await api.register(), await api.register()];
    const values = ["one", "two", "three"];
    for (const value of values) {
      await tell(api, as, "note", value);
      api.advance(10);
    }
    const first = await read(api, as, "/facts?limit=2");
    const cursor = encodeURIComponent(first.nextCursor);
    const second = await read(api, as, `/facts?limit=2&cursor=${cursor}`);
    const listed = [...first.items, ...second.items].map(({ factValue }) => factValue);
    expect(listed).toEqual(values.toReversed());
    const foreign = await api.call("GET", `/v1/memory/facts?cursor=${cursor}`, { as: other });
    expect(foreign.status).toBe(422);
    expect((await api.call("GET", "/v1/memory/facts?limit=101", { as })).status).toBe(422);
  });

  it("shows episodes, the last one first, until one is deleted", async () => {
    const api = open();
    const as = await api.register();
    const at = (month: number) => new Date(Date.UTC(2026, month, 1));
    const rows = [1, 2, 3].map((month) => ({
      id: randomUUID(),
      userId: as.id,
      summary: `month ${month}`,
      salience: 0.5,
      occurredAt: at(month),
    }));
    await api.database.db.insert(episodes).values(rows);
    const page = await read(api, as, "/episodes?limit=2");
    expect(page.items.map(({ summary }: any) => summary)).toEqual(["month 3", "month 2"]);
    const cursor = encodeURIComponent(page.nextCursor);
    const { items } = await read(api, as, `/episodes?limit=2&cursor=${cursor}`);
    expect(items).toEqual([
      {
        id: rows[0]!.id,
        summary: "month 1",
        emotion: null,
        intensity: null,
        salience: 0.5,
        occurredAt: at(1).toISOString(),
        messageIds: [],
      },
    ]);
    const path = `/v1/memory/episodes/${rows[0]!.id}`;
    expect((await api.call("DELETE", path, { as })).status).toBe(204);
    expect((await read(api, as, "/episodes")).items).toHaveLength(2);
  });

  it("has an ETag, and is not sent again unchanged", async () => {
    const api = open();
    const as = await api.register();
    const tag = (await api.call("GET", "/v1/memory/graph", { as })).headers.get("ETag")!;
    const headers = { "If-None-Match": tag };
    expect((await api.call("GET", "/v1/memory/graph", { as, headers })).status).toBe(304);
    const person = { id: randomUUID(), userId: as.id, name: "Ada", kind: "person" };
    await api.database.db.insert(entities).values(person);
    const graph = await read(api, as, "/graph");
    expect(graph).toEqual({
      entities: [{ id: person.id, name: "Ada", kind: "person", aliases: [], mentions: 0 }],
      relations: [],
    });
  });

  it("is, where it is somebody else's, as if it did not exist", async () => {
    const api = open();
    const [owner, other] = [await api.register(), await api.register()];
    const { mark } = await fillAccount(api.database.db, owner);
    const [fact] = (await read(api, owner, "/facts")).items;
    const [episode] = (await read(api, owner, "/episodes")).items;
    const requests: [string, string, string, object?][] = [
      ["PATCH", "facts", fact.id, { factValue: "mine" }],
      ["DELETE", "facts", fact.id],
      ["DELETE", "episodes", episode.id],
    ];
    const headers = { "X-Request-Id": "the-same" };
    for (const [method, kind, id, body] of requests) {
      const [theirs, none] = await Promise.all(
        [id, nobodys].map(async (one) => {
          const options = { as: other, body, headers };
          const response = await api.call(method, `/v1/memory/${kind}/${one}`, options);
          return `${response.status} ${(await response.text()).replaceAll(one, "…")}`;
        }),
      );
      expect(theirs).toMatch(/^404/);
      expect(theirs).toBe(none);
    }
    await api.call("DELETE", "/v1/memory?messages=true", { as: other });
    for (const path of ["/facts", "/episodes", "/graph"]) {
      expect(JSON.stringify(await read(api, other, path))).not.toContain(mark);
      expect(JSON.stringify(await read(api, owner, path))).toContain(mark);
    }
    expect((await messagesOf(api, owner, (await conversationOf(api, owner)).id)).length).toBe(2);
  });
});

async function conversationOf(api: TestApi, as: TestUser) {
  const { items } = await (await api.call("GET", "/v1/conversations", { as })).json();
  return items[0];
}

describeApi("forgetting everything", (open) => {
  const memoryTables = ["user_facts", "episodes", "entities", "relations", "search_postings"];

  it("leaves the messages to be read, and nothing else", async () => {
    const api = open();
    const as = await api.register();
    const { mark, conversationId } = await fillAccount(api.database.db, as);
    expect((await api.call("DELETE", "/v1/memory", { as })).status).toBe(204);
    const left = await tablesWith(api.database.db, [mark]);
    for (const table of [...memoryTables, "forgotten_facts", "conversation_epochs"]) {
      expect(left).not.toContain(table);
    }
    expect(await messagesOf(api, as, conversationId)).toHaveLength(2);
  });

  it("puts nothing that was said before into a prompt again, and goes on from there", async () => {
    const api = open();
    const as = await api.register();
    const before = await say(api, as, "I live in Lisbon");
    api.advance(1000);
    await api.call("DELETE", "/v1/memory", { as });
    api.advance(1000);
    await say(api, as, "What a day", before.conversationId);
    await say(api, as, "And the night", before.conversationId);
    const [next, last] = api.inference.requests.slice(-2).map((one) => JSON.stringify(one));
    expect(next).not.toContain("Lisbon");
    expect(last).toContain("What a day");
    expect(last).not.toContain("Lisbon");
  });

  it("learns nothing from what was being answered then", async () => {
    const api = open();
    const as = await api.register();
    const body = { content: "I am a woman and I love the sea" };
    const held = await holdReply(api, as, { pieces: ["I see"], body });
    await api.call("DELETE", "/v1/memory", { as });
    held.release();
    expect((await collect(held.events)).at(-1)!.event).toBe("message.done");
    expect((await read(api, as, "/facts")).items).toEqual([]);
  });

  it("does not say again what it has forgotten", async () => {
    const api = open();
    const as = await api.register();
    const { conversationId, reply } = await say(api, as, "I live in Lisbon");
    await api.call("DELETE", "/v1/memory", { as });
    const path = `/v1/conversations/${conversationId}/messages/${reply.id}/regenerate`;
    expect((await api.call("POST", path, { as })).status).toBe(409);
  });

  it("takes the messages, too, where that is asked for, and tells those who keep a copy", async () => {
    const api = open();
    const as = await api.register();
    const { conversationId } = await say(api, as, "I live in Reykjavik");
    const since = "2020-01-01T00:00:00Z";
    expect((await api.call("DELETE", "/v1/memory?messages=true", { as })).status).toBe(204);
    const path = `/v1/conversations/${conversationId}/messages?updatedSince=${since}`;
    const { items, deleted } = await (await api.call("GET", path, { as })).json();
    expect([items, deleted.length]).toEqual([[], 2]);
    expect(await tablesWith(api.database.db, ["Reykjavik"])).toEqual([]);
  });
});
