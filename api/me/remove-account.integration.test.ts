import { createServer } from "node:net";

import { afterEach, describe, expect, it, vi } from "vitest";

import { runJobs } from "#api/jobs/run-jobs.ts";
import { holdReply, received, refusalOf, refused, say } from "#api/testing/conversation-helpers.ts";
import { describeApi, type TestApi } from "#api/testing/describe-api.ts";
import { fillAccount, tableNames, tablesWith } from "#api/testing/fill-account.ts";
import type { TestClient, TestUser } from "#api/testing/test-client.ts";
import { connect } from "#api/testing/test-socket.ts";
import { jobs } from "#db/schema/service.ts";

const remove = (via: TestClient, as: TestUser, password: unknown = as.password) =>
  via.call("DELETE", "/v1/me", { as, body: { password } });
const sessionOf = ({ accessToken }: TestUser): string =>
  JSON.parse(Buffer.from(accessToken.split(".")[1]!, "base64url").toString()).sid;
const jobsOf = async ({ database }: TestApi) => database.db.select().from(jobs);

/** Tries again until it holds, for what is done after an answer. */
const eventually = (check: () => unknown) => vi.waitFor(check, { timeout: 20_000 });

/** An address at which nobody listens. */
async function deadUrl(): Promise<string> {
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return `http://127.0.0.1:${typeof address === "object" && address ? address.port : 1}`;
}

