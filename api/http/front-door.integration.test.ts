import { randomBytes } from "node:crypto";

import { describe, expect, it } from "vitest";

import { refusalOf, refused } from "#api/testing/conversation-helpers.ts";
import { describeApi, type TestInstance } from "#api/testing/describe-api.ts";

const listed = "https://chat.example.org";
const app = "capacitor://localhost";
const unlisted = "https://chat.example.org.evil.example";

const corsOf = ({ headers }: Response) =>
  [...headers].filter(([name]) => name.startsWith("access-control-"));
const exposed = "X-Request-Id, Retry-After, RateLimit, RateLimit-Policy, ETag";
const allowance = (origin: string) => [
  ["access-control-allow-origin", origin],
  ["access-control-expose-headers", exposed],
];

function preflight(api: TestInstance, origin: string, path = "/v1/chat") {
  const headers = {
    Origin: origin,
    "Access-Control-Request-Method": "POST",
    "Access-Control-Request-Headers": "authorization,content-type,idempotency-key",
  };
  return api.call("OPTIONS", path, { headers });
}

describeApi(
  "the front door",
  (open) => {
    /** One answer of each kind that there is. */
    async function answersTo(headers: Record<string, string>) {
      const api = open();
      const as = await api.register();
      const created = await api.call("POST", "/v1/conversations", { as, headers });
      const { id } = await created.clone().json();
      const path = `/v1/conversations/${id}`;
      const read = await api.call("GET", path, { as, headers });
      const again = { ...headers, "If-None-Match": read.headers.get("ETag")! };
      const events = { ...headers, Accept: "text/event-stream" };
      const answers = [
        created,
        read,
        await api.call("GET", path, { as, headers: again }),
        await api.call("POST", "/v1/chat", { as, body: { content: "Hi" }, headers: events }),
        await api.call("GET", path, { headers }),
        await api.call("POST", "/v1/chat", { as, body: "{", headers }),
        await api.call("POST", "/v1/chat", { as, body: {}, headers }),
        await api.call("GET", "/nowhere", { headers }),
        await api.call("GET", "/openapi.json", { headers }),
        await api.call("GET", "/health", { headers }),
        await api.call("DELETE", path, { as, headers }),
      ];
      const statuses = answers.map(({ status }) => status);
      expect(statuses).toEqual([201, 200, 304, 200, 401, 400, 422, 404, 200, 200, 204]);
      await Promise.all(answers.map((answer) => answer.text()));
      return answers;
    }

    describe("to pages of other sites", () => {
      it.each([listed, app])("lets %s use every answer, whatever its status", async (origin) => {
        for (const answer of await answersTo({ Origin: origin })) {
          expect(corsOf(answer), `${answer.status} ${answer.url}`).toEqual(allowance(origin));
          expect(answer.headers.get("Vary")).toContain("Origin");
        }
      });

      it.each([unlisted, "null", "http://chat.example.org", "https://CHAT.example.org"])(
        "says nothing to %s, but that its answer is for no other",
        async (origin) => {
          for (const answer of await answersTo({ Origin: origin })) {
            expect(corsOf(answer)).toEqual([]);
            expect(answer.headers.get("Vary")).toContain("Origin");
          }
        },
      );

      it("answers a preflight with what may be sent, for as long as browsers remember it", async () => {
        const response = await preflight(open(), listed);
        expect(response.status).toBe(204);
        expect(Object.fromEntries(corsOf(response))).toEqual({
          "access-control-allow-origin": listed,
          "access-control-allow-headers":
            "Authorization, Content-Type, Idempotency-Key, Last-Event-ID, X-Request-Id, If-None-Match",
          "access-control-allow-methods": "GET, HEAD, POST, PATCH, PUT, DELETE",
          "access-control-expose-headers": exposed,
          "access-control-max-age": "7200",
        });
        expect(response.headers.get("Vary")).toBe(
          "Origin, Access-Control-Request-Method, Access-Control-Request-Headers",
        );
      });

      it("answers another's preflight with nothing", async () => {
        const response = await preflight(open(), unlisted);
        expect([response.status, corsOf(response)]).toEqual([204, []]);
      });

      it("never offers to take credentials along", async () => {
        for (const response of [await preflight(open(), listed), ...(await answersTo({}))]) {
          expect(response.headers.has("Access-Control-Allow-Credentials")).toBe(false);
        }
      });
    });

    it("tells browsers with every answer to run, frame, sniff and give away nothing", async () => {
      for (const { headers, status, url } of await answersTo({})) {
        const told = Object.fromEntries(headers);
        expect(told, `${status} ${url}`).toMatchObject({
          "x-content-type-options": "nosniff",
          "referrer-policy": "no-referrer",
          "x-frame-options": "DENY",
          "cross-origin-resource-policy": "same-origin",
          "content-security-policy": expect.stringContaining("default-src 'none'"),
        });
        expect(told["content-security-policy"]).toContain("frame-ancestors 'none'");
      }
    });

    it("keeps personal data out of shared caches, and tokens out of every one", async () => {
      const api = open();
      const as = await api.register();
      const read = await api.call("GET", "/v1/conversations", { as });
      expect(read.headers.get("Cache-Control")).toBe("private, no-cache");
      const again = { "If-None-Match": read.headers.get("ETag")! };
      const unchanged = await api.call("GET", "/v1/conversations", { as, headers: again });
      expect(unchanged.status).toBe(304);
      expect(unchanged.headers.get("Cache-Control")).toBe("private, no-cache");
      const written = await api.call("POST", "/v1/conversations", { as });
      expect(written.headers.get("Cache-Control")).toBe("no-store");
      const body = { identifier: as.username, password: as.password };
      const signedIn = await api.call("POST", "/v1/auth/login", { body });
      expect(signedIn.headers.get("Cache-Control")).toBe("no-store");
    });

    it("allows its page no script but its own, and nothing of others", async () => {
      const { headers } = await open().call("GET", "/docs");
      const policy = headers.get("Content-Security-Policy")!;
      const directives = new Map(
        policy.split("; ").map((text) => [text.split(" ")[0], text.split(" ").slice(1)]),
      );
      expect(directives.get("script-src")).toEqual(["'self'"]);
      expect(directives.get("default-src")).toEqual(["'none'"]);
      expect(directives.get("frame-ancestors")).toEqual(["'none'"]);
      expect(policy).not.toMatch(/https?:|\*|unsafe/);
    });

    describe("in production behind a trusted proxy", () => {
      const start = (settings: Record<string, string> = {}) =>
        open().startAnother({
          NODE_ENV: "production",
          JWT_KEYS: `random:${randomBytes(32).toString("base64url")}`,
          TRUSTED_PROXIES: "loopback",
          ...settings,
        });
      const by = (protocol: string) => ({ "X-Forwarded-Proto": protocol });

      it("accepts https, and tells browsers to stay with it", async () => {
        const api = await start();
        const response = await api.call("GET", "/livez", { headers: by("https") });
        expect(response.status).toBe(200);
        expect(response.headers.get("Strict-Transport-Security")).toMatch(/^max-age=31536000\b/);
      });

      it("takes no token and no password that came in the clear", async () => {
        const api = await start();
        const as = await open().register();
        const credentials = { identifier: as.username, password: as.password };
        const answers = [
          await api.call("GET", "/v1/conversations", { as, headers: by("http") }),
          await api.call("POST", "/v1/auth/login", { body: credentials, headers: by("http") }),
          await api.call("POST", "/v1/chat", { as, body: {}, headers: by("https, http") }),
          await api.call("GET", "/health", { headers: { "X-Forwarded-For": "192.0.2.1" } }),
        ];
        for (const answer of answers) {
          expect(answer.headers.has("Strict-Transport-Security")).toBe(false);
          expect(await refusalOf(answer)).toEqual(refused(400, "malformed-request"));
        }
      });

      it("sends who opens a page on to https", async () => {
        const api = await start();
        const request = { headers: by("http"), redirect: "manual" } as const;
        const response = await fetch(new URL("/docs?a=b", api.url), request);
        expect(response.status).toBe(308);
        expect(response.headers.get("Location")).toBe("https://127.0.0.1/docs?a=b");
        expect(response.headers.get("Cache-Control")).toBe("no-store");
      });

      it("answers a look at the service from the machine itself, and nothing else that says not how it came", async () => {
        const api = await start();
        for (const path of ["/livez", "/readyz", "/health"]) {
          expect((await api.call("GET", path)).status).toBe(200);
        }
        const as = await open().register();
        const body = { identifier: as.username, password: as.password };
        for (const answer of [
          await api.call("POST", "/v1/auth/login", { body }),
          await api.call("GET", "/v1/me", { as }),
          await api.call("GET", "/v1/ws", { as }),
        ]) {
          expect(await refusalOf(answer)).toEqual(refused(400, "malformed-request"));
        }
      });

      it("believes no stranger who says that it was https", async () => {
        const api = await start({ TRUSTED_PROXIES: "192.0.2.1" });
        const response = await api.call("GET", "/livez", { headers: by("https") });
        expect(response.status).toBe(200);
        expect(response.headers.has("Strict-Transport-Security")).toBe(false);
      });
    });
  },
  { CORS_ORIGINS: `${listed},${app}` },
);
