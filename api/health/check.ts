import type { InferenceClient } from "#api/inference-client/inference-client.ts";
import type { Database } from "#db/clients/database.ts";
import { createServiceRepository } from "#db/repositories/service.ts";
import packageJson from "#package.json" with { type: "json" };
import type { Health } from "./schemas.ts";

const freshMs = 5000;
const activeWithinMs = 15 * 60_000;
const databaseTimeoutMs = 2000;

interface Parts {
  db: Database;
  inference: InferenceClient;
  now: () => Date;
  startedAt: Date;
}

/** Asks the database and the inference server how they are, at most once in five seconds. */
export function createHealthCheck({ db, inference, now, startedAt }: Parts) {
  const service = createServiceRepository(db);
  let latest: { at: number; health: Promise<Health> } | undefined;

  async function ask(): Promise<Health> {
    const [database, model] = await Promise.all([askDatabase(), inference.check()]);
    const degraded = model.status !== "ok";
    return {
      status: database.status === "down" ? "down" : degraded ? "degraded" : "ok",
      version: packageJson.version,
      uptimeSeconds: Math.max(0, Math.floor((now().getTime() - startedAt.getTime()) / 1000)),
      checks: { database, inference: model },
    };
  }

  async function askDatabase(): Promise<Health["checks"]["database"]> {
    const from = performance.now();
    const isUp = await Promise.race([
      service.ping().then(
        () => true,
        () => false,
      ),
      new Promise<false>((resolve) => setTimeout(resolve, databaseTimeoutMs, false)),
    ]);
    return { status: isUp ? "ok" : "down", latencyMs: Math.round(performance.now() - from) };
  }

  return {
    /** How everything is, as asked within the last five seconds. */
    current(): Promise<Health> {
      const at = now().getTime();
      if (latest === undefined || at - latest.at >= freshMs) latest = { at, health: ask() };
      return latest.health;
    },

    /** Whether the schema is the one this code was written for. */
    isMigrated: () => service.isMigrated(),

    /** How many users sent a message in the last 15 minutes; undefined when that cannot be told. */
    async countActiveUsers(): Promise<number | undefined> {
      const since = new Date(now().getTime() - activeWithinMs);
      return service.countActiveUsers(since).catch(() => undefined);
    },
  };
}
