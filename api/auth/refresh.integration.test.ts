import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";

import { describeApi, type TestApi } from "#api/testing/describe-api.ts";
import type { TestClient, TestUser } from "#api/testing/test-client.ts";
import { refreshTokens, sessions } from "#db/schema/users.ts";
import { hashToken } from "./opaque-token.ts";

const refresh = (via: TestClient, refreshToken: string) =>
  via.call("POST", "/v1/auth/refresh", { body: { refreshToken } });

async function refreshed(via: TestClient, refreshToken: string) {
  const response = await refresh(via, refreshToken);
  if (response.status !== 200) throw new Error(await response.text());
  return response.json();
}

const problemOf = async (response: Response) => (await response.json()).type.slice(10);

/** Whether an access token still opens anything. */
const opens = async (via: TestClient, accessToken: string) =>
  (await via.call("GET", "/v1/conversations", { as: { accessToken } as TestUser })).status === 200;

const toLeave = ({ password }: TestUser): object => ({ password });
const toChange = ({ password: currentPassword }: TestUser): object => ({
  currentPassword,
  newPassword: "another horse entirely",
});

describeApi("refreshing", (open) => {
  it("gives a new pair that works, and is never cached", async () => {
    const api = open();
    const user = await api.register();
    const response = await refresh(api, user.refreshToken);
    expect(response.headers.get("Cache-Control")).toBe("no-store");
    const pair = await response.json();
    expect(pair).toEqual({
      accessToken: expect.any(String),
      refreshToken: expect.stringMatching(/^[A-Za-z0-9_-]{43}$/),
      expiresIn: 86_400,
      tokenType: "Bearer",
    });
    expect(await opens(api, pair.accessToken)).toBe(true);
    expect(pair.refreshToken).not.toBe(user.refreshToken);
    await refreshed(api, pair.refreshToken);
  });

  it("gives the direct parent the same successor again within the leeway", async () => {
    const api = open();
    const user = await api.register();
    const first = await refreshed(api, user.refreshToken);
    api.advance(5000);
    const again = await refreshed(api, user.refreshToken);
    expect(again.refreshToken).toBe(first.refreshToken);
  });

  it.each([
    ["after the leeway", 11_000, 1],
    ["once the successor was used", 0, 2],
  ])("ends the session when a token is presented again %s", async (_, laterMs, exchanges) => {
    const api = open();
    const user = await api.register();
    let last = await refreshed(api, user.refreshToken);
    for (let i = 1; i < exchanges; i += 1) last = await refreshed(api, last.refreshToken);
    api.advance(laterMs);
    const reused = await refresh(api, user.refreshToken);
    expect(reused.status).toBe(401);
    expect(reused.headers.get("WWW-Authenticate")).toMatch(/^Bearer/);
    expect(await problemOf(reused)).toBe("refresh-token-reused");
    expect(await problemOf(await refresh(api, last.refreshToken))).toBe("session-ended");
    expect(await opens(api, last.accessToken)).toBe(false);
  });

  it("leaves exactly one living branch after twenty at once, on two instances", async () => {
    const api = open();
    const other = await api.startAnother();
    const user = await api.register();
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, i) => refreshed(i % 2 ? api : other, user.refreshToken)),
    );
    const successors = new Set(answers.map(({ refreshToken }) => refreshToken));
    expect(successors.size).toBe(1);
    await refreshed(api, [...successors][0]);
  });

  it("never brings back a session that is ended at the same time", async () => {
    const api = open();
    for (let i = 0; i < 10; i += 1) {
      const user = await api.register();
      const [, response] = await Promise.all([
        api.call("POST", "/v1/auth/logout", { as: user }),
        refresh(api, user.refreshToken),
      ]);
      // Where logging out came first there is no new pair: the old one must be dead then.
      const { refreshToken, accessToken } = response.status === 200 ? await response.json() : user;
      expect(await problemOf(await refresh(api, refreshToken))).toBe("session-ended");
      expect(await opens(api, accessToken)).toBe(false);
    }
  });

  it.each([
    { what: "leaves", route: ["DELETE", "/v1/me"], bodyOf: toLeave },
    { what: "changes the password", route: ["POST", "/v1/auth/password"], bodyOf: toChange },
  ])("outlives in no session the moment in which the user $what", async ({ route, bodyOf }) => {
    const [method, path] = route as [string, string];
    const api = open();
    for (let i = 0; i < 5; i += 1) {
      const as = await api.register();
      const credentials = { identifier: as.email, password: as.password };
      const signedIn = await api.call("POST", "/v1/auth/login", { body: credentials });
      const { refreshToken } = await signedIn.json();
      const [ended, ...answers] = await Promise.all([
        api.call(method, path, { as, body: bodyOf(as) }),
        ...Array.from({ length: 6 }, () => refresh(api, refreshToken)),
      ]);
      expect(ended.status).toBe(204);
      for (const answer of answers) {
        const pair = await answer.json();
        if (answer.status !== 200) continue;
        expect(await opens(api, pair.accessToken)).toBe(false);
        expect((await refresh(api, pair.refreshToken)).status).toBe(401);
      }
    }
  });

  it("is over after thirty days without use", async () => {
    const api = open();
    const user = await api.register();
    await api.database.db.execute(
      "update refresh_tokens set expires_at = now() - interval '1 second'",
    );
    expect(await problemOf(await refresh(api, user.refreshToken))).toBe("session-ended");
  });

  it.each(["x", "a".repeat(43), "a".repeat(512)])("knows no token %s", async (token) => {
    const response = await refresh(open(), token);
    expect(response.status).toBe(401);
    expect(await problemOf(response)).toBe("token-invalid");
  });

  it("takes no access token for a refresh token, nor the reverse", async () => {
    const api = open();
    const user = await api.register();
    expect((await refresh(api, user.accessToken)).status).not.toBe(200);
    expect(await opens(api, user.refreshToken)).toBe(false);
  });

  it("stores neither token", async () => {
    const api = open();
    const user = await api.register();
    const { refreshToken } = await refreshed(api, user.refreshToken);
    const result = await api.database.db.execute("select * from refresh_tokens");
    const stored = JSON.stringify(result);
    expect(stored).not.toContain(user.refreshToken);
    expect(stored).not.toContain(refreshToken);
  });
});

