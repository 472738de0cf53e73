import bcrypt from "@node-rs/bcrypt";
import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";

import { createNodePlatform } from "#api/entry/node-platform.ts";
import { describeApi, type TestApi } from "#api/testing/describe-api.ts";
import { users } from "#db/schema/users.ts";

let made = 0;

/** An account that nobody has yet. */
function newAccount(more: object = {}) {
  made += 1;
  const username = `someone.${made}`;
  return { email: `${username}@example.org`, username, password: "correct horse", ...more };
}

const register = (api: Pick<TestApi, "call">, body: object) =>
  api.call("POST", "/v1/auth/register", { body });

async function refusal(response: Response) {
  const { type, errors } = await response.json();
  const paths = errors?.map(({ path }: { path: string }) => path);
  return { status: response.status, type, ...(paths && { paths }) };
}

const invalid = (...paths: string[]) => ({
  status: 422,
  type: "/problems/validation-failed",
  paths,
});
const refused = (status: number, code: string) => ({ status, type: `/problems/${code}` });

/** What a token says, without asking whether it is true. */
const partsOf = (token: string) =>
  token
    .split(".")
    .slice(0, 2)
    .map((part) => JSON.parse(Buffer.from(part, "base64url").toString()));

const uuidV7 = expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f-]{16}$/);
const birthDateOfAge = (years: number, daysOff = 0) => {
  const day = new Date();
  day.setUTCFullYear(day.getUTCFullYear() - years);
  day.setUTCDate(day.getUTCDate() + daysOff);
  return day.toISOString().slice(0, 10);
};

