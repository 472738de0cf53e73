import { fileURLToPath } from "node:url";
import { randomBytes } from "node:crypto";

import { afterAll, beforeAll, describe, inject } from "vitest";
import { unstable_startWorker as startWorker } from "wrangler";

import { createDatabase, dropDatabase } from "#db/testing/postgres-databases.ts";
import { postgresMark } from "#db/testing/skipped.ts";
import { startFakeInference, type FakeInference } from "./fake-inference.ts";
import { createTestClient, type TestClient } from "./test-client.ts";

const configPath = fileURLToPath(import.meta.resolve("#deploy/wrangler.jsonc"));

/** The API in workerd, on a database of its own, with a model whose behaviour a test decides. */
export interface WorkerApi extends TestClient {
  databaseUrl: string;
  inference: FakeInference;
  /** Has the platform's clock strike. */
  strike(): Promise<Response>;
}

/** Declares a suite for the API at the edge, spoken to over HTTP. Its clock is the machine's. */
export function describeWorker(
  name: string,
  settings: Record<string, string>,
  suite: (open: () => WorkerApi) => void,
): void {
  describe.skipIf(inject("postgres") === null)(`${name} in workerd${postgresMark}`, () => {
    const closings: (() => Promise<unknown>)[] = [];
    let api: WorkerApi | undefined;
    beforeAll(async () => {
      const { adminUrl, template } = inject("postgres")!;
      const databaseName = `sarah_test_worker_${randomBytes(6).toString("hex")}`;
      const databaseUrl = await createDatabase(adminUrl, databaseName, template);
      closings.push(() => dropDatabase(adminUrl, databaseName));
      const inference = await startFakeInference();
      closings.push(() => inference.close());
      const worker = await start({
        DATABASE_URL: databaseUrl,
        INFERENCE_URL: inference.url,
        ...settings,
      });
      closings.push(() => worker.dispose());
      const client = createTestClient(String(await worker.url));
      const strike = () => client.call("GET", "/cdn-cgi/handler/scheduled");
      api = { ...client, databaseUrl, inference, strike };
    });
    afterAll(async () => {
      for (const close of closings.toReversed()) await close();
    });
    suite(() => {
      if (api === undefined) throw new Error("The API is there in hooks and tests only");
      return api;
    });
  });
}

async function start(settings: Record<string, string>) {
  const all = {
    NODE_ENV: "test",
    JWT_KEYS: "test:a-secret-of-more-than-thirty-two-bytes",
    ...settings,
  };
  const worker = await startWorker({
    config: configPath,
    bindings: Object.fromEntries(
      Object.entries(all).map(([name, value]) => [name, { type: "plain_text", value }]),
    ),
    dev: { server: { port: 0 }, inspector: false, watch: false, logLevel: "error" },
  });
  await worker.ready;
  return worker;
}
