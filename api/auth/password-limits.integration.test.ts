import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { refusalOf, refused, say } from "#api/testing/conversation-helpers.ts";
import { describeApi, type TestInstance } from "#api/testing/describe-api.ts";
import { startMailbox, type Mailbox } from "#api/testing/mailbox.ts";
import type { TestUser } from "#api/testing/test-client.ts";
import { sweep } from "#api/sweep.ts";
import { accountPrefix } from "./failure-slots.ts";

const free = 3;
const hour = 60 * 60_000;
const wrong = "not this one";
const next = "another horse entirely";

let addresses = 0;
/** An address that nobody has been seen at. */
function newAddress(): string {
  addresses += 1;
  return `10.${Math.trunc(addresses / 200)}.${addresses % 200}.2`;
}
const from = (address: string) => ({ "X-Forwarded-For": address });

/** All that asks for the password once more. */
const asking = {
  "POST /v1/auth/password": (password: string) => ({
    currentPassword: password,
    newPassword: next,
  }),
  "PATCH /v1/me": (password: string) => ({ currentPassword: password }),
  "DELETE /v1/me": (password: string) => ({ password }),
};
type Asking = keyof typeof asking;

function show(via: TestInstance, as: TestUser, what: Asking, password: string, address: string) {
  const [method, path] = what.split(" ") as [string, string];
  return via.call(method, path, { as, body: asking[what](password), headers: from(address) });
}

async function statusesOf(requests: Promise<Response>[]): Promise<number[]> {
  const answers = await Promise.all(requests);
  await Promise.all(answers.map((answer) => answer.text()));
  return answers.map(({ status }) => status).toSorted((a, b) => a - b);
}

