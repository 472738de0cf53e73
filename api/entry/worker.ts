import { createApp } from "#api/app.ts";
import { ConfigError, parseSettings, type ApiConfig } from "#api/config.ts";
import { createServices } from "#api/services.ts";
import { sweep } from "#api/sweep.ts";
import { openPostgresForRequest } from "#db/clients/postgres.ts";
import { createWorkerPlatform } from "./worker-platform.ts";
import { createUpgrade, isHandshake } from "./worker-websocket.ts";
import type { ExecutionContext, WorkerEnv } from "./worker-env.ts";

const app = createApp();
const never = new AbortController().signal;
let configured: { env: WorkerEnv; config: ApiConfig } | undefined;

/** The API at the edge: settings from the Worker's variables, a database client for each request. */
export default {
  async fetch(request: Request, env: WorkerEnv, context: ExecutionContext): Promise<Response> {
    const { services, platform, closed } = open(env);
    try {
      const upgrade = isHandshake(request) ? createUpgrade(platform.defer) : undefined;
      // Written by the edge itself, whatever the client sent under this name.
      const peerAddress = request.headers.get("CF-Connecting-IP") ?? undefined;
      const protocol = new URL(request.url).protocol.slice(0, -1);
      return await app.fetch(request, { services, upgrade, peerAddress, protocol }, context);
    } finally {
      context.waitUntil(closed());
    }
  },

  /** What a server does every few seconds, here whenever the platform's clock says so. */
  async scheduled(_event: unknown, env: WorkerEnv): Promise<void> {
    const { services, closed } = open(env);
    try {
      await sweep(services);
    } finally {
      await closed();
    }
  },
};

function open(env: WorkerEnv) {
  const config = configOf(env);
  const url = env.HYPERDRIVE?.connectionString ?? config.DATABASE_URL;
  if (url === undefined) throw new ConfigError("DATABASE_URL or HYPERDRIVE must be set");
  const { STATEMENT_TIMEOUT_MS: statementTimeoutMs } = config;
  const database = openPostgresForRequest(url, { statementTimeoutMs });
  const platform = createWorkerPlatform(env, config, database.db);
  const services = createServices(config, platform, never);
  const closed = async () => {
    await platform.settled();
    await database.close();
  };
  return { services, platform, closed };
}

function configOf(env: WorkerEnv): ApiConfig {
  if (configured?.env === env) return configured.config;
  const texts = Object.entries(env).filter((entry) => typeof entry[1] === "string");
  // What runs at the edge is the real thing unless it says otherwise.
  const given = {
    NODE_ENV: "production",
    ...(Object.fromEntries(texts) as Record<string, string>),
  };
  const settings = parseSettings(given);
  if (settings.JWT_KEYS === undefined) throw new ConfigError("JWT_KEYS must be set at the edge");
  // An isolate sees a few of a user's requests: only the database has seen them all.
  const { JWT_KEYS } = settings;
  // And it remembers nothing from one request to the next, no answers to greetings either.
  const edge = { LIMIT_STORE: "postgres", RESPONSE_CACHE: false } as const;
  const config = { ...settings, ...edge, JWT_KEYS };
  configured = { env, config };
  return config;
}
