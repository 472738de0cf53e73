import { afterAll, beforeAll, beforeEach } from "vitest";

import { createApp } from "#api/app.ts";
import { parseSettings } from "#api/config.ts";
import { listen } from "#api/entry/node-listen.ts";
import { createNodePlatform } from "#api/entry/node-platform.ts";
import { stopApi } from "#api/entry/node-stop.ts";
import { sweepExpired } from "#api/entry/node-sweep.ts";
import { createServices, type Services } from "#api/services.ts";
import type { DatabaseClient } from "#db/clients/database.ts";
import { describeDatabases, type TestDatabase } from "#db/testing/describe-databases.ts";
import { createTestClient, type TestClient } from "./test-client.ts";
import { startFakeInference, type FakeInference } from "./fake-inference.ts";

/** One instance of the API, listening. Stopped with its suite if not before. */
export interface TestInstance extends TestClient {
  services: Services;
  stop(): Promise<void>;
}

/** An API that listens, on a database of its own, with a model whose behaviour a test decides. */
export interface TestApi extends TestInstance {
  database: TestDatabase;
  inference: FakeInference;
  /** Moves the API's clock. */
  advance(ms: number): void;
  /** From now on the model's server is one that keeps completions, or one that does not. */
  setKeeping(keeps: boolean): void;
  /** Starts a further instance on the same database. */
  startAnother(settings?: Record<string, string>, heavy?: Heaviness): Promise<TestInstance>;
  /** Starts a further instance on a database of the test's choice, which it closes in the end. */
  startOn(client: DatabaseClient, settings?: Record<string, string>): Promise<TestInstance>;
}

/** How much work a password is to an instance; little, unless that is what a test is about. */
interface Heaviness {
  bcryptRounds: number;
}

const quick: Heaviness = { bcryptRounds: 4 };

/** How long an instance remembers what its inference server can do. */
const descriptionFreshMs = 30_000;

/** Settings every test API has unless it says otherwise. */
const testSettings = {
  NODE_ENV: "test",
  PORT: "0",
  LOG_LEVEL: "error",
  DATA_DIR: "unused",
  JWT_KEYS: "test:a-secret-of-more-than-thirty-two-bytes",
  // Suites about something else do more than a person would.
  RATE_LIMIT_PER_MINUTE: "100000",
  CHAT_LIMIT_PER_MINUTE: "100000",
  REGISTER_LIMIT_PER_HOUR: "100000",
  LOGIN_FAILURES_BEFORE_DELAY: "100000",
};

/** Declares the same suite for an API on PGlite and on Postgres, spoken to over HTTP. */
export function describeApi(
  name: string,
  suite: (open: () => TestApi) => void,
  settings: Record<string, string> = {},
): void {
  describeDatabases(name, (openDatabase) => {
    let api: TestApi | undefined;
    const stops: (() => Promise<void>)[] = [];
    beforeAll(async () => {
      const inference = await startFakeInference();
      let aheadMs = 0;
      const now = () => new Date(Date.now() + aheadMs);
      const start = async (client: DatabaseClient, more = {}, heaviness = quick) => {
        const env = { INFERENCE_URL: inference.url, ...settings, ...more };
        const started = await startApi(client, env, { now, ...heaviness });
        stops.push(started.stop);
        return started;
      };
      const database = openDatabase();
      const first = await start({ ...database.client, close: async () => {} });
      stops.unshift(() => inference.close());
      api = {
        ...first,
        database,
        inference,
        advance: (ms) => (aheadMs += ms),
        setKeeping: (keeps) => {
          inference.keeps = keeps;
          aheadMs += descriptionFreshMs;
        },
        startAnother: async (more, heaviness) =>
          start(await database.openAnother(), more, heaviness),
        startOn: start,
      };
    });
    beforeEach(() => {
      if (api === undefined) return;
      api.inference.script = { pieces: ["Hello", " there", "."] };
      api.inference.next = [];
      api.inference.requests = [];
      if (api.inference.keeps) api.setKeeping(false);
    });
    afterAll(async () => {
      for (const stop of stops.toReversed()) await stop();
    });
    suite(() => {
      if (api === undefined) throw new Error("The API is there in hooks and tests only");
      return api;
    });
  });
}

async function startApi(
  client: DatabaseClient,
  env: Record<string, string>,
  { now, bcryptRounds }: Heaviness & { now: () => Date },
) {
  const settings = parseSettings({ ...testSettings, ...env });
  const config = { ...settings, JWT_KEYS: settings.JWT_KEYS ?? [] };
  const platform = { ...createNodePlatform(config, client.db, bcryptRounds), now };
  const closing = new AbortController();
  const services = createServices(config, platform, closing.signal);
  const sweep = await sweepExpired(services, "postgres");
  const server = await listen(createApp(), services);
  let stopped: Promise<void> | undefined;
  const stop = () => (stopped ??= stopApi({ server, platform, closing, sweep, database: client }));
  return { ...createTestClient(server.url), services, stop };
}
