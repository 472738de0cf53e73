import { eq } from "drizzle-orm";
import { describe, expect, it, vi } from "vitest";

import { say } from "#api/testing/conversation-helpers.ts";
import { describeApi, type TestApi } from "#api/testing/describe-api.ts";
import { collect, readEvents, type TestUser } from "#api/testing/test-client.ts";
import { messages } from "#db/schema/conversations.ts";

const root = "/v1/conversations";
const nobodys = "01900000-0000-7000-8000-000000000000";
const uuidV7 = expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f-]{16}$/);
const time = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);

interface Conversation {
  id: string;
  title: string | null;
}

/** Makes a conversation, later than any before it. */
async function create(api: TestApi, as: TestUser, body?: object): Promise<Conversation> {
  api.advance(10);
  const response = await api.call("POST", root, { as, body });
  if (response.status !== 201) throw new Error(await response.text());
  return response.json();
}

async function page(api: TestApi, as: TestUser, path: string) {
  const response = await api.call("GET", path, { as });
  if (response.status !== 200) throw new Error(await response.text());
  return (await response.json()) as { items: any[]; nextCursor: string | null };
}

/** Every page of a list, one after another; `between` is called before each but the first. */
async function* pages(api: TestApi, as: TestUser, path: string, between?: () => Promise<unknown>) {
  const join = path.includes("?") ? "&" : "?";
  for (let cursor: string | null | undefined; cursor !== null;) {
    const next = cursor === undefined ? path : `${path}${join}cursor=${encodeURIComponent(cursor)}`;
    if (cursor !== undefined) await between?.();
    const { items, nextCursor } = await page(api, as, next);
    yield items;
    cursor = nextCursor;
  }
}

async function refusal(response: Response) {
  const { type } = await response.json();
  return { status: response.status, type };
}
const refused = (status: number, code: string) => ({ status, type: `/problems/${code}` });

describeApi("an id in capitals, as some platforms write it", (open) => {
  it("is the same id on every route", async () => {
    const api = open();
    const user = await api.register();
    const { conversationId, reply } = await say(api, user, "Hi");
    await say(api, user, "And?", conversationId);
    const path = `/v1/conversations/${conversationId.toUpperCase()}`;
    const at = `${path}/messages/${reply.id.toUpperCase()}`;
    const page = await api.call("GET", `${path}/messages?limit=1`, { as: user });
    const { nextCursor } = await page.json();
    const requests: [method: string, path: string, body?: object][] = [
      ["GET", path],
      ["PATCH", path, { title: "Hi" }],
      ["GET", `/v1/conversations/${conversationId}/messages?cursor=${nextCursor}`],
      ["GET", `${at}/events`],
      ["POST", `${at}/cancel`],
      ["POST", `${at}/select`],
      ["POST", `${at}/feedback`, { rating: "up" }],
      ["POST", `${path}/typing`],
      ["POST", `${path}/messages`, { content: "Still there?" }],
      ["POST", "/v1/chat", { content: "Hm?", conversationId: conversationId.toUpperCase() }],
      ["DELETE", at],
      ["DELETE", path],
    ];
    for (const [method, where, body] of requests) {
      const response = await api.call(method, where, { as: user, body });
      await response.text();
      expect([method, where, response.ok]).toEqual([method, where, true]);
    }
  });
});

