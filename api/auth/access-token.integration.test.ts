import { createHmac } from "node:crypto";

import { eq } from "drizzle-orm";
import { sign } from "hono/jwt";
import { describe, expect, it } from "vitest";

import { describeApi, type TestApi } from "#api/testing/describe-api.ts";
import type { TestUser } from "#api/testing/test-client.ts";
import { sessions, users } from "#db/schema/users.ts";

const secret = "a-secret-of-more-than-thirty-two-bytes";
const nextSecret = "another-secret-of-thirty-two-bytes-and-more";

const base64Url = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
const claimsOf = (token: string) =>
  JSON.parse(Buffer.from(token.split(".")[1]!, "base64url").toString());

interface Forged {
  kid?: string;
  key?: string;
  alg?: "HS256" | "HS384" | "HS512";
}

/** The claims of a true token with changes, signed with the secret under any header. */
async function forge(
  { accessToken }: TestUser,
  changes: Record<string, unknown>,
  { kid = "test", key = secret, alg = "HS256" }: Forged = {},
): Promise<string> {
  const k = Buffer.from(key).toString("base64url");
  const claims = JSON.parse(JSON.stringify({ ...claimsOf(accessToken), ...changes }));
  return sign(claims, { kty: "oct", k, alg, kid }, alg);
}

async function tryWith(api: Pick<TestApi, "call">, authorization: string | undefined) {
  const headers = authorization === undefined ? {} : { Authorization: authorization };
  const response = await api.call("GET", "/v1/conversations", { headers });
  const { type } = await response.json();
  return {
    status: response.status,
    ...(type && { type }),
    challenge: response.headers.get("WWW-Authenticate"),
  };
}

const accepted = { status: 200, challenge: null };
const refused = (code: string) => ({
  status: 401,
  type: `/problems/${code}`,
  challenge: expect.stringMatching(/^Bearer /),
});
const nowSeconds = (api: TestApi) => Math.floor(api.services.now().getTime() / 1000);

