import { createApp } from "#api/app.ts";
import { createServices } from "#api/services.ts";
import { readEnvironment } from "#deploy/environment.ts";
import { runProgram } from "#deploy/run-program.ts";
import { stopRequested } from "#deploy/stop-signals.ts";
import { loadConfig } from "./node-config.ts";
import { openDatabase, warnOfPending } from "./node-database.ts";
import { startClock } from "./node-clock.ts";
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
  const clock = await startClock(database);
  const platform = { ...createNodePlatform(config, database.db), now: clock.now };
  clock.report(platform.log);
  if (!config.MIGRATE_ON_START) await warnOfPending(database, platform.log);
  const closing = new AbortController();
  const services = createServices(config, platform, closing.signal);
  const sweep = await sweepExpired(services, database.kind);
  try {
    const server = await listen(createApp(), services);
    database.recordAddress?.(server.url);
    const close = () => {
      clock.stop();
      return stopApi({ server, platform, closing, sweep, database });
    };
    return { url: server.url, close };
  } catch (error) {
    clock.stop();
    sweep.stop();
    await database.close();
    throw error;
  }
}

if (import.meta.main) {
  await runProgram(async () => {
    const stop = stopRequested();
    const api = await startApi(readEnvironment());
    console.log(`The API answers at ${api.url}  (docs: /docs)`);
    await stop;
    await api.close();
    process.exit(0);
  });
}
