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
import { collect, type TestClient, type TestUser } from "#api/testing/test-client.ts";
import type { Message } from "./schemas.ts";

const long = 60_000;

interface ChangesRequest {
  conversationId: string;
  since: Date;
  limit?: string;
  cursor?: string;
}

interface Changes {
  items: Message[];
  nextCursor: string | null;
  deleted: string[];
}

/** What a client is told has changed. */
async function changesOf(
  via: TestClient,
  as: TestUser,
  { conversationId, since, ...rest }: ChangesRequest,
): Promise<Changes> {
  const query = new URLSearchParams({ updatedSince: since.toISOString(), ...rest });
  const path = `/v1/conversations/${conversationId}/messages?${query}`;
  const response = await via.call("GET", path, { as });
  if (response.status !== 200) throw new Error(await response.text());
  return response.json();
}

/** The time a client has seen last, long after what was before. */
function now(api: TestApi): Date {
  api.advance(long);
  return api.services.now();
}

/** A copy of a conversation, kept up to date by what has changed. */
function createCopy() {
  const copy = new Map<string, Message>();
  return {
    take({ items, deleted }: Pick<Changes, "items" | "deleted">) {
      for (const item of items) {
        for (const { id } of item.variants) copy.delete(id);
        copy.set(item.id, item);
      }
      for (const id of deleted) copy.delete(id);
    },
    ids: () => [...copy.keys()].toSorted(),
    contents: () => [...copy.values()].map(({ content }) => content).toSorted(),
  };
}