describeApi("access tokens", (open) => {
  it("are asked for", async () => {
    expect(await tryWith(open(), undefined)).toEqual(refused("token-missing"));
  });

  it("are asked for before anything else of a request is looked at", async () => {
    const answers = [
      await open().call("POST", "/v1/chat", { body: "{" }),
      await open().call("GET", "/v1/conversations/none"),
      await open().call("GET", "/v1/conversations?limit=0"),
    ];
    for (const answer of answers) expect(answer.status).toBe(401);
  });

  it.each(["Bearer", "Bearer x", "Bearer a.b.c", "Bearer ..", "Basic dTpw", "Bearer a b", "x"])(
    "are not %s",
    async (authorization) => {
      expect(await tryWith(open(), authorization)).toEqual(refused("token-invalid"));
    },
  );

  it("are taken whatever the case of the scheme", async () => {
    const { accessToken } = await open().register();
    expect(await tryWith(open(), `bearer ${accessToken}`)).toEqual(accepted);
  });

  it("are as signed: not a letter of them may differ", async () => {
    const api = open();
    const { accessToken } = await api.register();
    const [header, claims, signature] = accessToken.split(".");
    const other = base64Url({ ...claimsOf(accessToken), exp: 9_999_999_999 });
    for (const token of [
      `${header}.${other}.${signature}`,
      `${header}.${claims}.`,
      `${header}.${claims}`,
      `${header}.${claims}.${signature!.slice(2)}`,
      `${base64Url({ alg: "HS256", kid: "test" })}.${claims}.${signature}`,
      `${accessToken}=`,
      `${accessToken}.`,
      `${header}.${claims}==.${signature}`,
    ]) {
      expect(await tryWith(api, `Bearer ${token}`)).toEqual(refused("token-invalid"));
    }
  });

  it.each(["none", "None", "HS256"])("are not unsigned ones that say %s", async (alg) => {
    const api = open();
    const { accessToken } = await api.register();
    const header = base64Url({ alg, typ: "JWT", kid: "test" });
    const token = `${header}.${accessToken.split(".")[1]}.`;
    expect(await tryWith(api, `Bearer ${token}`)).toEqual(refused("token-invalid"));
  });

  it.each([
    ["HS384", { alg: "HS384" }],
    ["HS512", { alg: "HS512" }],
    ["an unknown key's id", { kid: "other" }],
    ["no key's id", { kid: "" }],
    ["another secret", { key: nextSecret }],
  ] as const)("are not signed with %s", async (_, header) => {
    const api = open();
    const token = await forge(await api.register(), {}, header);
    expect(await tryWith(api, `Bearer ${token}`)).toEqual(refused("token-invalid"));
  });

  it.each([
    ["no issuer", { iss: undefined }],
    ["no audience", { aud: undefined }],
    ["a user that is no id", { sub: "1' or '1'='1" }],
    ["a session that is no id", { sid: "x" }],
    ["an id that is none", { jti: "x" }],
    ["a user that is a list", { sub: [] }],
    ["a longer life", { exp: 9_999_999_999 }],
    ["a time before which it is not valid", { nbf: 9_999_999_999 }],
    ["another issuer", { iss: "elsewhere" }],
    ["another audience", { aud: "elsewhere" }],
    ["another audience besides", { aud: ["sarah-ai-api", "elsewhere"] }],
    ["another type", { typ: "refresh" }],
    ["no type", { typ: undefined }],
    ["no user", { sub: undefined }],
    ["no session", { sid: undefined }],
    ["no id", { jti: undefined }],
    ["no end", { exp: undefined }],
    ["an end that is no number", { exp: "tomorrow" }],
    ["no beginning", { iat: undefined }],
  ])("are not true with %s", async (_, changes) => {
    const api = open();
    const token = await forge(await api.register(), changes);
    expect(await tryWith(api, `Bearer ${token}`)).toEqual(refused("token-invalid"));
  });

  const jwk = { kty: "oct", k: Buffer.from(nextSecret).toString("base64url"), alg: "HS256" };

  it.each<[string, Record<string, unknown>, string?]>([
    ["that brings its own key", { jwk }, nextSecret],
    ["that says where its key is", { jku: "https://example.org/keys" }, nextSecret],
    ["that brings a certificate", { x5c: ["MIIB"] }, nextSecret],
    ["that says where its certificate is", { x5u: "https://example.org/cert" }, nextSecret],
    ["of another key than it is signed with", { kid: "next" }],
    ["of a key that is a path", { kid: "../../dev/null" }, ""],
    ["of a key that is a list", { kid: ["test"] }],
    ["of no key", { kid: undefined }],
    ["of no type", { typ: undefined }],
    ["of the type of another token", { typ: "refresh+jwt" }],
    ["of an encrypted token", { typ: "JWE", enc: "A256GCM" }],
    ["that asks for more than is done", { crit: ["exp"] }],
    ["that brings its own key, though rightly signed", { jwk }],
    ["that says where its key is, though rightly signed", { jku: "https://example.org/keys" }],
    ["of no algorithm", { alg: "none" }, ""],
    ["of an algorithm of key pairs", { alg: "RS256" }],
  ])("have no header %s", async (_, changes, key = secret) => {
    const api = open();
    const { accessToken } = await api.register();
    const [header, claims] = accessToken.split(".");
    const named = JSON.parse(Buffer.from(header!, "base64url").toString());
    const signed = `${base64Url({ ...named, ...changes })}.${claims}`;
    const signature = createHmac("sha256", key).update(signed).digest("base64url");
    expect(await tryWith(api, `Bearer ${signed}.${signature}`)).toEqual(refused("token-invalid"));
    const same = `${base64Url(named)}.${claims}`;
    const right = createHmac("sha256", secret).update(same).digest("base64url");
    expect(await tryWith(api, `Bearer ${same}.${right}`)).toEqual(accepted);
  });

  it("may come from a clock 30 seconds ahead and no more", async () => {
    const api = open();
    const user = await api.register();
    const near = await forge(user, { iat: nowSeconds(api) + 25 });
    const far = await forge(user, { iat: nowSeconds(api) + 35 });
    expect(await tryWith(api, `Bearer ${near}`)).toEqual(accepted);
    expect(await tryWith(api, `Bearer ${far}`)).toEqual(refused("token-invalid"));
  });

  it("last 24 hours", async () => {
    const api = open();
    const { accessToken } = await api.register();
    api.advance(86_400_000 - 60_000);
    expect(await tryWith(api, `Bearer ${accessToken}`)).toEqual(accepted);
    api.advance(61_000);
    expect(await tryWith(api, `Bearer ${accessToken}`)).toEqual(refused("token-expired"));
  });

  it("are not valid rather than expired when something else is wrong too", async () => {
    const api = open();
    const token = await forge(await api.register(), { exp: 1, iss: "elsewhere" });
    expect(await tryWith(api, `Bearer ${token}`)).toEqual(refused("token-invalid"));
  });

  describe("of a session that has ended", () => {
    const end = ({ database }: TestApi, user: TestUser) =>
      database.db.update(sessions).set({ endedAt: new Date() }).where(eq(sessions.userId, user.id));

    it("are refused within five seconds", async () => {
      const api = open();
      const user = await api.register();
      expect(await tryWith(api, `Bearer ${user.accessToken}`)).toEqual(accepted);
      await end(api, user);
      api.advance(5001);
      expect(await tryWith(api, `Bearer ${user.accessToken}`)).toEqual(refused("session-ended"));
    });

    it("are refused at once where nobody has asked yet, and for sending always", async () => {
      const api = open();
      const user = await api.register();
      await end(api, user);
      const chat = await api.call("POST", "/v1/chat", { as: user, body: { content: "Hi" } });
      expect(chat.status).toBe(401);
      expect((await chat.json()).type).toBe("/problems/session-ended");
      expect(chat.headers.get("WWW-Authenticate")).toMatch(/^Bearer /);
      expect(await tryWith(api, `Bearer ${user.accessToken}`)).toEqual(refused("session-ended"));
    });

    it("leave the user's other sessions alone", async () => {
      const api = open();
      const user = await api.register();
      const { email, password } = user;
      await end(api, user);
      const body = { identifier: email, password };
      const response = await api.call("POST", "/v1/auth/login", { body });
      const { accessToken } = await response.json();
      expect(await tryWith(api, `Bearer ${accessToken}`)).toEqual(accepted);
      expect(await tryWith(api, `Bearer ${user.accessToken}`)).toEqual(refused("session-ended"));
    });

    it("are refused when the whole account is gone", async () => {
      const api = open();
      const user = await api.register();
      await api.database.db.delete(users).where(eq(users.id, user.id));
      expect(await tryWith(api, `Bearer ${user.accessToken}`)).toEqual(refused("session-ended"));
      const chat = await api.call("POST", "/v1/chat", { as: user, body: { content: "Hi" } });
      expect(chat.status).toBe(401);
    });

    it("do not become another user's by naming their session", async () => {
      const api = open();
      const [user, other] = [await api.register(), await api.register()];
      const { sid } = claimsOf(other.accessToken);
      const token = await forge(user, { sid });
      expect(await tryWith(api, `Bearer ${token}`)).toEqual(refused("session-ended"));
    });
  });

  it("outlive a change of keys: the first of the new ones signs, all of them verify", async () => {
    const api = open();
    const old = await api.register();
    const rotated = await api.startAnother({ JWT_KEYS: `next:${nextSecret},test:${secret}` });
    expect(await tryWith(rotated, `Bearer ${old.accessToken}`)).toEqual(accepted);
    const fresh = await rotated.register();
    const [header] = fresh.accessToken.split(".");
    expect(JSON.parse(Buffer.from(header!, "base64url").toString()).kid).toBe("next");
    expect(await tryWith(rotated, `Bearer ${fresh.accessToken}`)).toEqual(accepted);
    expect(await tryWith(api, `Bearer ${fresh.accessToken}`)).toEqual(refused("token-invalid"));
  });
});
