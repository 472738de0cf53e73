import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

import { describe, expect, it, onTestFinished } from "vitest";

import packageJson from "#package.json" with { type: "json" };
import { describeApi } from "#api/testing/describe-api.ts";
import { losable } from "#api/testing/losable-database.ts";
import type { TestClient } from "#api/testing/test-client.ts";
import { openPgliteInMemory } from "#db/clients/pglite.ts";

const operatorToken = "a-token-for-operators";
const nowhere = "http://127.0.0.1:9";

const jsonOf = async (response: Response) => ({
  status: response.status,
  type: response.headers.get("Content-Type"),
  body: await response.json(),
});

/** A model server that gives one answer to everything, and counts how often. */
async function startModel(status: number, body: object) {
  const counted = { url: "", requests: 0 };
  const server = createServer((_, response) => {
    counted.requests += 1;
    response.writeHead(status, { "Content-Type": "application/json" }).end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  counted.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return counted;
}

const asOperator = { headers: { Authorization: `Bearer ${operatorToken}` } };
const whole = expect.toSatisfy((value: unknown) => Number.isInteger(value) && Number(value) >= 0);

describeApi("the state of the service", (open) => {
  describe("/health", () => {
    it("is ok with everything in place", async () => {
      const api = open();
      const guarded = await api.startAnother({ OPERATOR_TOKEN: operatorToken });
      expect(await jsonOf(await guarded.call("GET", "/health"))).toEqual({
        status: 200,
        type: "application/json",
        body: {
          status: "ok",
          version: packageJson.version,
          uptimeSeconds: whole,
          checks: {
            database: { status: "ok", latencyMs: whole },
            inference: { status: "ok", model: "other", latencyMs: whole },
          },
        },
      });
    });

    it("is degraded with 200 when the model is down", async () => {
      const another = await open().startAnother({ INFERENCE_URL: nowhere });
      expect(await jsonOf(await another.call("GET", "/health"))).toMatchObject({
        status: 200,
        body: {
          status: "degraded",
          checks: {
            database: { status: "ok" },
            inference: { status: "down", model: null, latencyMs: whole },
          },
        },
      });
    });

    it("is degraded with 200 while the model is loading", async () => {
      const error = { code: 503, message: "Loading model", type: "unavailable_error" };
      const model = await startModel(503, { error });
      const another = await open().startAnother({ INFERENCE_URL: model.url });
      expect(await jsonOf(await another.call("GET", "/health"))).toMatchObject({
        status: 200,
        body: {
          status: "degraded",
          checks: { inference: { status: "loading", model: null, latencyMs: whole } },
        },
      });
    });

    it("is down with 503 without the database, and the same shape", async () => {
      const api = open();
      const database = losable(await api.database.openAnother());
      const another = await api.startOn(database);
      await database.lose();
      expect(await jsonOf(await another.call("GET", "/health"))).toEqual({
        status: 503,
        type: "application/json",
        body: {
          status: "down",
          version: packageJson.version,
          uptimeSeconds: whole,
          checks: {
            database: { status: "down", latencyMs: whole },
            inference: { status: "ok", model: "other", latencyMs: whole },
          },
        },
      });
    });

    it("asks once in five seconds, however many ask it", async () => {
      const api = open();
      const model = await startModel(200, { object: "list", data: [{ id: "counted" }] });
      const another = await api.startAnother({ INFERENCE_URL: model.url });
      await Promise.all(Array.from({ length: 10 }, () => another.call("GET", "/health")));
      expect(model.requests).toBe(1);
      api.advance(5001);
      await another.call("GET", "/health");
      expect(model.requests).toBe(2);
    });

    it("counts the seconds it has been up", async () => {
      const api = open();
      const another = await api.startAnother();
      api.advance(90_000);
      const { body } = await jsonOf(await another.call("GET", "/health"));
      expect(body.uptimeSeconds).toBeGreaterThanOrEqual(90);
    });

    it("still answers, without activeUsers, when the database goes away between two checks", async () => {
      const api = open();
      const database = losable(await api.database.openAnother());
      const another = await api.startOn(database);
      await another.call("GET", "/health");
      await database.lose();
      const { status, body } = await jsonOf(await another.call("GET", "/health"));
      expect(status).toBe(200);
      expect(body).not.toHaveProperty("activeUsers");
    });
  });

  describe("activeUsers", () => {
    const activeUsers = async (client: TestClient, headers: Record<string, string> = {}) => {
      const { body } = await jsonOf(await client.call("GET", "/health", { headers }));
      return body.activeUsers;
    };

    it("counts who sent a message in the last 15 minutes", async () => {
      const api = open();
      api.advance(16 * 60_000);
      expect(await activeUsers(api)).toBe(0);
      const [talkative, other] = [await api.register(), await api.register()];
      const quiet = await api.register();
      await api.call("POST", "/v1/conversations", { as: quiet });
      await api.chat(talkative, { content: "One" });
      await api.chat(talkative, { content: "Two" });
      await api.chat(other, { content: "Hi" });
      expect(await activeUsers(api)).toBe(2);
      api.advance(16 * 60_000);
      expect(await activeUsers(api)).toBe(0);
    });

    it.each([
      "Forwarded",
      "Via",
      "X-Forwarded-For",
      "X-Forwarded-Host",
      "X-Forwarded-Proto",
      "X-Real-IP",
      "CF-Connecting-IP",
    ])("is not told to this machine through a proxy, as %s shows", async (header) => {
      expect(await activeUsers(open(), { [header]: "127.0.0.1" })).toBeUndefined();
    });

    it("is told by the token alone where one is set", async () => {
      const guarded = await open().startAnother({ OPERATOR_TOKEN: operatorToken });
      expect(await activeUsers(guarded)).toBeUndefined();
      for (const token of ["", "a", operatorToken.slice(1), `${operatorToken}x`]) {
        const headers = { Authorization: `Bearer ${token}` };
        expect(await activeUsers(guarded, headers)).toBeUndefined();
      }
      expect(await activeUsers(guarded, asOperator.headers)).toBeTypeOf("number");
      const proxied = { ...asOperator.headers, "X-Forwarded-For": "192.0.2.1" };
      expect(await activeUsers(guarded, proxied)).toBeTypeOf("number");
    });
  });

  it("is alive as long as the process answers, whatever is down", async () => {
    const api = open();
    const database = losable(await api.database.openAnother());
    const another = await api.startOn(database, { INFERENCE_URL: nowhere });
    await database.lose();
    expect(await jsonOf(await another.call("GET", "/livez"))).toMatchObject({
      status: 200,
      body: { alive: true },
    });
  });

  describe("/readyz", () => {
    it("is ready with everything in place", async () => {
      const answer = await jsonOf(await open().call("GET", "/readyz"));
      expect(answer).toMatchObject({ status: 200, body: { ready: true } });
    });

    it("is ready without the model, which /health tells of", async () => {
      const another = await open().startAnother({ INFERENCE_URL: nowhere });
      expect((await another.call("GET", "/readyz")).status).toBe(200);
    });

    it("is not ready without the database", async () => {
      const api = open();
      const database = losable(await api.database.openAnother());
      const another = await api.startOn(database);
      await database.lose();
      expect(await jsonOf(await another.call("GET", "/readyz"))).toMatchObject({
        status: 503,
        body: { ready: false, reason: expect.any(String) },
      });
    });

    it("starts on a database without a schema, is not ready there, and /health still answers", async () => {
      const bare = await open().startOn(await openPgliteInMemory());
      expect(await jsonOf(await bare.call("GET", "/readyz"))).toMatchObject({
        status: 503,
        body: { ready: false, reason: expect.stringMatching(/migrated/) },
      });
      expect((await bare.call("GET", "/health")).status).toBe(200);
    });
  });

  it.each(["/health", "/livez", "/readyz"])("lets nobody keep a copy of %s", async (path) => {
    const response = await open().call("GET", path);
    expect(response.headers.get("Cache-Control")).toBe("no-store");
  });
});