describeApi("what has changed in a conversation", (open) => {
  it("is nothing when nothing has", async () => {
    const api = open();
    const user = await api.register();
    const { conversationId } = await say(api, user, "Hi");
    const changes = await changesOf(api, user, { conversationId, since: now(api) });
    expect(changes).toEqual({ items: [], nextCursor: null, deleted: [] });
  });

  it("is said only when it is asked for", async () => {
    const api = open();
    const user = await api.register();
    const { conversationId } = await say(api, user, "Hi");
    const path = `/v1/conversations/${conversationId}/messages`;
    const page = await (await api.call("GET", path, { as: user })).json();
    expect(Object.keys(page)).toEqual(["items", "nextCursor"]);
  });

  it("is what was said since, newest first", async () => {
    const api = open();
    const user = await api.register();
    const { conversationId } = await say(api, user, "One");
    const since = now(api);
    const { userMessage, reply } = await say(api, user, "Two", conversationId);
    const { items, deleted } = await changesOf(api, user, { conversationId, since });
    expect([items, deleted]).toEqual([[reply, userMessage], []]);
  });

  it("is a reply that has gone on or ended since", async () => {
    const api = open();
    const user = await api.register();
    const held = await holdReply(api, user, { pieces: ["One", " two"] });
    const { conversationId, replyId } = held.start;
    const since = api.services.now();
    held.release();
    await collect(held.events);
    const { items } = await changesOf(api, user, { conversationId, since });
    expect(items[0]).toMatchObject({ id: replyId, content: "One two", status: "complete" });
  });

  it("is a reply with a new variant, and one that was selected", async () => {
    const api = open();
    const user = await api.register();
    const { conversationId, reply } = await say(api, user, "Hi");
    let since = now(api);
    const again = `${pathOf(conversationId, reply.id)}/regenerate`;
    const second = (await answeredWith(await api.call("POST", again, { as: user }))).reply;
    const regenerated = await changesOf(api, user, { conversationId, since });
    expect(regenerated.items).toEqual([second]);
    since = now(api);
    await api.call("POST", `${pathOf(conversationId, reply.id)}/select`, { as: user });
    const selected = await changesOf(api, user, { conversationId, since });
    expect(selected.items).toMatchObject([{ id: reply.id, variants: [{ id: second.id }] }]);
    expect([...regenerated.deleted, ...selected.deleted]).toEqual([]);
  });

  it("is a message that was edited, and that its old reply is gone", async () => {
    const api = open();
    const user = await api.register();
    const { conversationId, userMessage, reply } = await say(api, user, "Hi");
    const since = now(api);
    const edit = api.call("PATCH", pathOf(conversationId, userMessage.id), {
      as: user,
      body: { content: "Hello" },
    });
    const answer = (await answeredWith(await edit)).reply;
    const { items, deleted } = await changesOf(api, user, { conversationId, since });
    expect(items).toEqual([answer, { ...userMessage, content: "Hello" }]);
    expect(deleted).toEqual([reply.id]);
  });

  it("is what was deleted since, of this conversation, and not what was deleted long before", async () => {
    const api = open();
    const user = await api.register();
    const { conversationId, userMessage, reply } = await say(api, user, "Hi");
    const elsewhere = await say(api, user, "Hi");
    await api.call("DELETE", pathOf(conversationId, reply.id), { as: user });
    const since = now(api);
    await api.call("DELETE", pathOf(conversationId, userMessage.id), { as: user });
    const { conversationId: other } = elsewhere;
    await api.call("DELETE", pathOf(other, elsewhere.reply.id), { as: user });
    const { items, deleted } = await changesOf(api, user, { conversationId, since });
    expect([items, deleted]).toEqual([[], [userMessage.id]]);
  });

  it("comes in pages too", async () => {
    const api = open();
    const user = await api.register();
    const { conversationId } = await say(api, user, "no 0");
    const since = now(api);
    for (const i of [1, 2, 3]) await say(api, user, `no ${i}`, conversationId);
    const walked: Message[] = [];
    for (let cursor: string | null | undefined; cursor !== null;) {
      const more = cursor === undefined ? {} : { cursor };
      const page = await changesOf(api, user, { conversationId, since, limit: "4", ...more });
      expect(page.items.length).toBeLessThanOrEqual(4);
      walked.push(...page.items);
      cursor = page.nextCursor;
    }
    const newest = (await messagesOf(api, user, conversationId)).slice(2).toReversed();
    expect(walked).toEqual(newest);
  });

  it("takes any offset, and refuses what is no time", async () => {
    const api = open();
    const user = await api.register();
    const { conversationId } = await say(api, user, "Hi");
    const path = `/v1/conversations/${conversationId}/messages?updatedSince=`;
    for (const past of [
      "2020-01-01T01:00:00+01:00",
      "1970-01-01T00:00:00Z",
      "0000-01-01T00:00:00Z",
    ]) {
      const response = await api.call("GET", path + encodeURIComponent(past), { as: user });
      expect((await response.json()).items).toHaveLength(2);
    }
    for (const value of ["", "yesterday", "2020-01-01", "1577836800", "2020-13-01T00:00:00Z"]) {
      const response = await api.call("GET", `${path}${value}`, { as: user });
      expect(await refusalOf(response)).toEqual(refused(422, "validation-failed"));
    }
  });

  describe("is never lost to who asks again from the time of the last answer", () => {
    it("though it is of the very same moment", async () => {
      const api = open();
      const user = await api.register();
      const { conversationId } = await say(api, user, "One");
      const since = now(api);
      const clock = vi.spyOn(api.services, "now").mockReturnValue(since);
      await changesOf(api, user, { conversationId, since });
      const { userMessage, reply } = await say(api, user, "Two", conversationId);
      await api.call("DELETE", pathOf(conversationId, reply.id), { as: user });
      clock.mockRestore();
      const { items, deleted } = await changesOf(api, user, { conversationId, since });
      expect([items, deleted]).toEqual([[userMessage], [reply.id]]);
    });

    it("though it was being written while somebody asked", async () => {
      const api = open();
      const user = await api.register();
      const gate = Promise.withResolvers<void>();
      let isHeld = false;
      const client = await api.database.openAnother();
      const db = new Proxy(client.db, {
        get(target, name) {
          const member: unknown = Reflect.get(target, name, target);
          if (name !== "execute" || typeof member !== "function") return member;
          return async (...statement: unknown[]) => {
            if (isHeld) await gate.promise;
            return member.apply(target, statement);
          };
        },
      });
      const slow = await api.startOn({ ...client, db, close: async () => {} });
      const held = await holdReply(api, user, { pieces: ["One", " two"], via: slow });
      const { conversationId, replyId } = held.start;
      isHeld = true;
      const close = vi.spyOn(slow.services.turns, "close");
      held.release();
      await expect.poll(() => close.mock.calls.length).toBe(1);
      api.advance(1000);
      const since = api.services.now();
      await changesOf(api, user, { conversationId, since });
      gate.resolve();
      await collect(held.events);
      const { items } = await changesOf(api, user, { conversationId, since });
      expect(items[0]).toMatchObject({ id: replyId, status: "complete" });
    });

    it("though two instances write as fast as they can", async () => {
      const api = open();
      const other = await api.startAnother();
      const user = await api.register();
      const { conversationId } = await say(api, user, "no 0");
      const copy = createCopy();
      let since = new Date(0);
      const poll = async () => {
        const asOf = api.services.now();
        copy.take(await changesOf(api, user, { conversationId, since, limit: "100" }));
        since = asOf;
      };
      const written = new AbortController();
      const polling = (async () => {
        while (!written.signal.aborted) await poll();
      })();
      for (let i = 1; i <= 8; i += 1) {
        const via = i % 2 ? api : other;
        const { reply } = await say(via, user, `no ${i}`, conversationId);
        const at = pathOf(conversationId, reply.id);
        if (i % 3 === 0) await via.call("DELETE", at, { as: user });
        if (i % 3 === 1) await (await via.call("POST", `${at}/regenerate`, { as: user })).text();
      }
      written.abort();
      await polling;
      await poll();
      const stored: Message[] = await messagesOf(api, user, conversationId);
      expect(copy.ids()).toEqual(stored.map(({ id }) => id).toSorted());
      expect(copy.contents()).toEqual(stored.map(({ content }) => content).toSorted());
    });
  });
});

