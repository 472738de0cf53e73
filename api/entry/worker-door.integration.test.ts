import { createHmac, randomBytes } from "node:crypto";

import { describe, expect, it } from "vitest";

import { refusalOf, refused, say } from "#api/testing/conversation-helpers.ts";
import { describeWorker, type WorkerApi } from "#api/testing/describe-worker.ts";
import type { TestUser } from "#api/testing/test-client.ts";

const secret = "a-secret-of-more-than-thirty-two-bytes";
const wrong = "not this one";
const free = 4;
const nobodys = "01900000-0000-7000-8000-000000000000";
const json = { "Content-Type": "application/json" };

const refresh = (api: WorkerApi, refreshToken: string) =>
  api.call("POST", "/v1/auth/refresh", { body: { refreshToken } });
const signIn = (api: WorkerApi, identifier: string, password: string, address: string) => {
  const headers = { "CF-Connecting-IP": address };
  return api.call("POST", "/v1/auth/login", { body: { identifier, password }, headers });
};
const me = async (api: WorkerApi, accessToken: string) => {
  const response = await api.call("GET", "/v1/me", { as: { accessToken } as TestUser });
  return response.ok ? response.status : refusalOf(response);
};
const base64Url = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
const partOf = (token: string, index: number) =>
  JSON.parse(Buffer.from(token.split(".")[index]!, "base64url").toString());

/** A token with another header or other claims, rightly signed. */
function forge({ accessToken }: TestUser, header: object, claims: object): string {
  const signed = [
    base64Url({ ...partOf(accessToken, 0), ...header }),
    base64Url({ ...partOf(accessToken, 1), ...claims }),
  ].join(".");
  return `${signed}.${createHmac("sha256", secret).update(signed).digest("base64url")}`;
}

async function statusesOf(requests: Promise<Response>[]): Promise<number[]> {
  const answers = await Promise.all(requests);
  await Promise.all(answers.map((answer) => answer.text()));
  return answers.map(({ status }) => status).toSorted((a, b) => a - b);
}