describeApi("ending sessions", (open) => {
  const login = async (api: TestApi, user: TestUser) => {
    const body = { identifier: user.email, password: user.password };
    return (await api.call("POST", "/v1/auth/login", { body })).json();
  };

  it("ends the one that asks, at once", async () => {
    const api = open();
    const user = await api.register();
    const other = await login(api, user);
    expect(await opens(api, user.accessToken)).toBe(true);
    expect((await api.call("POST", "/v1/auth/logout", { as: user })).status).toBe(204);
    expect(await opens(api, user.accessToken)).toBe(false);
    expect(await problemOf(await refresh(api, user.refreshToken))).toBe("session-ended");
    expect(await opens(api, other.accessToken)).toBe(true);
  });

  it("ends all of them, here at once and on another instance within five seconds", async () => {
    const api = open();
    const elsewhere = await api.startAnother();
    const user = await api.register();
    const other = await login(api, user);
    expect(await opens(elsewhere, other.accessToken)).toBe(true);
    await api.call("POST", "/v1/auth/logout-all", { as: user });
    expect(await opens(api, other.accessToken)).toBe(false);
    api.advance(5000);
    expect(await opens(elsewhere, other.accessToken)).toBe(false);
    expect(await problemOf(await refresh(api, other.refreshToken))).toBe("session-ended");
  });

  it("lists those that live and ends one of them by id", async () => {
    const api = open();
    const user = await api.register();
    const other = await login(api, user);
    const list = async () =>
      (await (await api.call("GET", "/v1/auth/sessions", { as: user })).json()).items;
    const sessions = await list();
    expect(sessions).toHaveLength(2);
    expect(sessions.filter(({ current }: { current: boolean }) => current)).toHaveLength(1);
    const { id } = sessions.find(({ current }: { current: boolean }) => !current);
    const path = `/v1/auth/sessions/${id}`;
    expect((await api.call("DELETE", path, { as: user })).status).toBe(204);
    expect(await opens(api, other.accessToken)).toBe(false);
    expect(await list()).toHaveLength(1);
    expect((await api.call("DELETE", path, { as: user })).status).toBe(404);
  });

  it("lists none that nobody can go on with, and keeps them a month at most", async () => {
    const api = open();
    const user = await api.register();
    const unused = await login(api, user);
    const { db } = api.database;
    const idsLeft = async () => {
      const rows = await db
        .select()
        .from(sessions)
        .where(eq(sessions.userId, user.id))
        .orderBy(sessions.id);
      return rows.map(({ id }) => id);
    };
    const sweepIn = (ms: number) =>
      api.services.sessions.dropExpired(new Date(api.services.now().getTime() + ms));
    const [first, second] = await idsLeft();
    const last = await refreshed(api, user.refreshToken);
    // As if a month had passed for all but that.
    const age = { expiresAt: new Date(api.services.now().getTime() - 1000) };
    for (const old of [unused.refreshToken, user.refreshToken]) {
      const isOld = eq(refreshTokens.hash, await hashToken(old));
      await db.update(refreshTokens).set(age).where(isOld);
    }
    const listed = await api.call("GET", "/v1/auth/sessions", { as: { ...user, ...last } });
    expect((await listed.json()).items.map(({ id }: { id: string }) => id)).toEqual([first]);
    await sweepIn(-2000);
    expect(await idsLeft()).toEqual([first, second]);
    await sweepIn(0);
    expect(await idsLeft()).toEqual([first]);
    expect(await db.$count(refreshTokens, eq(refreshTokens.sessionId, first!))).toBe(1);
    await refreshed(api, last.refreshToken);
  });

  it("knows no session of somebody else", async () => {
    const api = open();
    const [user, other] = [await api.register(), await api.register()];
    const { items } = await (await api.call("GET", "/v1/auth/sessions", { as: other })).json();
    const response = await api.call("DELETE", `/v1/auth/sessions/${items[0].id}`, { as: user });
    expect(response.status).toBe(404);
    expect(await opens(api, other.accessToken)).toBe(true);
  });
});

describe("a sealed token", () => {
  it("is read only by who holds the other one", async () => {
    const { sealToken, unsealToken } = await import("./seal-token.ts");
    const sealed = await sealToken("the next one", "this one");
    expect(await unsealToken(sealed, "this one")).toBe("the next one");
    await expect(unsealToken(sealed, "another")).rejects.toThrow("");
    expect(await sealToken("the next one", "this one")).not.toBe(sealed);
  });
});
