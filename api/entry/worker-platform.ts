import { compare, hash } from "bcryptjs";

import { decoyHashOf } from "#api/auth/decoy-hash.ts";
import type { ApiConfig } from "#api/config.ts";
import { createDeferral } from "#api/deferral.ts";
import { createMemoryCounters } from "#api/limits/memory-counters.ts";
import type { Asset, Log, Platform } from "#api/platform.ts";
import type { Database } from "#db/clients/database.ts";
import type { WorkerEnv } from "./worker-env.ts";

const bcryptRounds = 12;
/** For all requests that this isolate gets. */
const memoryCounters = createMemoryCounters();
const levels = ["debug", "info", "warning", "error"] as const;

/** What differs between Node and the edge, as it is at the edge. */
export function createWorkerPlatform(
  env: WorkerEnv,
  config: ApiConfig,
  db: Database,
): Platform & { settled(): Promise<void> } {
  const log = createConsoleLog(config.LOG_LEVEL);
  return {
    db,
    log,
    now: () => new Date(),
    ...createDeferral(log),
    memoryCounters,
    hashPassword: (password) => hash(password, bcryptRounds),
    verifyPassword: compare,
    decoyHash: decoyHashOf(bcryptRounds),
    loadDocsAsset: (name) => loadAsset(env, name),
    isLoopbackPeer: () => false,
  };
}

/** Log lines as JSON by the console, which is what the platform collects. */
function createConsoleLog(lowest: (typeof levels)[number]): Log {
  const line =
    (level: (typeof levels)[number]) =>
    (event: string, fields: Record<string, unknown> = {}) => {
      if (levels.indexOf(level) < levels.indexOf(lowest)) return;
      console.log(JSON.stringify({ level, time: Date.now(), ...fields, msg: event }));
    };
  return {
    debug: line("debug"),
    info: line("info"),
    warning: line("warning"),
    error: line("error"),
  };
}

async function loadAsset(env: WorkerEnv, name: string): Promise<Asset | undefined> {
  const response = await env.ASSETS?.fetch(`https://assets.invalid/${name}`);
  if (!response?.ok) return undefined;
  const contentType = response.headers.get("Content-Type") ?? "application/octet-stream";
  return { body: new Uint8Array(await response.arrayBuffer()), contentType };
}