// Each sentence is proven in full on Node: here, that the edge keeps it too.
describeWorker("the front door", { LOGIN_FAILURES_BEFORE_DELAY: `${free}` }, (open) => {
  it("leaves one living branch after twenty refreshes at once, and none after a reuse", async () => {
    const api = open();
    const user = await api.register();
    const answers = await Promise.all(
      Array.from({ length: 20 }, async () => (await refresh(api, user.refreshToken)).json()),
    );
    const successors = new Set(answers.map(({ refreshToken }) => refreshToken));
    expect(successors.size).toBe(1);
    const [successor] = [...successors];
    const last = await (await refresh(api, successor)).json();
    const reused = await refresh(api, user.refreshToken);
    expect(await refusalOf(reused)).toEqual(refused(401, "refresh-token-reused"));
    expect(await refusalOf(await refresh(api, last.refreshToken))).toEqual(
      refused(401, "session-ended"),
    );
    expect(await me(api, last.accessToken)).toEqual(refused(401, "session-ended"));
  });

  it("ends a session at once, whoever refreshes it meanwhile", async () => {
    const api = open();
    const user = await api.register();
    expect(await me(api, user.accessToken)).toBe(200);
    const [ended, ...answers] = await Promise.all([
      api.call("POST", "/v1/auth/logout", { as: user }),
      ...Array.from({ length: 4 }, () => refresh(api, user.refreshToken)),
    ]);
    expect(ended.status).toBe(204);
    expect(await me(api, user.accessToken)).toEqual(refused(401, "session-ended"));
    for (const answer of answers) {
      const pair = await answer.json();
      if (!answer.ok) continue;
      expect(await me(api, pair.accessToken)).toEqual(refused(401, "session-ended"));
      expect((await refresh(api, pair.refreshToken)).status).toBe(401);
    }
  });

  it("takes no token but one as it was signed", async () => {
    const api = open();
    const user = await api.register();
    const [header, claims] = user.accessToken.split(".");
    const jwk = { kty: "oct", k: "eA", alg: "HS256" };
    expect(await me(api, forge(user, {}, {}))).toBe(200);
    for (const token of [
      `${base64Url({ alg: "none", typ: "JWT", kid: "test" })}.${claims}.`,
      `${header}.${claims}.`,
      `${user.accessToken}=`,
      user.refreshToken,
      forge(user, { alg: "HS512" }, {}),
      forge(user, { kid: "other" }, {}),
      forge(user, { kid: ["test"] }, {}),
      forge(user, { jwk }, {}),
      forge(user, { jku: "https://example.org/keys" }, {}),
      forge(user, {}, { typ: "refresh" }),
      forge(user, {}, { aud: "elsewhere" }),
      forge(user, {}, { iss: "elsewhere" }),
      forge(user, {}, { exp: 9_999_999_999 }),
      forge(user, {}, { sid: "x" }),
    ]) {
      expect(await me(api, token)).toEqual(refused(401, "token-invalid"));
    }
    expect(await me(api, forge(user, {}, { sub: nobodys }))).toEqual(refused(401, "session-ended"));
  });

  it("tells an unknown account from a wrong password by nothing", async () => {
    const api = open();
    const { email } = await api.register();
    const told = [];
    for (const name of [email, "nobody@example.org"]) {
      const response = await signIn(api, name, wrong, "192.0.2.30");
      const { requestId: _id, ...problem } = await response.json();
      told.push([response.status, response.headers.get("WWW-Authenticate"), problem]);
    }
    expect(told[0]![0]).toBe(401);
    expect(told[1]).toEqual(told[0]);
  });

  it("checks of many guesses at once a few, by whichever name and from wherever", async () => {
    const api = open();
    const { email, username, password } = await api.register();
    const guesses = Array.from({ length: 12 }, (_, i) =>
      signIn(api, i % 2 === 0 ? email : username, wrong, `192.0.2.${40 + i}`),
    );
    const statuses = await statusesOf(guesses);
    expect(statuses).toEqual([...Array(free).fill(401), ...Array(12 - free).fill(429)]);
    const refusal = await signIn(api, email, password, "192.0.2.60");
    expect(Number(refusal.headers.get("Retry-After"))).toBeGreaterThan(0);
    expect(await refusalOf(refusal)).toEqual(refused(429, "too-many-attempts"));
  });

  it("lets its limits not be used up by a token of a session that has ended", async () => {
    const api = open();
    const as = await api.register();
    const signedIn = await signIn(api, as.email, as.password, "192.0.2.70");
    const stolen = { ...as, ...(await signedIn.json()) };
    await api.call("POST", "/v1/auth/logout", { as: stolen });
    await statusesOf(Array.from({ length: 10 }, () => api.call("GET", "/v1/me", { as: stolen })));
    await statusesOf(Array.from({ length: 10 }, () => api.call("GET", "/v1/me", { as: stolen })));
    const left = (await api.call("GET", "/v1/me", { as })).headers.get("RateLimit");
    expect(Number(/r=(\d+)/.exec(left!)![1])).toBeGreaterThan(105);
  });

  describe("refuses a body", () => {
    const deep = `${"[".repeat(33)}${"]".repeat(33)}`;
    it.each<[string, BodyInit, number, string, Record<string, string>?]>([
      ["that is not JSON", "{", 400, "malformed-request"],
      ["that is not UTF-8", new Uint8Array([0x22, 0xff, 0x22]), 400, "malformed-request"],
      ["of another type", "{}", 415, "unsupported-media-type", { "Content-Type": "text/plain" }],
      ["that is too large", " ".repeat(65_537), 413, "too-large"],
      ["that is nested too deep", deep, 422, "validation-failed"],
      ["with a NUL", '{"content":"a\\u0000"}', 422, "validation-failed"],
      ["with half a surrogate pair", '{"content":"\\ud83d"}', 422, "validation-failed"],
      ["with an unknown field", '{"content":"a","more":1}', 422, "validation-failed"],
    ])("%s", async (_, body, status, code, headers = json) => {
      const api = open();
      const { accessToken } = await api.register();
      const authorization = { Authorization: `Bearer ${accessToken}` };
      const init = { method: "POST", headers: { ...headers, ...authorization }, body };
      const response = await fetch(new URL("/v1/chat", api.url), init);
      expect(response.headers.get("Content-Type")).toBe("application/problem+json");
      const { requestId } = await response.clone().json();
      expect(requestId).toBe(response.headers.get("X-Request-Id"));
      expect(await refusalOf(response)).toEqual(refused(status, code));
    });

    it("that comes in pieces and grows too large", async () => {
      const api = open();
      const piece = new Uint8Array(16_384).fill(0x20);
      let pieces = 0;
      const body = new ReadableStream<Uint8Array>({
        pull: (controller) => ((pieces += 1) > 6 ? controller.close() : controller.enqueue(piece)),
      });
      const init = { method: "POST", headers: json, body, duplex: "half" };
      const response = await fetch(new URL("/v1/auth/login", api.url), init);
      expect(await refusalOf(response)).toEqual(refused(413, "too-large"));
    });
  });

  it("answers for what is another's as for what there is not, byte for byte", async () => {
    const api = open();
    const [owner, other] = [await api.register(), await api.register()];
    const { conversationId } = await say(api, owner, "Mine");
    const headers = { "X-Request-Id": "the-same" };
    const ask = async (id: string) => {
      const response = await api.call("GET", `/v1/conversations/${id}`, { as: other, headers });
      return [response.status, (await response.text()).replace(id, "…")];
    };
    expect(await ask(conversationId)).toEqual(await ask(nobodys));
    expect((await ask(conversationId))[0]).toBe(404);
  });

  it("tells browsers what they need to be told, and lets no other site in", async () => {
    const headers = { Origin: "https://evil.example" };
    const { headers: told } = await open().call("GET", "/v1/me", { headers });
    expect(told.has("Access-Control-Allow-Origin")).toBe(false);
    expect(told.get("Content-Security-Policy")).toContain("default-src 'none'");
    expect(told.get("X-Content-Type-Options")).toBe("nosniff");
    expect(told.get("Cache-Control")).toBe("no-store");
    expect(told.get("RateLimit-Policy")).toBe('"general";q=120;w=60');
  });
});

const production = {
  NODE_ENV: "production",
  JWT_KEYS: `random:${randomBytes(32).toString("base64url")}`,
};

describeWorker("the front door in production", production, (open) => {
  it("takes nothing that came in the clear, whatever its headers say", async () => {
    const api = open();
    const body = { identifier: "somebody", password: "a password" };
    const headers = { "X-Forwarded-Proto": "https" };
    for (const answer of [
      await api.call("POST", "/v1/auth/login", { body }),
      await api.call("POST", "/v1/auth/login", { body, headers }),
      await api.call("GET", "/v1/ws", { headers }),
    ]) {
      expect(await refusalOf(answer)).toEqual(refused(400, "malformed-request"));
    }
    expect((await api.call("GET", "/livez")).status).toBe(200);
    const page = await fetch(new URL("/docs", api.url), { redirect: "manual" });
    expect(page.headers.get("Location")).toMatch(/^https:/);
  });
});
