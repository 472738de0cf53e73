import { once } from "node:events";

import { describe, expect, it, vi } from "vitest";

import { describeApi, type TestApi } from "#api/testing/describe-api.ts";
import { shakeHands } from "#api/testing/raw-handshake.ts";

const levels = ["debug", "info", "warning", "error"] as const;

/** Everything an API logs from now on. */
function logsOf(api: TestApi): () => string {
  const spies = levels.map((level) => vi.spyOn(api.services.log, level));
  return () => JSON.stringify(spies.flatMap((spy) => spy.mock.calls));
}

async function refusal(api: TestApi, headers: Record<string, string>) {
  const { status, head, body, connection } = await shakeHands(api, headers);
  await once(connection, "end");
  return { status, head, problem: JSON.parse(body().toString()) };
}

describeApi(
  "asking for a WebSocket",
  (open) => {
    it("selects sarah.v1 and neither echoes nor logs the token", async () => {
      const api = open();
      const logs = logsOf(api);
      const { accessToken } = await api.register();
      const offer = `bearer.${accessToken}, sarah.v1`;
      const { status, head, connection } = await shakeHands(api, {
        "Sec-WebSocket-Protocol": offer,
        "X-Request-Id": "from-here",
      });
      expect(status).toBe(101);
      expect(head).toMatch(/^sec-websocket-protocol: sarah\.v1$/im);
      expect(head).toMatch(/^x-request-id: from-here$/im);
      expect(head).not.toContain(accessToken.slice(0, 20));
      expect(logs()).toContain('"/v1/ws"');
      expect(logs()).not.toContain(accessToken.slice(0, 20));
      connection.destroy();
    });

    it("selects nothing where nothing is offered", async () => {
      const { status, head, connection } = await shakeHands(open());
      expect(status).toBe(101);
      expect(head).not.toMatch(/^sec-websocket-protocol/im);
      connection.destroy();
    });

    it.each(["sarah.v2", "bearer.abc", "sarah.v1, sarah.v1", "sarah.v1, a b", ""])(
      "refuses to speak %j",
      async (offer) => {
        const { status, head, problem } = await refusal(open(), {
          "Sec-WebSocket-Protocol": offer,
          "X-Request-Id": "refused",
        });
        expect(status).toBe(400);
        expect(head).toMatch(/^content-type: application\/problem\+json$/im);
        expect(problem).toEqual({
          type: "/problems/malformed-request",
          title: "The request could not be read",
          status: 400,
          detail: "Offer the subprotocol sarah.v1, or none.",
          instance: "/v1/ws",
          requestId: "refused",
        });
      },
    );

    it.each([
      ["no browser", undefined],
      ["its own pages", "own"],
      ["an allowed site", "https://chat.example.org"],
      ["an allowed app", "capacitor://localhost"],
    ])("lets %s connect", async (_who, origin) => {
      const api = open();
      const own = origin === "own" ? api.url : origin;
      const { status, connection } = await shakeHands(
        api,
        own === undefined ? {} : { Origin: own },
      );
      expect(status).toBe(101);
      connection.destroy();
    });

    it.each(["https://evil.example", "https://chat.example.org.evil.example", "null", "x"])(
      "refuses pages of %s before the upgrade",
      async (origin) => {
        const { status, problem } = await refusal(open(), { Origin: origin });
        expect(status).toBe(400);
        expect(problem).toMatchObject({ status: 400, type: "/problems/malformed-request" });
        expect(JSON.stringify(problem)).not.toContain(origin);
      },
    );

    it("compares with the host it is asked under, not with what a proxy's header says", async () => {
      const origin = "https://sarah.example.org";
      const own = await shakeHands(open(), { Origin: origin, Host: "sarah.example.org" });
      expect(own.status).toBe(101);
      own.connection.destroy();
      const forwarded = { Origin: origin, "X-Forwarded-Host": "sarah.example.org" };
      expect((await refusal(open(), forwarded)).status).toBe(400);
    });

    it("answers a request for no WebSocket, or for one it does not speak, as malformed", async () => {
      const api = open();
      const plain = await api.call("GET", "/v1/ws");
      expect(plain.status).toBe(400);
      expect(await plain.json()).toMatchObject({ type: "/problems/malformed-request" });
      for (const headers of [{ Upgrade: "h2c" }, { "Sec-WebSocket-Version": "8" }]) {
        const { status, connection } = await shakeHands(api, headers);
        expect(status).toBe(400);
        connection.destroy();
      }
    });

    it("answers a handshake for anything else like any request", async () => {
      const { status, body, connection } = await shakeHands(open(), {}, "/livez");
      expect(status).toBe(200);
      await once(connection, "end");
      expect(body().toString()).toBe('{"alive":true}');
      const missing = await shakeHands(open(), {}, "/v1/nothing");
      expect(missing.status).toBe(404);
      missing.connection.destroy();
    });

    it("is in the OpenAPI document with what is said on it", async () => {
      const document = await (await open().call("GET", "/openapi.json")).json();
      const { summary, responses } = document.paths["/v1/ws"].get;
      expect(summary).toBe("Chat over a WebSocket");
      expect(Object.keys(responses)).toEqual(expect.arrayContaining(["101", "400", "429"]));
      expect(document.components.schemas).toHaveProperty("ClientFrame");
      expect(document.components.schemas).toHaveProperty("ServerFrame");
    });

    describe("a peer that is gone", () => {
      it("is let go when it answers no ping", async () => {
        const api = open();
        const { accessToken } = await api.register();
        const offer = `sarah.v1, bearer.${accessToken}`;
        const { connection, body } = await shakeHands(api, { "Sec-WebSocket-Protocol": offer });
        const ping = Buffer.from([0x89, 0x00]);
        const ended = once(connection, "close");
        api.advance(20_000);
        while (!body().includes(ping)) await once(connection, "data");
        api.advance(20_000);
        expect(await ended).toEqual([false]);
      });
    });
  },
  { ACCESS_LOG: "true", CORS_ORIGINS: "https://chat.example.org, capacitor://localhost" },
);