describeApi("the order of messages", (open) => {
  it("is that in which they were said, wherever the clock jumps", async () => {
    const api = open();
    const user = await api.register();
    const { conversationId } = await say(api, user, "no 0");
    const jumps = [-20_000, 15_000, -10_000, 25_000];
    for (const [i, jump] of jumps.entries()) {
      api.advance(jump);
      await say(api, user, `no ${i + 1}`, conversationId);
    }
    const stored: Message[] = await messagesOf(api, user, conversationId);
    const said = stored.flatMap(({ role, content }) => (role === "user" ? [content] : []));
    expect(said).toEqual(["no 0", "no 1", "no 2", "no 3", "no 4"]);
    expect(stored.map(({ role }) => role)).toEqual(
      stored.map((_, i) => (i % 2 ? "assistant" : "user")),
    );
    const times = stored.map(({ createdAt }) => createdAt);
    expect(times).not.toEqual(times.toSorted());
    const prompt = api.inference.requests.at(-1)!.messages;
    const shown = prompt.flatMap(({ role, content }) => (role === "user" ? [content] : []));
    expect(shown).toEqual(said);
  });

  it("is the same in pages", async () => {
    const api = open();
    const user = await api.register();
    const { conversationId } = await say(api, user, "no 0");
    for (const [i, jump] of [-20_000, 20_000].entries()) {
      api.advance(jump);
      await say(api, user, `no ${i + 1}`, conversationId);
    }
    const whole = (await messagesOf(api, user, conversationId)).toReversed();
    const walked: Message[] = [];
    for (let cursor: string | null = ""; cursor !== null;) {
      const query: string = cursor === "" ? "" : `&cursor=${cursor}`;
      const path = `/v1/conversations/${conversationId}/messages?limit=1${query}`;
      const page: Changes = await (await api.call("GET", path, { as: user })).json();
      walked.push(...page.items);
      cursor = page.nextCursor;
    }
    expect(walked).toEqual(whole);
  });
});