describeApi("conversations", (open) => {
  describe("beginning one", () => {
    it("answers 201 with exactly a conversation, untitled and automatic without a body", async () => {
      const api = open();
      const as = await api.register();
      const response = await api.call("POST", root, { as });
      expect(response.status).toBe(201);
      expect(await response.json()).toEqual({
        id: uuidV7,
        title: null,
        personality: null,
        startedAt: time,
        lastMessageAt: time,
        isActive: true,
      });
    });

    it("takes an empty body, whatever it calls itself", async () => {
      const api = open();
      const as = await api.register();
      const headers = { "Content-Type": "application/json" };
      expect((await api.call("POST", root, { as, headers })).status).toBe(201);
      expect((await api.call("POST", root, { as, body: {} })).status).toBe(201);
    });

    it("keeps title and personality", async () => {
      const api = open();
      const as = await api.register();
      const made = await create(api, as, { title: "  The sea ", personality: "xhash" });
      expect(made).toMatchObject({ title: "The sea", personality: "xhash" });
      expect(await (await api.call("GET", `${root}/${made.id}`, { as })).json()).toEqual(made);
    });

    it("keeps a given title when the first message comes", async () => {
      const api = open();
      const as = await api.register();
      const { id } = await create(api, as, { title: "The sea" });
      await api.chat(as, { content: "Hello", conversationId: id });
      const read = await (await api.call("GET", `${root}/${id}`, { as })).json();
      expect(read.title).toBe("The sea");
    });

    it.each([
      { title: "" },
      { title: "   " },
      { title: "x".repeat(256) },
      { title: 1 },
      { personality: "auto" },
      { personality: "hal" },
      { isActive: false },
      { userId: nobodys },
      [],
    ])("refuses %j with 422", async (body) => {
      const api = open();
      const as = await api.register();
      expect(await refusal(await api.call("POST", root, { as, body }))).toEqual(
        refused(422, "validation-failed"),
      );
    });
  });

  describe("the list", () => {
    it("is empty at first", async () => {
      const api = open();
      expect(await page(api, await api.register(), root)).toEqual({ items: [], nextCursor: null });
    });

    it("begins with the newest activity", async () => {
      const api = open();
      const as = await api.register();
      const [first, second, third] = [
        await create(api, as),
        await create(api, as),
        await create(api, as),
      ];
      const ids = async () => (await page(api, as, root)).items.map(({ id }) => id);
      expect(await ids()).toEqual([third.id, second.id, first.id]);
      api.advance(10);
      await api.chat(as, { content: "Hello", conversationId: first.id });
      expect(await ids()).toEqual([first.id, third.id, second.id]);
    });

    it("can be of the active or of the inactive ones", async () => {
      const api = open();
      const as = await api.register();
      const [kept, closed] = [await create(api, as), await create(api, as)];
      await api.call("PATCH", `${root}/${closed.id}`, { as, body: { isActive: false } });
      const ids = async (query: string) =>
        (await page(api, as, `${root}${query}`)).items.map(({ id }) => id);
      expect(await ids("?isActive=true")).toEqual([kept.id]);
      expect(await ids("?isActive=false")).toEqual([closed.id]);
      expect(await ids("")).toEqual([closed.id, kept.id]);
    });

    it("is of 20 unless another limit is asked for", async () => {
      const api = open();
      const as = await api.register();
      for (let i = 0; i < 21; i += 1) await create(api, as);
      const sizes = async (query: string) => {
        const { items, nextCursor } = await page(api, as, `${root}${query}`);
        return [items.length, nextCursor !== null];
      };
      expect(await sizes("")).toEqual([20, true]);
      expect(await sizes("?limit=1")).toEqual([1, true]);
      expect(await sizes("?limit=20")).toEqual([20, true]);
      expect(await sizes("?limit=21")).toEqual([21, false]);
      expect(await sizes("?limit=100")).toEqual([21, false]);
    });

    it.each([
      "limit=0",
      "limit=101",
      "limit=-1",
      "limit=1.5",
      "limit=x",
      "limit=",
      "isActive=maybe",
    ])("refuses %s with 422", async (query) => {
      const api = open();
      const as = await api.register();
      const { id } = await create(api, as);
      const paths = query.startsWith("limit") ? [root, `${root}/${id}/messages`] : [root];
      for (const path of paths) {
        expect(await refusal(await api.call("GET", `${path}?${query}`, { as }))).toEqual(
          refused(422, "validation-failed"),
        );
      }
    });

    it("shows nobody else's", async () => {
      const api = open();
      await create(api, await api.register());
      expect((await page(api, await api.register(), root)).items).toEqual([]);
    });
  });

  describe("a walk by cursor", () => {
    it.each([1, 2, 3, 7, 8])("gives everything once, %i at a time", async (limit) => {
      const api = open();
      const as = await api.register();
      const made = [];
      for (let i = 0; i < 7; i += 1) made.push((await create(api, as)).id);
      const walked = await collect(pages(api, as, `${root}?limit=${limit}`));
      expect(walked.flat().map(({ id }) => id)).toEqual(made.toReversed());
      expect(walked.every((items) => items.length <= limit && items.length > 0)).toBe(true);
    });

    it("gives everything once when all are of one moment", async () => {
      const api = open();
      const as = await api.register();
      const now = api.services.now();
      const clock = vi.spyOn(api.services, "now").mockReturnValue(now);
      const made = new Set<string>();
      for (let i = 0; i < 7; i += 1) {
        const response = await api.call("POST", root, { as });
        made.add((await response.json()).id);
      }
      clock.mockRestore();
      const walked = (await collect(pages(api, as, `${root}?limit=2`))).flat();
      expect(walked).toHaveLength(7);
      expect(new Set(walked.map(({ id }) => id))).toEqual(made);
    });

    it("gives what was there once, though new ones begin and seen ones go on meanwhile", async () => {
      const api = open();
      const as = await api.register();
      const made: string[] = [];
      for (let i = 0; i < 7; i += 1) made.push((await create(api, as)).id);
      const newest = made.at(-1)!;
      const walked = await collect(
        pages(api, as, `${root}?limit=2`, async () => {
          await create(api, as);
          await api.chat(as, { content: "More", conversationId: newest });
        }),
      );
      expect(walked.flat().map(({ id }) => id)).toEqual(made.toReversed());
    });

    it("gives every message once, newest first, though more are said meanwhile", async () => {
      const api = open();
      const as = await api.register();
      const { id: conversationId } = await create(api, as);
      for (let i = 0; i < 4; i += 1) await api.chat(as, { content: `no ${i}`, conversationId });
      const path = `${root}/${conversationId}/messages`;
      const before = (await page(api, as, path)).items;
      expect(before.map(({ role }) => role)).toEqual(
        Array.from({ length: 8 }, (_, i) => (i % 2 ? "user" : "assistant")),
      );
      expect(before.filter(({ role }) => role === "user").map(({ content }) => content)).toEqual([
        "no 3",
        "no 2",
        "no 1",
        "no 0",
      ]);
      const walked = await collect(
        pages(api, as, `${path}?limit=3`, () => api.chat(as, { content: "more", conversationId })),
      );
      expect(walked.flat()).toEqual(before);
    });
  });

  describe("a cursor", () => {
    async function cursorsOf(api: TestApi, as: TestUser) {
      const [first, second] = [await create(api, as), await create(api, as)];
      for (const { id } of [first, second]) {
        await api.chat(as, { content: "Hello", conversationId: id });
      }
      const paths = [root, `${root}/${first.id}/messages`, `${root}/${second.id}/messages`];
      const cursors = paths.map(async (path) => {
        const { nextCursor } = await page(api, as, `${path}?limit=1`);
        return { path, cursor: nextCursor! };
      });
      return Promise.all(cursors);
    }

    it("is of its own list and user only; any other is refused like garbage", async () => {
      const api = open();
      const [as, other] = [await api.register(), await api.register()];
      const mine = await cursorsOf(api, as);
      const theirs = await cursorsOf(api, other);
      const bodies = new Set<string>();
      for (const { path, cursor } of mine) {
        const wrong = [...mine, ...theirs]
          .map((candidate) => candidate.cursor)
          .filter((candidate) => candidate !== cursor);
        const changed = `${cursor.slice(0, -1)}${cursor.endsWith("A") ? "B" : "A"}`;
        for (const garbage of [...wrong, changed, "", "x", "%00", "é", "bm90IG9uZQ", "{}"]) {
          const query = `?cursor=${encodeURIComponent(garbage)}`;
          const response = await api.call("GET", `${path}${query}`, { as });
          expect(response.status).toBe(422);
          const { requestId: _, instance: __, ...rest } = await response.json();
          bodies.add(JSON.stringify(rest));
        }
        const query = `?cursor=${encodeURIComponent(cursor)}`;
        expect((await api.call("GET", `${path}${query}`, { as })).status).toBe(200);
      }
      expect([...bodies]).toEqual([expect.stringContaining('"path":"cursor"')]);
    });

    it("says nothing readable of another user's ids", async () => {
      const api = open();
      const as = await api.register();
      const { cursor } = (await cursorsOf(api, as))[0]!;
      expect(cursor).toMatch(/^[A-Za-z0-9_-]+$/);
      expect(Buffer.from(cursor, "base64url").toString("latin1")).not.toContain(as.id);
    });

    it("goes on working after a change of keys", async () => {
      const api = open();
      const as = await api.register();
      const { path, cursor } = (await cursorsOf(api, as))[0]!;
      const keys = `next:${"n".repeat(32)},test:a-secret-of-more-than-thirty-two-bytes`;
      const rotated = await api.startAnother({ JWT_KEYS: keys });
      const next = `${path}?cursor=${encodeURIComponent(cursor)}`;
      expect((await rotated.call("GET", next, { as })).status).toBe(200);
    });
  });

  describe("changing one", () => {
    it("changes what is given and leaves the rest", async () => {
      const api = open();
      const as = await api.register();
      const made = await create(api, as, { title: "The sea", personality: "sarah" });
      const change = async (body: object) => {
        const response = await api.call("PATCH", `${root}/${made.id}`, { as, body });
        expect(response.status).toBe(200);
        return response.json();
      };
      expect(await change({})).toEqual(made);
      expect(await change({ title: "The hills" })).toEqual({ ...made, title: "The hills" });
      expect(await change({ title: null, personality: null, isActive: false })).toEqual({
        ...made,
        title: null,
        personality: null,
        isActive: false,
      });
      expect(await change({ title: "The sea", personality: "sarah", isActive: true })).toEqual(
        made,
      );
    });

    it.each([
      { title: "" },
      { title: "x".repeat(256) },
      { personality: "hal" },
      { isActive: "no" },
      { isActive: null },
      { id: nobodys },
      { startedAt: "2020-01-01T00:00:00.000Z" },
    ])("refuses %j with 422", async (body) => {
      const api = open();
      const as = await api.register();
      const { id } = await create(api, as);
      expect(await refusal(await api.call("PATCH", `${root}/${id}`, { as, body }))).toEqual(
        refused(422, "validation-failed"),
      );
    });
  });

  describe("removing one", () => {
    it("answers 204 without a body, and the messages are gone too", async () => {
      const api = open();
      const as = await api.register();
      const { id } = await create(api, as);
      const kept = await create(api, as);
      await api.chat(as, { content: "Hello", conversationId: id });
      await api.chat(as, { content: "Hello", conversationId: kept.id });
      const response = await api.call("DELETE", `${root}/${id}`, { as });
      expect(response.status).toBe(204);
      expect(await response.text()).toBe("");
      for (const path of [`${root}/${id}`, `${root}/${id}/messages`]) {
        expect((await api.call("GET", path, { as })).status).toBe(404);
      }
      expect((await api.call("DELETE", `${root}/${id}`, { as })).status).toBe(404);
      const rows = api.database.db.select().from(messages).where(eq(messages.conversationId, id));
      expect(await rows).toEqual([]);
      expect((await page(api, as, `${root}/${kept.id}/messages`)).items).toHaveLength(2);
    });

    it("ends the writer of its reply quietly", async () => {
      const api = open();
      const as = await api.register();
      const logged = vi.spyOn(api.services.log, "error").mockImplementation(() => {});
      const hold = Promise.withResolvers<void>();
      api.inference.next = [{ pieces: ["Half", " a reply"], hold: hold.promise }];
      const response = await api.call("POST", "/v1/chat", {
        as,
        body: { content: "Hello" },
        headers: { Accept: "text/event-stream" },
      });
      const events = readEvents(response);
      const { conversationId } = (await events.next()).value!.data;
      const gone = await api.call("DELETE", `${root}/${conversationId}`, { as });
      expect(gone.status).toBe(204);
      hold.resolve();
      const rest = await collect(events);
      expect(rest.at(-1)!.event).toBe("error");
      expect(logged).not.toHaveBeenCalled();
      expect((await page(api, as, root)).items).toEqual([]);
      expect((await api.chat(as, { content: "Again" })).at(-1)!.event).toBe("message.done");
      logged.mockRestore();
    });
  });

  describe("someone else's", () => {
    const requests = [
      ["GET", "", undefined],
      ["PATCH", "", { title: "Mine now" }],
      ["PATCH", "", {}],
      ["DELETE", "", undefined],
      ["GET", "/messages", undefined],
      ["GET", "/messages?limit=1", undefined],
      ["POST", "/messages", { content: "Hello" }],
    ] as const;

    it.each(requests)("is to %s %s as if it did not exist", async (method, path, body) => {
      const api = open();
      const [as, other] = [await api.register(), await api.register()];
      const { id } = await create(api, other);
      await api.chat(other, { content: "Private", conversationId: id });
      const ask = async (id: string) => {
        const response = await api.call(method, `${root}/${id}${path}`, { as, body });
        const text = (await response.text())
          .replace(/"requestId":"[^"]*"/, "")
          .replace(/"instance":"[^"]*"/, "");
        const names = [...response.headers.keys()].filter((name) => name !== "date");
        return { status: response.status, text, names };
      };
      const theirs = await ask(id);
      expect(theirs).toMatchObject({ status: 404, text: expect.stringContaining("not-found") });
      expect(await ask(nobodys)).toEqual(theirs);
      expect((await page(api, other, `${root}/${id}/messages`)).items).toHaveLength(2);
    });

    it("is as if it did not exist for /v1/chat too", async () => {
      const api = open();
      const [as, other] = [await api.register(), await api.register()];
      const { id } = await create(api, other);
      for (const conversationId of [id, nobodys]) {
        const body = { content: "Hello", conversationId };
        const response = await api.call("POST", "/v1/chat", { as, body });
        expect(await refusal(response)).toEqual(refused(404, "not-found"));
      }
    });

    it.each(requests)("is no more than %s %s of an id that is none", async (method, path, body) => {
      const api = open();
      const as = await api.register();
      for (const id of ["none", "1", nobodys.slice(1), `${nobodys}0`, "%20", "%00"]) {
        const response = await api.call(method, `${root}/${id}${path}`, { as, body });
        expect(await refusal(response)).toEqual(refused(404, "not-found"));
      }
    });
  });

  describe("ETag", () => {
    it("lets a client keep what it has until it changes", async () => {
      const api = open();
      const as = await api.register();
      const { id } = await create(api, as);
      for (const path of [root, `${root}/${id}`, `${root}/${id}/messages`]) {
        const first = await api.call("GET", path, { as });
        const tag = first.headers.get("ETag")!;
        expect(tag).toMatch(/^(W\/)?"[^"]+"$/);
        for (const given of [tag, `"other", ${tag}`, "*"]) {
          const again = await api.call("GET", path, { as, headers: { "If-None-Match": given } });
          expect(again.status).toBe(304);
          expect(await again.text()).toBe("");
          expect(again.headers.get("ETag")).toBe(tag);
        }
        const other = await api.call("GET", path, { as, headers: { "If-None-Match": '"other"' } });
        expect(other.status).toBe(200);
      }
      const tagOf = async (path: string) =>
        (await api.call("GET", path, { as })).headers.get("ETag");
      const before = await tagOf(`${root}/${id}`);
      await api.call("PATCH", `${root}/${id}`, { as, body: { title: "New" } });
      expect(await tagOf(`${root}/${id}`)).not.toBe(before);
    });

    it("never stands for a refusal", async () => {
      const api = open();
      const as = await api.register();
      const headers = { "If-None-Match": "*" };
      expect((await api.call("GET", `${root}/${nobodys}`, { as, headers })).status).toBe(404);
      expect((await api.call("GET", root, { headers })).status).toBe(401);
    });
  });
});