describeApi("what asks for a password or for the way to a new one", (open) => {
  describe.each(["memory", "postgres"])("counted in %s", (store) => {
    let mailbox: Mailbox;
    const settings = () => ({
      LIMIT_STORE: store,
      LOGIN_FAILURES_BEFORE_DELAY: `${free}`,
      TRUSTED_PROXIES: "loopback",
      MAIL_WEBHOOK_URL: mailbox.url,
    });
    const start = (more: Record<string, string> = {}) =>
      open().startAnother({ ...settings(), ...more });
    beforeAll(async () => {
      mailbox = await startMailbox();
    });
    afterAll(() => mailbox.close());

    const forgot = (via: TestInstance, email: string, address: string) =>
      via.call("POST", "/v1/auth/password/forgot", { body: { email }, headers: from(address) });
    const reset = (via: TestInstance, token: string, address: string) =>
      via.call("POST", "/v1/auth/password/reset", {
        body: { token, newPassword: next },
        headers: from(address),
      });
    const signIn = (via: TestInstance, as: TestUser, password: string, address: string) =>
      via.call("POST", "/v1/auth/login", {
        body: { identifier: as.email, password },
        headers: from(address),
      });

    it("slows down who guesses the password of a session they have, at all routes together", async () => {
      const api = await start();
      const as = await open().register();
      const address = newAddress();
      for (const what of Object.keys(asking) as Asking[]) {
        const guess = await show(api, as, what, wrong, address);
        expect(await refusalOf(guess)).toEqual(refused(401, "invalid-credentials"));
      }
      for (const what of Object.keys(asking) as Asking[]) {
        for (const password of [wrong, as.password]) {
          const refusal = await show(api, as, what, password, address);
          expect(Number(refusal.headers.get("Retry-After"))).toBeGreaterThan(0);
          expect(await refusalOf(refusal)).toEqual(refused(429, "too-many-attempts"));
        }
      }
      expect((await signIn(api, as, as.password, address)).status).toBe(200);
      await say(api, as, "Still here");
      open().advance(31_000);
      expect((await show(api, as, "PATCH /v1/me", as.password, address)).status).toBe(200);
      const again = await show(api, as, "DELETE /v1/me", as.password, address);
      expect(again.status).toBe(204);
    });

    it("checks of fifty guesses at once as many as of those one after another", async () => {
      const api = await start();
      const as = await open().register();
      const address = newAddress();
      const guesses = Array.from({ length: 50 }, (_, index) =>
        show(api, as, "PATCH /v1/me", `${wrong} ${index}`, address),
      );
      const statuses = await statusesOf(guesses);
      expect(statuses.filter((status) => status === 401)).toHaveLength(free);
      expect(statuses.filter((status) => status === 429)).toHaveLength(50 - free);
    });

    it("lets the owner change the password at home while a thief guesses it elsewhere", async () => {
      const api = await start();
      const user = await open().register();
      const home = newAddress();
      const signedIn = await signIn(api, user, user.password, home);
      const as = { ...user, ...(await signedIn.json()) };
      for (let i = 0; i < free * 3; i += 1) {
        await show(api, user, "PATCH /v1/me", wrong, newAddress());
      }
      const refusal = await show(api, user, "PATCH /v1/me", wrong, newAddress());
      expect(refusal.status).toBe(429);
      expect((await show(api, as, "POST /v1/auth/password", user.password, home)).status).toBe(204);
      const thief = await api.call("GET", "/v1/me", { as: user });
      expect(await refusalOf(thief)).toEqual(refused(401, "session-ended"));
    });

    it("slows an address down that guesses tokens, and lets in who has been sent one elsewhere", async () => {
      const api = await start();
      const as = await open().register();
      const address = newAddress();
      await forgot(api, as.email, address);
      const [mail] = await mailbox.mailsTo(as.email);
      const statuses = [];
      for (let i = 0; i < free; i += 1) {
        statuses.push((await reset(api, "x".repeat(40) + i, address)).status);
      }
      expect(statuses).toEqual([401, 401, 401]);
      const refusal = await reset(api, mail!.token, address);
      expect(await refusalOf(refusal)).toEqual(refused(429, "too-many-attempts"));
      expect((await reset(api, mail!.token, newAddress())).status).toBe(204);
    });

    it("lets in at once, where they are, who has set a new password by mail", async () => {
      const api = await start();
      const as = await open().register();
      const home = newAddress();
      for (let i = 0; i < free; i += 1) await signIn(api, as, wrong, newAddress());
      expect((await signIn(api, as, as.password, home)).status).toBe(429);
      await forgot(api, as.email, home);
      const [mail] = await mailbox.mailsTo(as.email);
      expect((await reset(api, mail!.token, home)).status).toBe(204);
      expect((await signIn(api, as, next, home)).status).toBe(200);
    });

    it("mails nobody a hundred times, and answers all the same", async () => {
      const api = await start();
      const as = await open().register();
      const requests = Array.from({ length: 100 }, () => forgot(api, as.email, newAddress()));
      expect(new Set(await statusesOf(requests))).toEqual(new Set([202]));
      await mailbox.mailsTo(as.email, 5);
      await api.stop();
      const mails = mailbox.received.filter(({ mail }) => mail.to === as.email);
      expect(mails).toHaveLength(5);
      open().advance(hour);
      const later = await start();
      await forgot(later, as.email, newAddress());
      const sent = await mailbox.mailsTo(as.email, 6);
      expect((await reset(later, sent.at(-1)!.token, newAddress())).status).toBe(204);
    });

    it("leaves the last mail good that was sent, whatever was asked for after it", async () => {
      const api = await start();
      const as = await open().register();
      for (let count = 1; count <= 5; count += 1) {
        await forgot(api, as.email, newAddress());
        await mailbox.mailsTo(as.email, count);
      }
      const mails = await mailbox.mailsTo(as.email, 5);
      for (let i = 0; i < 5; i += 1) await forgot(api, as.email, newAddress());
      expect((await reset(api, mails.at(-1)!.token, newAddress())).status).toBe(204);
    });

    it("lets one address ask for so many mails in an hour, whoever they are for", async () => {
      const api = await start({ REGISTER_LIMIT_PER_HOUR: "4" });
      const address = newAddress();
      const statuses = [];
      for (let i = 0; i < 4; i += 1) {
        const response = await forgot(api, `nobody-${i}@example.org`, address);
        expect(response.headers.get("RateLimit-Policy")).toContain('"forgotten";q=4;w=3600');
        statuses.push(response.status);
      }
      expect(statuses).toEqual([202, 202, 202, 202]);
      const refusal = await forgot(api, (await open().register()).email, address);
      expect(Number(refusal.headers.get("Retry-After"))).toBeGreaterThan(60);
      expect(await refusalOf(refusal)).toEqual(refused(429, "rate-limited"));
      expect((await forgot(api, "nobody@example.org", newAddress())).status).toBe(202);
    });
  });

  it("leaves no counter behind of who is deleted, whatever they were called", async () => {
    const api = await open().startAnother({ LIMIT_STORE: "postgres" });
    const as = await open().register();
    const moved = { ...as, email: "was-here@example.org", username: "was-here" };
    const body = { email: moved.email, username: moved.username, currentPassword: as.password };
    const signIn = (identifier: string, password: string) =>
      api.call("POST", "/v1/auth/login", { body: { identifier, password } });
    await signIn(as.email, as.password);
    await signIn(as.username, wrong);
    // Before that is an account's: counted by its name.
    await signIn(moved.username, wrong);
    await say(api, as, "Hello");
    expect((await api.call("PATCH", "/v1/me", { as, body })).status).toBe(200);
    await signIn(moved.email, wrong);
    await signIn(moved.username, as.password);
    await api.call("PATCH", "/v1/me", { as, body: { currentPassword: wrong } });
    const names = [as.id, as.email, as.username, moved.email, moved.username];
    const prefixes = await Promise.all(names.map(accountPrefix));
    const left = async () => {
      const rows = await open().database.db.query.counters.findMany();
      return rows.filter(({ key }) => [as.id, ...prefixes].some((part) => key.includes(part)));
    };
    expect((await left()).length).toBeGreaterThan(4);
    const remove = { as, body: { password: as.password } };
    expect((await api.call("DELETE", "/v1/me", remove)).status).toBe(204);
    expect(await left()).toEqual([]);
  });

  it("is forgotten with its time, by the sweep", async () => {
    const api = open();
    const past = new Date(api.services.now().getTime() - 2 * hour);
    await api.services.sharedCounters.count("general:somebody", hour, past);
    await sweep(api.services);
    const rows = await api.database.db.query.counters.findMany();
    expect(rows.map(({ key }) => key)).not.toContain("general:somebody");
  });
});
