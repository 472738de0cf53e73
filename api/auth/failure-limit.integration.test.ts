import { describe, expect, it } from "vitest";

import { resetPassword } from "#api/commands/user-actions.ts";
import { refusalOf, refused, say } from "#api/testing/conversation-helpers.ts";
import { describeApi, type TestInstance } from "#api/testing/describe-api.ts";
import type { TestUser } from "#api/testing/test-client.ts";

const settings = { LOGIN_FAILURES_BEFORE_DELAY: "4", TRUSTED_PROXIES: "loopback" };
const free = 4;
const day = 24 * 60 * 60_000;
const wrong = "not this one";

let addresses = 0;
/** An address that nobody has been seen at. */
const newAddress = () => `10.${(addresses += 1)}.0.1`;

function signIn(via: TestInstance, identifier: string, password: string, address: string) {
  const headers = { "X-Forwarded-For": address };
  return via.call("POST", "/v1/auth/login", { body: { identifier, password }, headers });
}

/** The statuses of so many wrong guesses, one after another. */
async function guess(via: TestInstance, identifier: string, times: number, address: string) {
  const statuses = [];
  for (let i = 0; i < times; i += 1) {
    const response = await signIn(via, identifier, wrong, address);
    await response.text();
    statuses.push(response.status);
  }
  return statuses;
}

/** Whether a wait is this long but for the time that has passed since it began. */
const isUpTo = (seconds: number, longest: number) => seconds <= longest && seconds > longest / 2;

const waitOf = (response: Response) => Number(response.headers.get("Retry-After"));

