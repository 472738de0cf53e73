import { randomUUID } from "node:crypto";

import { describe, expect, it } from "vitest";

import {
  asEvents,
  messagesOf,
  refusalOf,
  refused,
  say,
} from "#api/testing/conversation-helpers.ts";
import { describeApi, type TestInstance } from "#api/testing/describe-api.ts";
import { createTestClient, type TestUser } from "#api/testing/test-client.ts";
import { connect } from "#api/testing/test-socket.ts";

const minute = 60_000;
const few = {
  RATE_LIMIT_PER_MINUTE: "5",
  CHAT_LIMIT_PER_MINUTE: "3",
  REGISTER_LIMIT_PER_HOUR: "2",
  TRUSTED_PROXIES: "loopback",
};
const chatOnly = { ...few, RATE_LIMIT_PER_MINUTE: "1000" };

/** What an answer says of its limits: name → remaining. */
function remainingIn(response: Response): Record<string, number> {
  const items = response.headers.get("RateLimit")?.split(", ") ?? [];
  const pairs = items.map((item) => /^"([a-z]+)";r=(\d+);t=\d+$/.exec(item)!.slice(1));
  return Object.fromEntries(pairs.map(([name, left]) => [name, Number(left)]));
}

const from = (address: string) => ({ "X-Forwarded-For": address });
const list = (via: TestInstance, as: TestUser) => via.call("GET", "/v1/conversations", { as });
const post = (via: TestInstance, as: TestUser, key?: string) =>
  via.call("POST", "/v1/chat", {
    as,
    body: { content: "Hi" },
    ...(key !== undefined && { headers: { "Idempotency-Key": key } }),
  });

async function statusesOf(times: number, act: () => Promise<Response>): Promise<number[]> {
  const statuses = [];
  for (let i = 0; i < times; i += 1) {
    const response = await act();
    await response.text();
    statuses.push(response.status);
  }
  return statuses;
}