describeApi("deleting one's account", (open) => {
  afterEach(async () => {
    await open().database.db.delete(jobs);
    open().inference.droppedCaches = [];
  });

  it("leaves nothing in any table", async () => {
    const api = open();
    const { db } = api.database;
    const as = await api.register({ name: "Wilhelmina" });
    const { mark, conversationId } = await fillAccount(db, as);
    const words = [as.id, as.username, mark, conversationId, sessionOf(as), "Wilhelmina"];
    expect(await tablesWith(db, words)).toEqual(await tableNames(db));
    expect((await remove(api, as)).status).toBe(204);
    await eventually(async () => expect(await tablesWith(db, words)).toEqual([]));
  });

  it("leaves everybody else's as it was", async () => {
    const api = open();
    const { db } = api.database;
    const [as, other] = [await api.register(), await api.register()];
    await fillAccount(db, as);
    const { mark } = await fillAccount(db, other);
    const words = [other.id, mark, sessionOf(other)];
    const before = await tablesWith(db, words);
    await remove(api, as);
    expect(await tablesWith(db, words)).toEqual(before);
    expect((await api.call("GET", "/v1/me", { as: other })).status).toBe(200);
  });

  it("is refused without the right password, and then nothing is gone", async () => {
    const api = open();
    const as = await api.register();
    const wrong = await remove(api, as, "not this one");
    expect(wrong.headers.get("WWW-Authenticate")).toMatch(/^Bearer/);
    expect(await refusalOf(wrong)).toEqual(refused(401, "invalid-credentials"));
    expect((await api.call("DELETE", "/v1/me", { as, body: {} })).status).toBe(422);
    expect((await api.call("DELETE", "/v1/me", { as })).status).toBe(415);
    expect((await api.call("GET", "/v1/me", { as })).status).toBe(200);
  });

  it("ends all tokens at once here and within five seconds elsewhere, and frees the names", async () => {
    const api = open();
    const elsewhere = await api.startAnother();
    const as = await api.register();
    expect((await elsewhere.call("GET", "/v1/me", { as })).status).toBe(200);
    await remove(api, as);
    const ended = refused(401, "session-ended");
    expect(await refusalOf(await api.call("GET", "/v1/me", { as }))).toEqual(ended);
    expect(await refusalOf(await remove(api, as))).toEqual(ended);
    api.advance(5001);
    expect(await refusalOf(await elsewhere.call("GET", "/v1/me", { as }))).toEqual(ended);
    const { refreshToken, email, username, password } = as;
    const refresh = await api.call("POST", "/v1/auth/refresh", { body: { refreshToken } });
    expect(refresh.status).toBe(401);
    const body = { email, username, password };
    expect((await api.call("POST", "/v1/auth/register", { body })).status).toBe(201);
  });

  it("is said alike, after the five seconds in which another instance believes the token", async () => {
    const api = open();
    const elsewhere = await api.startAnother();
    const as = await api.register();
    expect((await elsewhere.call("GET", "/v1/me", { as })).status).toBe(200);
    await remove(api, as);
    const ended = refused(401, "session-ended");
    for (const request of [
      () => elsewhere.call("GET", "/v1/me", { as }),
      () => elsewhere.call("PATCH", "/v1/me/profile", { as, body: { name: "x" } }),
      () => elsewhere.call("PATCH", "/v1/me", { as, body: { currentPassword: "x" } }),
      () => elsewhere.call("POST", "/v1/chat", { as, body: { content: "Hi" } }),
      () => remove(elsewhere, as),
    ]) {
      expect(await refusalOf(await request())).toEqual(ended);
    }
    const made = await elsewhere.call("POST", "/v1/conversations", { as, body: {} });
    expect(await refusalOf(made)).toEqual(refused(404, "not-found"));
  });

  it("closes the user's WebSockets with 4403", async () => {
    const api = open();
    const as = await api.register();
    const socket = await connect(api, { as });
    await socket.settled();
    await remove(api, as);
    expect(await socket.closed).toEqual({ code: 4403, reason: "session-ended" });
  });

  it("stops the reply that is being written, whichever instance writes it", async () => {
    const api = open();
    const elsewhere = await api.startAnother();
    for (const via of [api, elsewhere]) {
      const as = await api.register();
      const held = await holdReply(api, as, { pieces: ["One", " two"], via });
      await remove(api, as);
      held.release();
      const events = await received(held.events);
      expect(events.map(({ event }) => event)).not.toContain("message.done");
      expect(await tablesWith(api.database.db, [as.id])).toEqual([]);
    }
  });

  it("is done though twenty messages are sent meanwhile, none of which fails as nobody expects", async () => {
    const api = open();
    const as = await api.register();
    const { conversationId } = await say(api, as, "Hello");
    const sends = Array.from({ length: 20 }, (_, index) =>
      api.call("POST", "/v1/chat", {
        as,
        body: { content: "Hi", ...(index % 2 === 0 && { conversationId }) },
        headers: { "Idempotency-Key": `k${index}` },
      }),
    );
    const [removed, ...answers] = await Promise.all([remove(api, as), ...sends]);
    expect(removed.status).toBe(204);
    const statuses = await Promise.all(answers.map(async ({ status }) => status));
    for (const status of statuses) expect([200, 401, 404, 409, 503]).toContain(status);
    await Promise.all(answers.map((answer) => answer.text()));
    await eventually(async () => {
      expect(await tablesWith(api.database.db, [as.id, conversationId])).toEqual([]);
    });
  });

  describe("has our inference server forget", () => {
    it("the caches of all conversations, and the reply that was being written", async () => {
      const api = open();
      const as = await api.register();
      const { conversationId } = await say(api, as, "Hello");
      api.setKeeping(true);
      const held = await holdReply(api, as, { pieces: ["One", " two"] });
      const id = `chatcmpl-${held.start["replyId"]}`;
      expect(api.inference.kept.has(id)).toBe(true);
      await remove(api, as);
      await eventually(async () => expect(await jobsOf(api)).toEqual([]));
      expect(new Set(api.inference.droppedCaches)).toEqual(
        new Set([conversationId, held.start["conversationId"]]),
      );
      expect(api.inference.kept.has(id)).toBe(false);
      held.release();
      await received(held.events);
    });

    it("the cache that a reply filled anew which another instance was writing", async () => {
      const api = open();
      const elsewhere = await api.startAnother();
      api.setKeeping(true);
      const as = await api.register();
      const held = await holdReply(api, as, { pieces: ["One", " two"], via: elsewhere });
      await remove(api, as);
      held.release();
      await received(held.events);
      const conversationId = held.start["conversationId"];
      await eventually(() =>
        expect(api.inference.droppedCaches).toEqual([conversationId, conversationId]),
      );
      await eventually(async () => expect(await jobsOf(api)).toEqual([]));
    });

    it("them once it is back, if it was down, and nothing before tells of the user", async () => {
      const api = open();
      const as = await api.register();
      const { conversationId } = await say(api, as, "Hello");
      const cutOff = await api.startAnother({ INFERENCE_URL: await deadUrl() });
      const postponed = vi.spyOn(cutOff.services.jobs, "postpone");
      expect((await remove(cutOff, as)).status).toBe(204);
      await eventually(() => expect(postponed).toHaveBeenCalledOnce());
      await eventually(async () => expect((await jobsOf(api))[0]?.lockedUntil).toBeNull());
      expect(await tablesWith(api.database.db, [as.id])).toEqual([]);
      api.setKeeping(true);
      await runJobs(api.services);
      expect(await jobsOf(api)).toEqual([]);
      expect(api.inference.droppedCaches).toEqual([conversationId]);
    });

    it("the cache of a conversation that is deleted by itself", async () => {
      const api = open();
      const as = await api.register();
      const { conversationId } = await say(api, as, "Hello");
      api.setKeeping(true);
      await api.call("DELETE", `/v1/conversations/${conversationId}`, { as });
      await eventually(async () => expect(await jobsOf(api)).toEqual([]));
      expect(api.inference.droppedCaches).toEqual([conversationId]);
    });
  });
});