describeApi("failing to sign in", (open) => {
  describe.each(["memory", "postgres"])("counted in %s", (store) => {
    const start = () => open().startAnother({ ...settings, LIMIT_STORE: store });
    const join = async (via: TestInstance, address: string): Promise<TestUser> => {
      const user = await open().register();
      const response = await signIn(via, user.username, user.password, address);
      expect(response.status).toBe(200);
      return { ...user, ...(await response.json()) };
    };

    it("has those who go on wait, longer each time, up to a quarter of an hour", async () => {
      const api = await start();
      const { email } = await open().register();
      const address = newAddress();
      expect(await guess(api, email, free, address)).toEqual([401, 401, 401, 401]);
      const waits = [];
      for (let i = 0; i < 7; i += 1) {
        const refusal = await signIn(api, email, wrong, address);
        waits.push(waitOf(refusal));
        expect(await refusalOf(refusal)).toEqual(refused(429, "too-many-attempts"));
        open().advance(waits.at(-1)! * 1000);
        expect(await guess(api, email, 1, address)).toEqual([401]);
      }
      const longest = [30, 60, 120, 240, 480, 900, 900];
      expect(waits.map((wait, i) => isUpTo(wait, longest[i]!))).toEqual(longest.map(() => true));
      open().advance(day);
      expect(await guess(api, email, free + 1, address)).toEqual([401, 401, 401, 401, 429]);
    });

    it("has the right password wait as well, and takes it then", async () => {
      const api = await start();
      const { email, password } = await open().register();
      const address = newAddress();
      await guess(api, email, free, address);
      const refusal = await signIn(api, email, password, address);
      expect(refusal.status).toBe(429);
      open().advance(waitOf(refusal) * 1000);
      expect((await signIn(api, email, password, address)).status).toBe(200);
      expect(await guess(api, email, free + 1, address)).toEqual([401, 401, 401, 401, 429]);
    });

    it("checks of a hundred guesses at once no more than of those one after another", async () => {
      const api = await start();
      const { email } = await open().register();
      const address = newAddress();
      const all = await Promise.all(
        Array.from({ length: 100 }, () => signIn(api, email, wrong, address)),
      );
      const statuses = all.map(({ status }) => status);
      expect(statuses.filter((status) => status === 401)).toHaveLength(free);
      expect(statuses.filter((status) => status === 429)).toHaveLength(100 - free);
    });

    it("is the same for an account that does not exist", async () => {
      const api = await start();
      const [{ email }, { username }] = [await open().register(), await open().register()];
      const told = [];
      for (const name of [email, "nobody@example.org", username, "nobody-at-all"]) {
        const address = newAddress();
        const statuses = await guess(api, name, free, address);
        const refusal = await signIn(api, name, wrong, address);
        const elsewhere = await signIn(api, name, wrong, newAddress());
        const waits = isUpTo(waitOf(refusal), 30);
        told.push({ statuses, waits, elsewhere: elsewhere.status });
      }
      const same = { statuses: [401, 401, 401, 401], waits: true, elsewhere: 429 };
      expect(told).toEqual([same, same, same, same]);
    });

    it("counts a name however it is written", async () => {
      const api = await start();
      const { username, password } = await open().register();
      const address = newAddress();
      expect(await guess(api, username.toUpperCase(), 2, address)).toEqual([401, 401]);
      expect(await guess(api, ` ${username}`, 2, address)).toEqual([401, 401]);
      expect((await signIn(api, username, password, address)).status).toBe(429);
    });

    it("counts all names of an account as one, so that two of them are no second chance", async () => {
      const api = await start();
      const { email, username, password } = await open().register();
      const tried = [];
      for (const name of [email, username, email, username, email, username]) {
        tried.push(...(await guess(api, name, 1, newAddress())));
      }
      expect(tried).toEqual([401, 401, 401, 401, 429, 429]);
      expect((await signIn(api, username, password, newAddress())).status).toBe(429);
    });

    it("does not have who is refused by one counter wait longer by another", async () => {
      const api = await start();
      const { email } = await open().register();
      const address = newAddress();
      await guess(api, email, free, address);
      open().advance(31_000);
      // That makes a minute for the account; from the first address nothing was tried since.
      expect(await guess(api, email, 1, newAddress())).toEqual([401]);
      open().advance(49_000);
      expect(await guess(api, email, 5, address)).toEqual([429, 429, 429, 429, 429]);
      open().advance(12_000);
      expect(await guess(api, email, 1, address)).toEqual([401]);
    });

    it("is over for an account whose password the operator sets, wherever that is done", async () => {
      const api = await start();
      const operator = await open().startAnother({ LIMIT_STORE: "postgres" });
      const { id, email } = await open().register();
      for (let i = 0; i < free; i += 1) await guess(api, email, 1, newAddress());
      expect(await guess(api, email, 1, newAddress())).toEqual([429]);
      const next = "another horse entirely";
      const account = (await operator.services.users.find(id))!;
      await resetPassword(operator.services, account, next, () => {});
      expect((await signIn(api, email, next, newAddress())).status).toBe(200);
    });

    it("slows an account down for strangers anywhere, and not for its owner where they usually are", async () => {
      const api = await start();
      const home = newAddress();
      const owner = await join(api, home);
      const statuses = [];
      for (let i = 0; i < 12; i += 1) {
        statuses.push(...(await guess(api, owner.email, 1, newAddress())));
      }
      expect(statuses.filter((status) => status === 401)).toHaveLength(free);
      for (const name of [owner.email, owner.username]) {
        expect((await signIn(api, name, owner.password, home)).status).toBe(200);
      }
    });

    it("keeps nobody from refreshing, signing out or talking", async () => {
      const api = await start();
      const home = newAddress();
      const owner = await join(api, home);
      await guess(api, owner.email, free * 6, home);
      expect(await guess(api, owner.email, 1, home)).toEqual([429]);
      const headers = { "X-Forwarded-For": home };
      await say(api, owner, "Still here");
      const body = { refreshToken: owner.refreshToken };
      const refreshed = await api.call("POST", "/v1/auth/refresh", { body, headers });
      expect(refreshed.status).toBe(200);
      const as = { ...owner, ...(await refreshed.json()) };
      expect((await api.call("POST", "/v1/auth/logout", { as, headers })).status).toBe(204);
    });

    it("slows an address down that tries one account after another", async () => {
      const api = await start();
      const address = newAddress();
      const statuses = [];
      for (let i = 0; i < 8; i += 1) statuses.push(...(await guess(api, `name-${i}`, 1, address)));
      expect(statuses).toEqual([401, 401, 401, 401, 429, 429, 429, 429]);
      expect(await guess(api, "name-9", 1, newAddress())).toEqual([401]);
    });

    it("lets the colleagues of somebody who fails in, who were there before", async () => {
      const api = await start();
      const office = newAddress();
      const colleague = await join(api, office);
      await guess(api, "fails-all-day", 8, office);
      expect((await signIn(api, colleague.email, colleague.password, office)).status).toBe(200);
    });

    it("is not washed away by successes with an account of one's own", async () => {
      const api = await start();
      const address = newAddress();
      const own = await join(api, address);
      const statuses = [];
      for (let i = 0; i < 6; i += 1) {
        statuses.push(...(await guess(api, `other-${i}`, 1, address)));
        await signIn(api, own.email, own.password, address);
      }
      expect(statuses).toEqual([401, 401, 401, 401, 429, 429]);
    });

    it("does not count what could not be checked", async () => {
      const api = await start();
      const address = newAddress();
      const { failureLimit } = api.services;
      const account = { id: "an-id", passwordHash: "a hash" };
      const who = { secret: "password", account, address } as const;
      for (let i = 0; i < free * 2; i += 1) {
        const attempt = failureLimit.attempt(who, async () => {
          throw new Error("no database");
        });
        await expect(attempt).rejects.toThrow("no database");
      }
      expect(await failureLimit.attempt(who, async () => "right")).toBe("right");
    });

    it("is counted apart for every secret of an account, and forgotten with it", async () => {
      const api = await start();
      const { failureLimit } = api.services;
      const fail = (secret: "password" | "sign-in") =>
        failureLimit.attempt(
          { secret, account: { id: "Some-ID", passwordHash: "a hash" }, address: undefined },
          async () => undefined,
        );
      for (let i = 0; i < free; i += 1) await fail("password");
      await expect(fail("password")).rejects.toMatchObject({ code: "too-many-attempts" });
      expect(await fail("sign-in")).toBeUndefined();
      await failureLimit.forget(["some-id"]);
      expect(await fail("password")).toBeUndefined();
    });
  });

  it("is counted over several instances that count in Postgres", async () => {
    const shared = { ...settings, LIMIT_STORE: "postgres" };
    const [one, other] = [await open().startAnother(shared), await open().startAnother(shared)];
    const address = newAddress();
    expect(await guess(one, "seen-by-both", 2, address)).toEqual([401, 401]);
    expect(await guess(other, "seen-by-both", 3, address)).toEqual([401, 401, 429]);
    expect(await guess(one, "seen-by-both", 1, address)).toEqual([429]);
  });

  it("leaves no name and no address in the database", async () => {
    const api = await open().startAnother({ ...settings, LIMIT_STORE: "postgres" });
    const { email, password } = await open().register();
    await guess(api, email, 2, "10.99.99.99");
    await signIn(api, email, password, "10.99.99.99");
    const rows = await open().database.db.query.counters.findMany();
    const keys = rows.map(({ key }) => key).filter((key) => key.startsWith("failures"));
    expect(keys.length).toBeGreaterThan(1);
    expect(keys.join(" ")).not.toMatch(/@|10\.99|example/);
  });
});
