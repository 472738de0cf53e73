import { randomUUID } from "node:crypto";

import { describe, expect, it, vi } from "vitest";

import { say } from "#api/testing/conversation-helpers.ts";
import { counted } from "#api/testing/counted-database.ts";
import { describeApi, type TestApi } from "#api/testing/describe-api.ts";
import { fillAccount, tableNames, tablesWith } from "#api/testing/fill-account.ts";
import type { TestUser } from "#api/testing/test-client.ts";
import { conversations, messages } from "#db/schema/conversations.ts";
import { exportAccount } from "./export-account.ts";

const exported = async (api: Pick<TestApi, "call">, as: TestUser) =>
  (await api.call("GET", "/v1/me/export", { as })).json();

/** What an export does not hold, and why. */
const leftOut = {
  counters: "how often something was done in the last minutes",
  refresh_tokens: "hashes of secrets; the sessions they belong to are there",
  search_postings: "made of the messages that are there",
};

/** Where the rows of a table are in an export. */
const places: Record<string, (all: any) => unknown> = {
  users: (all) => all.account,
  user_profiles: (all) => all.profile,
  sessions: (all) => all.sessions,
  password_resets: (all) => all.passwordResets,
  conversations: (all) => all.conversations,
  messages: (all) => all.conversations[0].messages,
  message_tombstones: (all) => all.conversations[0].deletedMessages,
  conversation_epochs: (all) => all.conversations[0].epochs,
  idempotency_keys: (all) => all.idempotencyKeys,
  reports: (all) => all.feedback,
  user_facts: (all) => all.facts,
  episodes: (all) => all.episodes,
  entities: (all) => all.entities,
  relations: (all) => all.relations,
  forgotten_facts: (all) => all.forgottenFacts,
  imports: (all) => all.imports,
  relationship_events: (all) => all.relationshipEvents,
  notices: (all) => all.notices,
  jobs: (all) => all.pendingJobs,
};

/** Fills an account with so many messages of a thousand characters. */
async function fillWithMessages({ database }: TestApi, userId: string, count: number) {
  const { db } = database;
  const conversationId = randomUUID();
  await db.insert(conversations).values({ id: conversationId, userId, lastSequence: count });
  for (let from = 0; from < count; from += 1000) {
    const rows = Array.from({ length: Math.min(1000, count - from) }, (_, index) => ({
      id: randomUUID(),
      conversationId,
      sequence: from + index + 1,
      role: "user" as const,
      content: `${from + index + 1} ${"x".repeat(1000)}`,
      status: "complete" as const,
    }));
    await db.insert(messages).values(rows);
  }
}

