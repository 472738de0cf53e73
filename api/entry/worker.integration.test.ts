import { fileURLToPath } from "node:url";

import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { unstable_startWorker as startWorker } from "wrangler";

import { startFakeInference, type FakeInference } from "#api/testing/fake-inference.ts";
import { createTestClient, textOf, type TestClient } from "#api/testing/test-client.ts";
import { createDatabase, dropDatabase } from "#db/testing/postgres-databases.ts";
import { postgresMark } from "#db/testing/skipped.ts";

const databaseName = `sarah_test_worker_${process.pid}`;
const configPath = fileURLToPath(import.meta.resolve("#deploy/wrangler.jsonc"));

describe.skipIf(inject("postgres") === null)(`the API in workerd${postgresMark}`, () => {
  let worker: Awaited<ReturnType<typeof startWorker>>;
  let inference: FakeInference;
  let api: TestClient;

  beforeAll(async () => {
    const { adminUrl, template } = inject("postgres")!;
    inference = await startFakeInference();
    const settings = {
      DATABASE_URL: await createDatabase(adminUrl, databaseName, template),
      INFERENCE_URL: inference.url,
      JWT_KEYS: "test:a-secret-of-more-than-thirty-two-bytes",
    };
    worker = await startWorker({
      config: configPath,
      bindings: Object.fromEntries(
        Object.entries(settings).map(([name, value]) => [name, { type: "plain_text", value }]),
      ),
      dev: { server: { port: 0 }, inspector: false, watch: false, logLevel: "error" },
    });
    await worker.ready;
    api = createTestClient(String(await worker.url));
  });

  afterAll(async () => {
    await worker.dispose();
    await inference.close();
    await dropDatabase(inject("postgres")!.adminUrl, databaseName);
  });

  it("answers /health with the database and the model", async () => {
    const response = await api.call("GET", "/health");
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({
      status: "ok",
      checks: { database: { status: "ok" }, inference: { status: "ok", model: "other" } },
    });
    expect((await api.call("GET", "/readyz")).status).toBe(200);
  });

  it("registers, streams a reply and has it stored", async () => {
    const user = await api.register({ name: "Lena" });
    const events = await api.chat(user, { content: "Hello" });
    expect(textOf(events)).toBe("Hello there.");
    const { conversationId } = events[0]!.data;
    const path = `/v1/conversations/${conversationId}/messages`;
    const { items } = await (await api.call("GET", path, { as: user })).json();
    expect(items[0]).toEqual(events.at(-1)!.data["reply"]);
  });

  it("keeps what was said when the model breaks off", async () => {
    const user = await api.register();
    inference.next = [{ pieces: ["Half"], end: "no-finish-reason" }];
    const events = await api.chat(user, { content: "Hello" });
    expect(events.at(-1)).toMatchObject({ event: "error", data: { status: 503 } });
    const path = `/v1/conversations/${events[0]!.data["conversationId"]}/messages`;
    const { items } = await (await api.call("GET", path, { as: user })).json();
    expect(items[0]).toMatchObject({ content: "Half", status: "interrupted" });
  });

  it("shows the docs from its own assets and refuses operators' business", async () => {
    const script = await api.call("GET", "/docs/swagger-ui-bundle.js");
    expect(script.headers.get("Content-Type")).toContain("javascript");
    expect((await script.text()).length).toBeGreaterThan(100_000);
    expect(await (await api.call("GET", "/health")).json()).not.toHaveProperty("activeUsers");
  });
});
