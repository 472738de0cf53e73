import { setTimeout as sleep } from "node:timers/promises";

import type { DatabaseClient } from "#db/clients/database.ts";
import type { Listening } from "./node-listen.ts";
import type { NodePlatform } from "./node-platform.ts";

const finishWithinMs = 10_000;

interface Running {
  server: Listening;
  platform: NodePlatform;
  closing: AbortController;
  sweep: { stop(): void };
  database: DatabaseClient;
}

/**
 * Stops the API without losing anything: no new connections; replies in progress get ten seconds
 * to finish and are then stored as far as they came; then the database is let go.
 */
export async function stopApi(running: Running): Promise<void> {
  const { server, platform, closing, sweep, database } = running;
  sweep.stop();
  const closed = server.stopAccepting();
  const patience = new AbortController();
  await Promise.race([
    platform.settled(),
    sleep(finishWithinMs, undefined, { signal: patience.signal }).catch(() => {}),
  ]);
  patience.abort();
  closing.abort(new Error("The service is stopping"));
  await platform.settled();
  server.closeConnections();
  await closed;
  await database.close();
}