describeApi("the export of what is held of a user", (open) => {
  it("holds something of every table that holds something of the user, or it is said why not", async () => {
    const api = open();
    const as = await api.register({ name: "Wilhelmina" });
    const { db } = api.database;
    const { mark, conversationId } = await fillAccount(db, as);
    expect(await tableNames(db)).toEqual(
      [...Object.keys(places), ...Object.keys(leftOut)].toSorted(),
    );
    const all = await exported(api, as);
    const sid = all.sessions[0].id;
    for (const [table, place] of Object.entries(places)) {
      const rows = JSON.stringify(place(all));
      expect([as.id, mark, conversationId, sid].some((word) => rows.includes(word))).toBe(true);
      expect(await tablesWith(db, [as.id, mark, conversationId])).toContain(table);
    }
  });

  it("holds what was said, with the variants of replies, as an app would show it", async () => {
    const api = open();
    const as = await api.register({ name: "Wilhelmina", age: 30 });
    const { conversationId, reply } = await say(api, as, "Hello, you");
    const path = `/v1/conversations/${conversationId}/messages/${reply.id}`;
    await api.call("POST", `${path}/regenerate`, { as });
    const response = await api.call("GET", "/v1/me/export", { as });
    expect(response.status).toBe(200);
    expect(response.headers.get("Content-Type")).toBe("application/json");
    expect(response.headers.get("Cache-Control")).toBe("no-store");
    expect(response.headers.get("Content-Disposition")).toMatch(
      /^attachment; filename=".*\.json"$/,
    );
    const all = await response.json();
    expect(all.account).toEqual({
      id: as.id,
      email: as.email,
      username: as.username,
      isActive: true,
      createdAt: expect.stringMatching(/Z$/),
    });
    expect(all.profile).toMatchObject({ name: "Wilhelmina", age: 30, minorAge: null });
    const [conversation] = all.conversations;
    expect(conversation.messages).toMatchObject([
      { role: "user", content: "Hello, you" },
      { role: "assistant", content: "Hello there.", isActive: false },
      { role: "assistant", content: "Hello there.", isActive: true },
    ]);
  });

  it("holds no secret, and nothing of anybody else", async () => {
    const api = open();
    const [as, other] = [await api.register(), await api.register()];
    await fillAccount(api.database.db, as);
    const { mark } = await fillAccount(api.database.db, other);
    const text = JSON.stringify(await exported(api, as));
    for (const secret of ["$2", "passwordHash", "tokenHash", "-hash", as.refreshToken]) {
      expect(text).not.toContain(secret);
    }
    for (const word of [mark, other.id, other.email]) expect(text).not.toContain(word);
  });

  it("is whole for who has hardly anything", async () => {
    const api = open();
    const all = await exported(api, await api.register());
    expect(all.conversations).toEqual([]);
    expect(all.facts).toEqual([]);
  });

  describe("with 10,000 messages", () => {
    it("holds all of them in order, and reads them only as fast as they are taken", async () => {
      const api = open();
      const as = await api.register();
      await fillWithMessages(api, as.id, 10_000);
      const database = counted({ ...api.database.client, close: async () => {} });
      const another = await api.startOn(database);
      database.statements.length = 0;
      const pieces = await exportAccount(another.services, as.id);
      let length = 0;
      while (length < 1_000_000) length += (await pieces.next()).value.length;
      expect(database.statements.length).toBeLessThan(40);
      await pieces.return(undefined);
      expect((await pieces.next()).done).toBe(true);

      const all = await exported(api, as);
      const said = all.conversations[0].messages.map(
        ({ sequence }: { sequence: number }) => sequence,
      );
      expect(said).toEqual(Array.from({ length: 10_000 }, (_, index) => index + 1));
    });

    it("ends when its reader leaves, so that the server can stop", async () => {
      const api = open();
      const as = await api.register();
      await fillWithMessages(api, as.id, 5000);
      const another = await api.startAnother();
      const abort = new AbortController();
      const response = await another.call("GET", "/v1/me/export", { as, signal: abort.signal });
      await response.body!.getReader().read();
      abort.abort();
      await another.stop();
      await expect(another.call("GET", "/livez")).rejects.toThrow("fetch failed");
    });

    it("waits for no reader where there is none, as with HEAD", async () => {
      const another = await open().startAnother();
      const as = await another.register();
      const deferred: Promise<unknown>[] = [];
      const deferring = vi.spyOn(another.services, "defer");
      deferring.mockImplementation((work) => void deferred.push(work));
      const response = await another.call("HEAD", "/v1/me/export", { as });
      expect([response.status, await response.text()]).toEqual([200, ""]);
      expect(deferred).toHaveLength(1);
      await Promise.all(deferred);
    });

    it("breaks off where the database fails, and is no JSON then", async () => {
      const api = open();
      const as = await api.register();
      await fillWithMessages(api, as.id, 300);
      const another = await api.startAnother();
      const logged = vi.spyOn(another.services.log, "error").mockImplementation(() => {});
      another.services.userExport.ofConversation = async function* fail() {
        yield [{ id: "x".repeat(100_000) }];
        throw new Error("gone");
      };
      const response = await another.call("GET", "/v1/me/export", { as });
      expect(response.status).toBe(200);
      await expect(response.text()).rejects.toThrow("terminated");
      expect(logged).toHaveBeenCalledOnce();
    });
  });
});
