import { eq } from "drizzle-orm";
import { describe, expect, it, vi } from "vitest";

import { describeApi, type TestApi } from "#api/testing/describe-api.ts";
import { users } from "#db/schema/users.ts";

const login = (api: Pick<TestApi, "call">, identifier: unknown, password: unknown) =>
  api.call("POST", "/v1/auth/login", { body: { identifier, password } });

const deactivate = ({ database }: TestApi, userId: string) =>
  database.db.update(users).set({ isActive: false }).where(eq(users.id, userId));

const anyIdOf = (text: string) => text.replace(/"requestId":"[^"]*"/, '"requestId":"…"');

describeApi("signing in", (open) => {
  it("answers as registering did, with a session of its own", async () => {
    const api = open();
    const body = { email: "same@example.org", username: "same", password: "correct horse" };
    const first = await (await api.call("POST", "/v1/auth/register", { body })).json();
    const response = await login(api, body.email, body.password);
    expect(response.status).toBe(200);
    expect(response.headers.get("Cache-Control")).toBe("no-store");
    const second = await response.json();
    expect(Object.keys(second).sort()).toEqual(Object.keys(first).sort());
    expect(second).toMatchObject({ user: first.user, expiresIn: 86_400, tokenType: "Bearer" });
    expect(second.accessToken).not.toBe(first.accessToken);
    expect(second.refreshToken).not.toBe(first.refreshToken);
    expect((await api.call("GET", "/v1/conversations", { as: first })).status).toBe(200);
    expect((await api.call("GET", "/v1/conversations", { as: second })).status).toBe(200);
  });

  it("knows e-mail address and username in any case, and past spaces", async () => {
    const api = open();
    const { email, username, password } = await api.register();
    for (const name of [email, username]) {
      for (const written of [name, name.toUpperCase(), ` ${name} `]) {
        expect((await login(api, written, password)).status).toBe(200);
      }
    }
  });

  it("grows the age with the years since it was given", async () => {
    const api = open();
    const { email, password } = await api.register({ age: 30 });
    api.advance(2 * 366 * 86_400_000);
    const { user } = await (await login(api, email, password)).json();
    expect(user.profile.age).toBe(32);
  });

  it("tells an unknown account from a wrong password by nothing", async () => {
    const api = open();
    const { email, username } = await api.register();
    const answers = await Promise.all([
      login(api, email, "not this one"),
      login(api, username, "not this one"),
      login(api, "nobody@example.org", "not this one"),
      login(api, "nobody", "not this one"),
      login(api, email, "x".repeat(1000)),
      login(api, "nobody", "x".repeat(1000)),
    ]);
    const bodies = new Set<string>();
    for (const answer of answers) {
      expect(answer.status).toBe(401);
      expect(answer.headers.get("WWW-Authenticate")).toMatch(/^Bearer /);
      expect(answer.headers.get("Cache-Control")).toBe("no-store");
      bodies.add(anyIdOf(await answer.text()));
    }
    expect([...bodies]).toEqual([expect.stringContaining("/problems/invalid-credentials")]);
  });

  it("spends on an unknown account just what it spends on a wrong password: one check of one hash", async () => {
    const api = await open().startAnother();
    const { email } = await open().register();
    const hash = vi.spyOn(api.services, "hashPassword");
    const verify = vi.spyOn(api.services, "verifyPassword");
    const work = [];
    for (const identifier of [
      email,
      "nobody@example.org",
      "nobody",
      "n\u00f6body",
      "n".repeat(255),
    ]) {
      expect((await login(api, identifier, "not this one")).status).toBe(401);
      work.push(verify.mock.calls.map(([password, of]) => [password, of.length, of.slice(0, 7)]));
      verify.mockClear();
    }
    expect(work).toEqual(work.map(() => [["not this one", 60, "$2b$04$"]]));
    expect(hash).not.toHaveBeenCalled();
  });

  it("reads every byte of a password, and takes none that is longer than it reads", async () => {
    const api = open();
    const username = "to-the-limit";
    const password = "語".repeat(24);
    const body = { email: "limit@example.org", username, password };
    await api.call("POST", "/v1/auth/register", { body });
    expect((await login(api, username, password)).status).toBe(200);
    for (const wrong of [`${password}x`, `${password}語`, password.slice(1), ` ${password}`]) {
      expect((await login(api, username, wrong)).status).toBe(401);
    }
  });

  it("tells of a deactivated account only whoever has its password", async () => {
    const api = open();
    const { id, email, password } = await api.register();
    await deactivate(api, id);
    const right = await login(api, email, password);
    expect(right.status).toBe(403);
    expect((await right.json()).type).toBe("/problems/account-deactivated");
    const wrong = await login(api, email, "not this one");
    expect(wrong.status).toBe(401);
    expect((await wrong.json()).type).toBe("/problems/invalid-credentials");
  });

  it.each([
    [{}, ["identifier", "password"]],
    [{ identifier: "a" }, ["password"]],
    [{ identifier: "", password: "x" }, ["identifier"]],
    [{ identifier: "a", password: "" }, ["password"]],
    [{ identifier: 1, password: ["x"] }, ["identifier", "password"]],
    [{ identifier: "a", password: "x", remember: true }, [""]],
  ])("refuses %j with 422", async (body, paths) => {
    const response = await open().call("POST", "/v1/auth/login", { body });
    expect(response.status).toBe(422);
    const { type, errors } = await response.json();
    expect(type).toBe("/problems/validation-failed");
    expect(errors.map(({ path }: { path: string }) => path)).toEqual(paths);
  });

  describe("a deactivated account", () => {
    it("is refused with the tokens it still has, within five seconds", async () => {
      const api = open();
      const as = await api.register();
      expect((await api.call("GET", "/v1/conversations", { as })).status).toBe(200);
      await deactivate(api, as.id);
      api.advance(5001);
      const list = await api.call("GET", "/v1/conversations", { as });
      const chat = await api.call("POST", "/v1/chat", { as, body: { content: "Hi" } });
      for (const response of [list, chat]) {
        expect(response.status).toBe(403);
        expect((await response.json()).type).toBe("/problems/account-deactivated");
      }
    });
  });
});