describeApi("registering", (open) => {
  it("answers 201 with the account and its tokens, and nothing else", async () => {
    const api = open();
    const { email, username, password } = newAccount();
    const response = await register(api, { email, username, password });
    expect(response.status).toBe(201);
    expect(response.headers.get("Cache-Control")).toBe("no-store");
    expect(response.headers.get("Content-Type")).toBe("application/json");
    const answer = await response.json();
    expect(answer).toEqual({
      user: {
        id: uuidV7,
        email,
        username,
        createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
        profile: {
          name: null,
          gender: null,
          age: null,
          birthDate: null,
          location: null,
          country: null,
          language: "auto",
          timezone: null,
          preferences: {},
        },
      },
      accessToken: expect.any(String),
      refreshToken: expect.stringMatching(/^[A-Za-z0-9_-]{43}$/),
      expiresIn: 86_400,
      tokenType: "Bearer",
    });
    expect(Math.abs(Date.parse(answer.user.createdAt) - Date.now())).toBeLessThan(60_000);
  });

  it("keeps the profile as it was given", async () => {
    const profile = {
      name: "Lena",
      gender: "nonbinary",
      birthDate: "1990-02-28",
      location: "Porto",
      country: "PT",
      language: "pt-PT",
      timezone: "Europe/Lisbon",
      preferences: { personality: "xhash", romance: true, memory: false, emotion: true },
    };
    const { user } = await (await register(open(), newAccount({ profile }))).json();
    expect(user.profile).toEqual({ ...profile, age: expect.any(Number) });
    expect(user.profile.age).toBeGreaterThanOrEqual(35);
  });

  it("signs a token of 24 hours with all the claims, under the id of its key", async () => {
    const { user, accessToken } = await (await register(open(), newAccount())).json();
    const [header, claims] = partsOf(accessToken);
    expect(header).toEqual({ alg: "HS256", typ: "JWT", kid: "test" });
    expect(claims).toEqual({
      sub: user.id,
      sid: uuidV7,
      iat: expect.any(Number),
      exp: claims.iat + 86_400,
      iss: expect.any(String),
      aud: expect.any(String),
      jti: uuidV7,
      typ: expect.any(String),
    });
  });

  it("gives a token that opens the door", async () => {
    const api = open();
    const as = await api.register();
    expect((await api.call("GET", "/v1/conversations", { as })).status).toBe(200);
  });

  it("stores password and refresh token as hashes only", async () => {
    const api = open();
    const account = newAccount();
    const { user, refreshToken } = await (await register(api, account)).json();
    const stored = await api.database.db.query.users.findMany({ where: eq(users.id, user.id) });
    const tokens = await api.database.db.query.refreshTokens.findMany();
    const rows = JSON.stringify([stored, tokens]);
    expect(rows).toContain("$2");
    expect(rows).not.toContain(account.password);
    expect(rows).not.toContain(refreshToken);
  });

  describe("refuses a name that is taken", () => {
    it("in any case of its letters", async () => {
      const api = open();
      const account = newAccount();
      await register(api, account);
      const { email, username } = account;
      const sameEmail = newAccount({ email: email.toUpperCase() });
      expect(await refusal(await register(api, sameEmail))).toEqual(refused(409, "email-taken"));
      const sameName = newAccount({ username: username.toUpperCase() });
      expect(await refusal(await register(api, sameName))).toEqual(refused(409, "username-taken"));
    });

    it.each(["username", "email"])(
      "but for one of twenty that want the same %s at once",
      async (field) => {
        const api = open();
        const wanted = newAccount()[field as "username" | "email"];
        const answers = await Promise.all(
          Array.from({ length: 20 }, () => register(api, newAccount({ [field]: wanted }))),
        );
        const statuses = answers.map(({ status }) => status);
        expect(statuses.filter((status) => status === 201)).toHaveLength(1);
        expect(statuses.filter((status) => status === 409)).toHaveLength(19);
      },
    );
  });

  it.each(["abc", "A.b_c-9", "x".repeat(32), "...", "123"])(
    "takes the username %s",
    async (username) => {
      expect((await register(open(), newAccount({ username }))).status).toBe(201);
    },
  );

  it.each([
    "",
    "ab",
    "x".repeat(33),
    "two words",
    "a@b",
    "héllo",
    "a/b",
    " abc",
    "abc\n",
    123,
    null,
  ])("refuses the username %j", async (username) => {
    const response = await register(open(), newAccount({ username }));
    expect(await refusal(response)).toEqual(invalid("username"));
  });

  it.each(["", "a", "a@", "@b.org", "a@b", "a b@c.org", `${"x".repeat(250)}@b.org`, 1, null])(
    "refuses the e-mail address %j",
    async (email) => {
      const response = await register(open(), newAccount({ email }));
      expect(await refusal(response)).toEqual(invalid("email"));
    },
  );

  it.each([
    ["8 characters", "12345 78"],
    ["8 characters beyond ASCII", "жираф їв"],
    ["72 bytes", "x".repeat(72)],
    ["72 bytes of 24 characters", "語".repeat(24)],
    ["72 bytes of 18 parrots", "🦜".repeat(18)],
    ["spaces around it", "  padded  "],
  ])("takes a password of %s, which then signs in", async (_, password) => {
    const api = open();
    const { email, username } = newAccount();
    expect((await register(api, { email, username, password })).status).toBe(201);
    const body = { identifier: email, password };
    expect((await api.call("POST", "/v1/auth/login", { body })).status).toBe(200);
  });

  it.each([
    ["none", undefined],
    ["no text", 12_345_678],
    ["7 characters", "1234567"],
    ["4 parrots, which are 8 UTF-16 units", "🦜".repeat(4)],
    ["73 bytes", "x".repeat(73)],
    ["75 bytes of 25 characters", "語".repeat(25)],
    ["73 bytes once they are written out", "ﷺﷺﷺ"],
    ["7 characters once they are composed", "cafe\u0301 au"],
    ["73 bytes, the last character half within", `${"x".repeat(71)}é`],
  ])("refuses a password of %s", async (_, password) => {
    const response = await register(open(), { ...newAccount(), password });
    expect(await refusal(response)).toEqual(invalid("password"));
  });

  it.each([
    "password1",
    "P@ssw0rd",
    "12345678",
    "жжжжжжжж",
    "sarah-ai-1",
    "Someone.1990!",
    "Ada Lovelace",
  ])(
    "refuses the easily guessed password %s, and says why without repeating it",
    async (password) => {
      const profile = { name: "Ada Lovelace" };
      const account = { email: "someone@example.org", username: "some-1", password, profile };
      const response = await register(open(), account);
      const text = await response.text();
      expect(text).not.toContain(password);
      const { type, errors } = JSON.parse(text);
      expect(type).toBe("/problems/validation-failed");
      expect(errors).toEqual([
        { path: "password", message: expect.stringMatching(/^Easily guessed: /) },
      ]);
    },
  );

  it("knows a password however the keyboard writes its accents", async () => {
    const api = open();
    const { email, username } = newAccount();
    const typed = {
      composed: "caf\u00e9 au lait",
      split: "cafe\u0301 au lait",
      wide: "ｃａｆé au lait",
    };
    const registered = await register(api, { email, username, password: typed.split });
    expect(registered.status).toBe(201);
    for (const password of Object.values(typed)) {
      const body = { identifier: email, password };
      expect((await api.call("POST", "/v1/auth/login", { body })).status).toBe(200);
    }
  });

  it("is refused where registration is closed", async () => {
    const closed = await open().startAnother({ REGISTRATION: "closed" });
    const response = await register(closed, newAccount());
    expect(await refusal(response)).toEqual(refused(403, "registration-closed"));
  });

  describe("below the least age", () => {
    it.each([
      ["an age of 17", { age: 17 }],
      ["a birth date one day short of 18 years", { birthDate: birthDateOfAge(18, 1) }],
      ["an age of 17, whatever the birth date", { age: 17, birthDate: "1980-01-01" }],
      [
        "a birth date of 10 years ago, whatever the age",
        { age: 30, birthDate: birthDateOfAge(10) },
      ],
    ])("is refused with %s", async (_, profile) => {
      const response = await register(open(), newAccount({ profile }));
      expect(await refusal(response)).toEqual(refused(403, "age-required"));
    });

    it.each([
      ["an age of 18", { age: 18 }],
      ["a birth date 18 years ago today", { birthDate: birthDateOfAge(18) }],
      ["no age", {}],
    ])("is not meant with %s", async (_, profile) => {
      expect((await register(open(), newAccount({ profile }))).status).toBe(201);
    });

    it("follows MIN_AGE", async () => {
      const [younger, older] = [
        await open().startAnother({ MIN_AGE: "13" }),
        await open().startAnother({ MIN_AGE: "21" }),
      ];
      const of = (age: number) => newAccount({ profile: { age } });
      expect((await register(younger, of(13))).status).toBe(201);
      expect((await register(younger, of(12))).status).toBe(403);
      expect((await register(older, of(20))).status).toBe(403);
      expect((await register(older, of(21))).status).toBe(201);
    });
  });

  describe("with romance", () => {
    const romance = { preferences: { romance: true } };

    it.each([
      ["no age", romance],
      ["an age of 17", { ...romance, age: 17 }],
      ["an age of 17 and an adult's birth date", { ...romance, age: 17, birthDate: "1980-01-01" }],
    ])("is refused with %s, even where the service admits it", async (_, profile) => {
      const lenient = await open().startAnother({ MIN_AGE: "0" });
      const response = await register(lenient, newAccount({ profile }));
      expect(await refusal(response)).toEqual(refused(403, "age-required"));
    });

    it("is taken from an adult", async () => {
      const profile = { ...romance, age: 18 };
      expect((await register(open(), newAccount({ profile }))).status).toBe(201);
    });
  });

  it.each([
    ["gender", "woman"],
    ["gender", ""],
    ["country", "XX"],
    ["country", "ZZ"],
    ["country", "EU"],
    ["country", "SU"],
    ["country", "pt"],
    ["country", "PRT"],
    ["timezone", "Mars/Olympus"],
    ["timezone", "+01:00"],
    ["timezone", ""],
    ["language", "en_US"],
    ["language", "e"],
    ["language", ""],
    ["age", -1],
    ["age", 17.5],
    ["age", "30"],
    ["age", 1000],
    ["birthDate", "1990-02-30"],
    ["birthDate", "28.02.1990"],
    ["birthDate", "1990-02-28T00:00:00Z"],
    ["birthDate", "2999-01-01"],
    ["name", "x".repeat(101)],
    ["location", "x".repeat(256)],
    ["preferences", "dark"],
    ["preferences", { note: "x".repeat(4096) }],
    ["preferences", { note: "語".repeat(1400) }],
    ["preferences.personality", { personality: "hal" }],
    ["preferences.romance", { romance: "yes" }],
    ["preferences.memory", { memory: 1 }],
    ["preferences.emotion", { emotion: null }],
  ])("refuses a profile whose %s is %j", async (path, value) => {
    const profile = { [path.split(".")[0]!]: value };
    const response = await register(open(), newAccount({ profile }));
    expect(await refusal(response)).toEqual(invalid(`profile.${path}`));
  });

  it.each([
    [{ gender: "unspecified" }],
    [{ country: "GB" }],
    [{ country: "TL" }],
    [{ timezone: "UTC" }],
    [{ timezone: "America/Argentina/Ushuaia" }],
    [{ language: "auto" }],
    [{ language: "zh-Hant-TW" }],
    [{ preferences: { theme: { dark: true }, order: [1, 2], personality: "auto" } }],
    [{ preferences: { note: "x".repeat(4096 - '{"note":""}'.length) } }],
  ])("keeps a profile of %j", async (profile) => {
    const response = await register(open(), newAccount({ profile }));
    expect(response.status).toBe(201);
    expect((await response.json()).user.profile).toMatchObject(profile);
  });

  it.each([
    [{ extra: 1 }, ""],
    [{ isActive: true }, ""],
    [{ id: "00000000-0000-7000-8000-000000000000" }, ""],
    [{ profile: { shoeSize: 43 } }, "profile"],
    [{ profile: { relationshipScore: 900 } }, "profile"],
  ])("refuses the unknown in %j", async (more, path) => {
    expect(await refusal(await register(open(), newAccount(more)))).toEqual(invalid(path));
  });

  it("never gives a password back, whatever goes wrong", async () => {
    const api = open();
    const closed = await api.startAnother({ REGISTRATION: "closed" });
    const password = "Swordfish-42";
    const taken = newAccount({ password });
    const bodies = [
      taken,
      taken,
      newAccount({ password, email: password }),
      newAccount({ password, username: `${password} ` }),
      newAccount({ password, [password]: password }),
      newAccount({ password: [password] }),
      newAccount({ password: password.repeat(9) }),
      newAccount({ password, profile: { name: password, gender: password, age: 3 } }),
      newAccount({ password, profile: { age: 3, preferences: { [password]: password } } }),
      { password },
    ];
    const answers = [
      ...(await Promise.all(bodies.map((body) => register(api, body)))),
      await register(closed, taken),
      await api.call("POST", "/v1/auth/register", { body: `{"password":"${password}"` }),
      await api.call("POST", "/v1/auth/login", { body: { identifier: "nobody", password } }),
      await api.call("POST", "/v1/auth/login", { body: { identifier: taken.email, password } }),
      await api.call("POST", "/v1/auth/login", { body: { password } }),
    ];
    for (const answer of answers) {
      const { user, ...rest } = await answer.json();
      expect(JSON.stringify([rest, ...answer.headers, user && Object.keys(user)])).not.toContain(
        password,
      );
    }
  });
});

describe("the hash of a password on Node", () => {
  const { hashPassword, verifyPassword } = createNodePlatform(
    { LOG_LEVEL: "error" } as never,
    undefined as never,
  );

  it("is bcrypt of 12 rounds that the password verifies, and no other", async () => {
    const hash = await hashPassword("correct horse");
    expect(hash).toMatch(/^\$2[aby]\$12\$[./A-Za-z0-9]{53}$/);
    expect(await verifyPassword("correct horse", hash)).toBe(true);
    expect(await verifyPassword("correct hors", hash)).toBe(false);
    expect(await bcrypt.verify("correct horse", hash)).toBe(true);
  });

  it("is salted", async () => {
    expect(await hashPassword("correct horse")).not.toBe(await hashPassword("correct horse"));
  });
});