describeApi("limits", (open) => {
  describe.each(["memory", "postgres"])("counted in %s", (store) => {
    /** An instance for which nobody has done anything in the last hour. */
    function start(settings: Record<string, string>) {
      open().advance(61 * minute);
      return open().startAnother({ ...settings, LIMIT_STORE: store });
    }

    it("let a user make so many requests in a minute, and tell with each how many are left", async () => {
      const api = await start(few);
      const as = await open().register();
      for (const left of [4, 3, 2, 1, 0]) {
        const response = await list(api, as);
        expect(response.status).toBe(200);
        expect(response.headers.get("RateLimit-Policy")).toBe('"general";q=5;w=60');
        expect(remainingIn(response)).toEqual({ general: left });
      }
      const refusal = await list(api, as);
      expect(remainingIn(refusal)).toEqual({ general: 0 });
      const wait = Number(refusal.headers.get("Retry-After"));
      expect(wait).toBeGreaterThan(0);
      expect(wait).toBeLessThanOrEqual(60);
      expect(await refusalOf(refusal)).toEqual(refused(429, "rate-limited"));
      open().advance(minute);
      expect((await list(api, as)).status).toBe(200);
    });

    it("count each user apart, whatever address they share", async () => {
      const api = await start(few);
      const [one, other] = [await open().register(), await open().register()];
      expect(await statusesOf(6, () => list(api, one))).toEqual([200, 200, 200, 200, 200, 429]);
      expect((await list(api, other)).status).toBe(200);
    });

    it("tell with refusals, unchanged answers and failures too how they stand", async () => {
      const api = await start({ ...few, RATE_LIMIT_PER_MINUTE: "50" });
      const as = await open().register();
      const first = await list(api, as);
      const etag = { "If-None-Match": first.headers.get("ETag")! };
      const answers = [
        await api.call("GET", "/v1/conversations", { as, headers: etag }),
        await api.call("GET", "/v1/conversations", {}),
        await api.call("GET", `/v1/conversations/${randomUUID()}`, { as }),
        await api.call("POST", "/v1/auth/login", { body: {} }),
        await api.call("POST", "/v1/auth/refresh", { body: { refreshToken: "none" } }),
        await api.call("POST", "/v1/chat", { as, body: {} }),
        await api.call("POST", "/v1/chat", { as, body: "{" }),
        await api.call("POST", "/v1/chat", { body: { content: "Hi" } }),
        await api.call("POST", "/v1/chat", { as, body: { content: "Hi" }, headers: asEvents }),
        await api.call("GET", "/v1/nowhere", { as }),
      ];
      expect(answers.map(({ status }) => status)).toEqual([
        304, 401, 404, 422, 401, 422, 400, 401, 200, 404,
      ]);
      for (const answer of answers) {
        expect(answer.headers.get("RateLimit-Policy")).toMatch(/^"[a-z]+";q=\d+;w=60/);
        expect(Object.keys(remainingIn(answer)).length).toBeGreaterThan(0);
        await answer.body?.cancel();
      }
    });

    it("count who is not signed in by the address a trusted proxy saw, an IPv6 one by its /64", async () => {
      const api = await start(few);
      const ask = (address: string) => () =>
        api.call("GET", "/v1/conversations", { headers: from(address) });
      const all = [401, 401, 401, 401, 401, 429];
      expect(await statusesOf(6, ask("192.0.2.1"))).toEqual(all);
      expect(await statusesOf(1, ask("192.0.2.2"))).toEqual([401]);
      expect(await statusesOf(5, ask("2001:db8:1:2::1"))).toEqual(all.slice(0, 5));
      expect(await statusesOf(1, ask("2001:db8:1:2:ffff::1"))).toEqual([429]);
      expect(await statusesOf(1, ask("2001:db8:1:3::1"))).toEqual([401]);
      const forged = () =>
        ask(`${randomUUID()}, 198.51.100.${Math.trunc(Math.random() * 255)}, 192.0.2.1`)();
      expect(await statusesOf(3, forged)).toEqual([429, 429, 429]);
    });

    it("are not got round by headers that nobody trustworthy wrote", async () => {
      const api = await start({ ...few, TRUSTED_PROXIES: "192.0.2.77" });
      let i = 0;
      const ask = () => {
        i += 1;
        const forged = `198.51.100.${i}`;
        const headers = {
          ...from(forged),
          Forwarded: `for=${forged}`,
          "X-Real-IP": forged,
          "CF-Connecting-IP": forged,
        };
        return api.call("GET", "/v1/conversations", { headers });
      };
      expect(await statusesOf(7, ask)).toEqual([401, 401, 401, 401, 401, 429, 429]);
    });

    it("let so many accounts be asked for from one address in an hour", async () => {
      const api = await start({ ...few, RATE_LIMIT_PER_MINUTE: "50" });
      let i = 0;
      const register = (address: string) => () => {
        i += 1;
        const username = `limited-${store}-${open().database.kind}-${i}`.slice(0, 32);
        const body = { username, email: `${username}@example.org`, password: "correct horse" };
        return api.call("POST", "/v1/auth/register", { body, headers: from(address) });
      };
      expect(await statusesOf(3, register("192.0.2.9"))).toEqual([201, 201, 429]);
      const refusal = await register("192.0.2.9")();
      expect(Number(refusal.headers.get("Retry-After"))).toBeGreaterThan(60);
      expect(refusal.headers.get("RateLimit-Policy")).toContain('"register";q=2;w=3600');
      expect(await statusesOf(1, register("192.0.2.10"))).toEqual([201]);
      open().advance(60 * minute);
      expect(await statusesOf(1, register("192.0.2.9"))).toEqual([201]);
    });

    it("let so many names be tried from one address, by who has an account too", async () => {
      const api = await start({ ...few, RATE_LIMIT_PER_MINUTE: "50" });
      const [as, other] = [await open().register(), await open().register()];
      const ask = (names: object) => () =>
        api.call("PATCH", "/v1/me", {
          as,
          body: { ...names, currentPassword: as.password },
          headers: from("192.0.2.19"),
        });
      expect(await statusesOf(3, ask({}))).toEqual([200, 200, 200]);
      expect(await statusesOf(2, ask({ email: other.email }))).toEqual([409, 409]);
      expect(await statusesOf(1, ask({ username: other.username }))).toEqual([429]);
      expect(await statusesOf(1, ask({}))).toEqual([200]);
    });

    it("never keep anybody from refreshing or signing out", async () => {
      const api = await start(few);
      const user = await open().register();
      const as = user;
      const unnamed = () => api.call("POST", "/v1/auth/login", { body: {} });
      expect((await statusesOf(8, unnamed)).at(-1)).toBe(429);
      expect((await statusesOf(8, () => list(api, as))).at(-1)).toBe(429);
      const { refreshToken } = user;
      const refresh = await api.call("POST", "/v1/auth/refresh", { body: { refreshToken } });
      expect(refresh.status).toBe(200);
      expect((await api.call("POST", "/v1/auth/logout", { as })).status).toBe(204);
    });

    it("count messages over HTTP and over a WebSocket alike, and store nothing of a refused one", async () => {
      const api = await start(chatOnly);
      const as = await open().register();
      const { conversationId } = await say(api, as, "One");
      const socket = await connect(api, { as });
      const frame = { type: "message.send", content: "Two", conversationId };
      socket.send({ ...frame, requestId: "r1" });
      await socket.until("message.done", "r1");
      const third = await post(api, as);
      expect(remainingIn(third)).toMatchObject({ chat: 0, sends: 997 });
      expect(third.status).toBe(200);
      const before = await messagesOf(api, as, conversationId);
      const fourth = await api.call("POST", `/v1/conversations/${conversationId}/messages`, {
        as,
        body: { content: "Four" },
      });
      expect(fourth.headers.get("RateLimit-Policy")).toBe('"sends";q=1000;w=60, "chat";q=3;w=60');
      expect(remainingIn(fourth)).toMatchObject({ chat: 0 });
      expect(Number(fourth.headers.get("Retry-After"))).toBeGreaterThan(0);
      expect(await refusalOf(fourth)).toEqual(refused(429, "rate-limited"));
      socket.send({ ...frame, requestId: "r2" });
      const [refusal] = await socket.until("error", "r2");
      expect(refusal!.data).toMatchObject({ status: 429, type: "/problems/rate-limited" });
      expect(await messagesOf(api, as, conversationId)).toEqual(before);
      const { items } = await (await list(api, as)).json();
      expect(items).toHaveLength(2);
      open().advance(minute);
      expect((await post(api, as)).status).toBe(200);
      socket.close();
    });

    it("let just so many of many messages at once through", async () => {
      const api = await start(chatOnly);
      const as = await open().register();
      const all = await Promise.all(Array.from({ length: 12 }, () => post(api, as)));
      expect(all.map(({ status }) => status).filter((status) => status === 200)).toHaveLength(3);
      expect((await (await list(api, as)).json()).items).toHaveLength(3);
    });

    it("neither count nor refuse the same message again", async () => {
      const api = await start(chatOnly);
      const as = await open().register();
      const key = randomUUID();
      expect(await statusesOf(5, () => post(api, as, key))).toEqual([200, 200, 200, 200, 200]);
      expect(await statusesOf(3, () => post(api, as))).toEqual([200, 200, 429]);
      expect((await post(api, as, key)).status).toBe(200);
      expect((await post(api, as, randomUUID())).status).toBe(429);
    });

    it("count another try at a reply that broke off, because the model is asked again", async () => {
      const api = await start(chatOnly);
      const as = await open().register();
      const key = randomUUID();
      const broken = { pieces: ["Half"], end: "no-finish-reason" as const };
      open().inference.next = [broken, broken];
      expect(await statusesOf(3, () => post(api, as, key))).toEqual([503, 503, 200]);
      expect((await post(api, as)).status).toBe(429);
      expect((await post(api, as, key)).status).toBe(200);
    });

    it("are open to a turn that is to go round them", async () => {
      const api = await start(chatOnly);
      const as = await open().register();
      await statusesOf(3, () => post(api, as));
      const { turns, sharedCounters, now } = api.services;
      const before = await sharedCounters.find(`chat:user:${as.id}`, now());
      const [sessionId] = (await api.services.sessions.findLive(as.id)).map(({ id }) => id);
      const opening = await turns.open({
        userId: as.id,
        sessionId: sessionId!,
        conversationId: randomUUID(),
        opensConversation: true,
        target: undefined,
        idempotency: undefined,
        quota: undefined,
        title: "Help",
        userMessageId: randomUUID(),
        replyId: randomUUID(),
        content: "Help",
        emotion: null,
        isUrgent: false,
        leaseOwner: randomUUID(),
        erasingJobId: randomUUID(),
        now: now(),
      });
      expect(opening?.turn).toMatchObject({ content: "Help" });
      expect(await sharedCounters.find(`chat:user:${as.id}`, now())).toEqual(before);
    });

    it("stand in no way of asking how the service is", async () => {
      const api = await start(few);
      const statuses = await statusesOf(20, () => api.call("GET", "/livez"));
      expect(new Set(statuses)).toEqual(new Set([200]));
    });
  });

  it("hold over several instances that count in Postgres", async () => {
    const settings = { ...chatOnly, LIMIT_STORE: "postgres" };
    const [one, other] = [await open().startAnother(settings), await open().startAnother(settings)];
    const as = await open().register();
    let i = 0;
    const anywhere = () => post((i += 1) % 2 === 0 ? one : other, as);
    expect(await statusesOf(5, anywhere)).toEqual([200, 200, 200, 429, 429]);
  });

  it("leave nothing behind of a user who is to be forgotten", async () => {
    const api = await open().startAnother({ ...chatOnly, LIMIT_STORE: "postgres" });
    const as = await createTestClient(api.url).register();
    await post(api, as);
    await list(api, as);
    const { rateLimits, sharedCounters, now } = api.services;
    const counted = () => sharedCounters.find(`chat:user:${as.id}`, now());
    expect(await counted()).toMatchObject({ count: 1 });
    await rateLimits.forgetUser(as.id);
    expect(await counted()).toBeUndefined();
  });
});
