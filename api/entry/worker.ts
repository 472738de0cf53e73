import { createApp } from "#api/app.ts";
import { ConfigError, parseSettings, type ApiConfig } from "#api/config.ts";
import { createServices } from "#api/services.ts";
import { openPostgresForRequest } from "#db/clients/postgres.ts";
import { createWorkerPlatform } from "./worker-platform.ts";
import { createUpgrade, isHandshake } from "./worker-websocket.ts";
import type { ExecutionContext, WorkerEnv } from "./worker-env.ts";

const app = createApp();
const never = new AbortController().signal;
/** How many requests come to one that forgets counters whose windows have ended. */
const cleanEvery = 200;
let configured: { env: WorkerEnv; config: ApiConfig } | undefined;

/** The API at the edge: settings from the Worker's variables, a database client for each request. */
export default {
  async fetch(request: Request, env: WorkerEnv, context: ExecutionContext): Promise<Response> {
    const config = configOf(env);
    const url = env.HYPERDRIVE?.connectionString ?? config.DATABASE_URL;
    if (url === undefined) throw new ConfigError("DATABASE_URL or HYPERDRIVE must be set");
    const { STATEMENT_TIMEOUT_MS: statementTimeoutMs } = config;
    const database = openPostgresForRequest(url, { statementTimeoutMs });
    const platform = createWorkerPlatform(env, config, database.db);
    const services = createServices(config, platform, never);
    if (isOneOf(cleanEvery)) platform.defer(services.sharedCounters.dropExpired(services.now()));
    const closed = async () => {
      await platform.settled();
      await database.close();
    };
    try {
      const upgrade = isHandshake(request) ? createUpgrade(platform.defer) : undefined;
      // Written by the edge itself, whatever the client sent under this name.
      const peerAddress = request.headers.get("CF-Connecting-IP") ?? undefined;
      return await app.fetch(request, { services, upgrade, peerAddress }, context);
    } finally {
      context.waitUntil(closed());
    }
  },
};

/** True for one request of so many, as chance has it: there is no clock that sweeps here. */
const isOneOf = (requests: number) => Math.random() * requests < 1;

function configOf(env: WorkerEnv): ApiConfig {
  if (configured?.env === env) return configured.config;
  const texts = Object.entries(env).filter((entry) => typeof entry[1] === "string");
  const settings = parseSettings(Object.fromEntries(texts) as Record<string, string>);
  if (settings.JWT_KEYS === undefined) throw new ConfigError("JWT_KEYS must be set at the edge");
  // An isolate sees a few of a user's requests: only the database has seen them all.
  const config = { ...settings, LIMIT_STORE: "postgres" as const, JWT_KEYS: settings.JWT_KEYS };
  configured = { env, config };
  return config;
}
