import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, it, vi } from "vitest";

import { refusalOf, refused } from "#api/testing/conversation-helpers.ts";
import { describeApi, type TestInstance } from "#api/testing/describe-api.ts";
import { startMailbox, type Mailbox } from "#api/testing/mailbox.ts";
import type { TestClient, TestUser } from "#api/testing/test-client.ts";
import { connect } from "#api/testing/test-socket.ts";
import { passwordResets, users } from "#db/schema/users.ts";

const next = "another horse entirely";

const forgot = (via: TestClient, email: unknown) =>
  via.call("POST", "/v1/auth/password/forgot", { body: { email } });
const reset = (via: TestClient, token: unknown, newPassword: unknown = next) =>
  via.call("POST", "/v1/auth/password/reset", { body: { token, newPassword } });
const login = (via: TestClient, { email }: TestUser, password: string) =>
  via.call("POST", "/v1/auth/login", { body: { identifier: email, password } });
const notGood = refused(401, "token-invalid");

describeApi("a forgotten password", (open) => {
  let mailbox: Mailbox;
  let api: TestInstance;
  beforeAll(async () => {
    mailbox = await startMailbox();
    const url = new URL(mailbox.url);
    [url.username, url.password] = ["mailer", "s3cret:!"];
    api = await open().startAnother({ MAIL_WEBHOOK_URL: url.href });
  });
  afterAll(() => mailbox.close());

  /** The token of the newest mail to a user. */
  const ask = async (user: TestUser, count = 1) => {
    expect((await forgot(api, user.email)).status).toBe(202);
    return (await mailbox.mailsTo(user.email, count)).at(-1)!.token;
  };

  it("is nothing where no mail can be sent, whatever is asked", async () => {
    const without = open();
    for (const path of ["forgot", "reset"]) {
      for (const body of [{}, { email: "a@example.org" }, { token: "x", newPassword: next }, "{"]) {
        const response = await without.call("POST", `/v1/auth/password/${path}`, { body });
        expect(await refusalOf(response)).toEqual(refused(404, "not-found"));
      }
    }
  });

  it("is mailed a way to a new one, which then lets in", async () => {
    const user = await api.register();
    const response = await forgot(api, user.email.toUpperCase());
    expect([response.status, await response.text()]).toEqual([202, ""]);
    const [mail] = await mailbox.mailsTo(user.email);
    expect(mail).toEqual({
      kind: "password-reset",
      to: user.email,
      username: user.username,
      token: expect.stringMatching(/^[A-Za-z0-9_-]{43}$/),
      expiresAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
    });
    const inMs = Date.parse(mail!.expiresAt) - api.services.now().getTime();
    expect(Math.abs(inMs - 30 * 60_000)).toBeLessThan(60_000);
    const answer = await reset(api, mail!.token);
    expect([answer.status, answer.headers.get("Cache-Control")]).toEqual([204, "no-store"]);
    expect((await login(api, user, user.password)).status).toBe(401);
    expect((await login(api, user, next)).status).toBe(200);
  });

  it("is handed over with the name and password of the address", async () => {
    const user = await api.register();
    await ask(user);
    const { authorization } = mailbox.received.findLast(({ mail }) => mail.to === user.email)!;
    expect(authorization).toBe(`Basic ${Buffer.from("mailer:s3cret:!").toString("base64")}`);
  });

  it("is answered alike for whoever has no account, or none that is active", async () => {
    const [user, inactive] = [await api.register(), await api.register()];
    const { db } = open().database;
    await db.update(users).set({ isActive: false }).where(eq(users.id, inactive.id));
    const heads = [];
    for (const email of [user.email, inactive.email, "nobody@example.org"]) {
      const response = await forgot(api, email);
      const headers = new Headers(response.headers);
      // The limits count every request alike.
      for (const name of ["Date", "X-Request-Id", "RateLimit"]) headers.delete(name);
      heads.push([response.status, [...headers], await response.text()]);
    }
    expect(heads[1]).toEqual(heads[0]);
    expect(heads[2]).toEqual(heads[0]);
    await mailbox.mailsTo(user.email);
    await ask(await api.register());
    const addresses = mailbox.received.map(({ mail }) => mail.to);
    expect(addresses).not.toContain(inactive.email);
    expect(addresses).not.toContain("nobody@example.org");
  });

  it("is answered before anybody has been looked for", async () => {
    const found = Promise.withResolvers<undefined>();
    const looking = vi
      .spyOn(api.services.users, "findByIdentifier")
      .mockImplementation(() => found.promise);
    const response = await forgot(api, "somebody@example.org");
    expect(response.status).toBe(202);
    expect(looking).toHaveBeenCalledOnce();
    looking.mockRestore();
    found.resolve(undefined);
  });

  it("is set once with a token, though several come at once", async () => {
    const user = await api.register();
    const token = await ask(user);
    const wanted = Array.from({ length: 6 }, (_, index) => `${next} ${index}`);
    const answers = await Promise.all(wanted.map((password) => reset(api, token, password)));
    const statuses = answers.map(({ status }) => status);
    expect(statuses.toSorted((a, b) => a - b)).toEqual([204, 401, 401, 401, 401, 401]);
    expect((await login(api, user, wanted[statuses.indexOf(204)]!)).status).toBe(200);
    expect(await refusalOf(await reset(api, token))).toEqual(notGood);
  });

  it("is not set with a token after 30 minutes", async () => {
    const user = await api.register();
    const token = await ask(user);
    open().advance(30 * 60_000 + 1);
    expect(await refusalOf(await reset(api, token))).toEqual(notGood);
    const late = await open().startAnother();
    await late.services.passwordResets.dropExpired(late.services.now());
    const rows = await open().database.db.select().from(passwordResets);
    expect(rows.filter(({ userId }) => userId === user.id)).toEqual([]);
  });

  it("is not set with a token once a newer one was asked for", async () => {
    const user = await api.register();
    const older = await ask(user);
    const newer = await ask(user, 2);
    expect(await refusalOf(await reset(api, older))).toEqual(notGood);
    expect((await reset(api, newer)).status).toBe(204);
  });

  it("is not set with a token once address or password were changed", async () => {
    for (const change of [
      ["PATCH", "/v1/me", { email: "moved@example.org" }],
      ["POST", "/v1/auth/password", { newPassword: next }],
    ] as const) {
      const user = await api.register();
      const token = await ask(user);
      const [method, path, what] = change;
      const body = { currentPassword: user.password, ...what };
      expect((await api.call(method, path, { as: user, body })).ok).toBe(true);
      expect(await refusalOf(await reset(api, token))).toEqual(notGood);
    }
  });

  it("is mailed to no address that the account has left meanwhile", async () => {
    const another = await open().startAnother({ MAIL_WEBHOOK_URL: mailbox.url });
    const user = await another.register();
    const found = await another.services.users.find(user.id);
    const looked = Promise.withResolvers<void>();
    vi.spyOn(another.services.users, "findByIdentifier").mockImplementation(async () => {
      await looked.promise;
      return found;
    });
    expect((await forgot(another, user.email)).status).toBe(202);
    const body = { email: `left-${user.email}`, currentPassword: user.password };
    expect((await another.call("PATCH", "/v1/me", { as: user, body })).status).toBe(200);
    looked.resolve();
    await another.stop();
    const sent = mailbox.received.filter(({ mail }) => mail.to === user.email);
    expect(sent.map(({ mail }) => mail.kind)).toEqual(["email-changed"]);
    const rows = await open().database.db.select().from(passwordResets);
    expect(rows.map(({ userId }) => userId)).not.toContain(user.id);
  });

  it("is no weak one: the token stays good for another", async () => {
    const user = await api.register({ name: "Wilhelmina" });
    const token = await ask(user);
    for (const weak of ["short", "password1", "Wilhelmina1", "x".repeat(73), 1]) {
      const response = await reset(api, token, weak);
      expect(response.status).toBe(422);
      const text = await response.text();
      expect(JSON.parse(text).errors[0].path).toBe("newPassword");
      expect(text).not.toContain(token);
    }
    expect((await reset(api, token)).status).toBe(204);
  });

  it("is not set with what is no token", async () => {
    for (const token of ["x", "y".repeat(43)]) {
      expect(await refusalOf(await reset(api, token))).toEqual(notGood);
    }
    for (const token of ["", 1, null, undefined]) {
      expect((await reset(api, token)).status).toBe(422);
    }
  });

  it("ends all sessions when it is set, and closes their WebSockets", async () => {
    const user = await api.register();
    const socket = await connect(api, { as: user });
    await socket.settled();
    expect((await reset(api, await ask(user))).status).toBe(204);
    expect(await socket.closed).toEqual({ code: 4403, reason: "session-ended" });
    const me = await api.call("GET", "/v1/me", { as: user });
    expect(await refusalOf(me)).toEqual(refused(401, "session-ended"));
    const body = { refreshToken: user.refreshToken };
    expect((await api.call("POST", "/v1/auth/refresh", { body })).status).toBe(401);
  });

  it("is stored as a hash only", async () => {
    const user = await api.register();
    const token = await ask(user);
    const rows = await open().database.db.select().from(passwordResets);
    expect(rows.map(({ userId }) => userId)).toContain(user.id);
    expect(JSON.stringify(rows)).not.toContain(token);
  });

  it("is handed over again when that fails for the moment", async () => {
    const user = await api.register();
    const warned = vi.spyOn(api.services.log, "warning").mockImplementation(() => {});
    mailbox.refusals = [503];
    const token = await ask(user);
    expect(warned).toHaveBeenCalledExactlyOnceWith(expect.any(String), {
      kind: "password-reset",
      reason: "status 503",
    });
    warned.mockRestore();
    expect((await reset(api, token)).status).toBe(204);
  });

  it("is given up when it is refused for good, which the log tells without a word of it", async () => {
    const user = await api.register();
    const logged = Promise.withResolvers<unknown[]>();
    const failed = vi
      .spyOn(api.services.log, "error")
      .mockImplementation((...line) => logged.resolve(line));
    mailbox.refusals = [400];
    await forgot(api, user.email);
    expect(await logged.promise).toEqual([
      "mail not sent",
      { kind: "password-reset", reason: "status 400" },
    ]);
    failed.mockRestore();
  });
});
