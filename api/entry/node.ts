import { createApp } from "#api/app.ts";
import { ConfigError, parseSettings, type ApiConfig } from "#api/config.ts";
import { createServices } from "#api/services.ts";
import { loadOrCreateSecret, openDataDir } from "#deploy/data-dir.ts";
import { readEnvironment } from "#deploy/environment.ts";
import { runProgram } from "#deploy/run-program.ts";
import { StartupError } from "#deploy/startup-error.ts";
import { stopRequested } from "#deploy/stop-signals.ts";
import { openDatabase } from "./node-database.ts";
import { listen } from "./node-listen.ts";
import { createNodePlatform } from "./node-platform.ts";
import { stopApi } from "./node-stop.ts";
import { sweepExpired } from "./node-sweep.ts";

/**
 * Starts the API on Node: settings, database, services, server.
 *
 * @throws StartupError for what the operator can mend
 */
export async function startApi(
  env: Record<string, string | undefined>,
): Promise<{ url: string; close(): Promise<void> }> {
  const config = await loadConfig(env);
  const database = await openDatabase(config);
  const platform = createNodePlatform(config, database.db);
  const closing = new AbortController();
  const services = createServices(config, platform, closing.signal);
  const sweep = await sweepExpired(services, database.kind);
  try {
    const server = await listen(createApp(), services);
    const close = () => stopApi({ server, platform, closing, sweep, database });
    return { url: server.url, close };
  } catch (error) {
    sweep.stop();
    await database.close();
    throw error;
  }
}

async function loadConfig(env: Record<string, string | undefined>): Promise<ApiConfig> {
  try {
    const settings = parseSettings(env);
    const dataDir = await openDataDir(settings.DATA_DIR);
    return { ...settings, DATA_DIR: dataDir, JWT_KEYS: await jwtKeys(settings, dataDir) };
  } catch (error) {
    if (error instanceof ConfigError) throw new StartupError(error.message, { cause: error });
    throw error;
  }
}

async function jwtKeys({ JWT_KEYS, NODE_ENV }: ReturnType<typeof parseSettings>, dataDir: string) {
  if (JWT_KEYS !== undefined) return JWT_KEYS;
  if (NODE_ENV === "production") throw new StartupError("JWT_KEYS must be set in production");
  return [{ kid: "local", secret: await loadOrCreateSecret(dataDir, "jwt-key") }];
}

if (import.meta.main) {
  await runProgram(async () => {
    const api = await startApi(readEnvironment());
    console.log(`The API answers at ${api.url}  (docs: /docs)`);
    await stopRequested();
    await api.close();
    process.exit(0);
  });
}
