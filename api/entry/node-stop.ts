import { setTimeout as sleep } from "node:timers/promises";

import type { DatabaseClient } from "#db/clients/database.ts";
import type { Listening } from "./node-listen.ts";
import type { NodePlatform } from "./node-platform.ts";

const finishWithinMs = 10_000;
const lastWordsWithinMs = 3000;

interface Running {
  server: Listening;
  platform: NodePlatform;
  closing: AbortController;
  sweep: { stop(): void };
  database: DatabaseClient;
}

/**
 * Stops the API without losing anything: no new connections; replies in progress get ten seconds
 * to finish and are then stored as far as they came, of which their readers are told; then the
 * database is let go.
 */
export async function stopApi(running: Running): Promise<void> {
  const { server, platform, closing, sweep, database } = running;
  sweep.stop();
  const closed = server.stopAccepting();
  await within(finishWithinMs, platform.settled());
  closing.abort(new Error("The service is stopping"));
  await platform.settled();
  await within(lastWordsWithinMs, closed);
  server.closeConnections();
  await closed;
  await database.close();
}

/** Waits for something, but not for ever. */
async function within(ms: number, something: Promise<void>): Promise<void> {
  const patience = new AbortController();
  await Promise.race([
    something,
    sleep(ms, undefined, { signal: patience.signal }).catch(() => {}),
  ]);
  patience.abort();
}
