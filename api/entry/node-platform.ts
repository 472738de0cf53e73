import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { availableParallelism } from "node:os";
import { dirname, join } from "node:path";

import bcrypt from "@node-rs/bcrypt";

import { decoyHashOf } from "#api/auth/decoy-hash.ts";
import type { ApiConfig } from "#api/config.ts";
import { createDeferral } from "#api/deferral.ts";
import { docsAssets } from "#api/docs/assets.ts";
import { createMemoryCounters } from "#api/limits/memory-counters.ts";
import { createWorkQueue } from "#api/limits/work-queue.ts";
import type { Asset, Platform } from "#api/platform.ts";
import type { Database } from "#db/clients/database.ts";
import { createNodeLog } from "./node-log.ts";

const loopback = /^(127\.|::1$|::ffff:127\.)/;

/**
 * Hashing leaves a core to everything else, and a thread of the pool that reading files, looking up
 * names and checking tokens need too.
 */
const poolThreads = Number(process.env["UV_THREADPOOL_SIZE"] ?? 4);
const hashesAtOnce = Math.max(1, Math.min(availableParallelism(), poolThreads) - 1);
const hashesWaiting = 100;

/** The platform on Node, and a way to wait for what it was given to do later. */
export interface NodePlatform extends Platform {
  /** Resolves when nothing that was deferred is under way. */
  settled(): Promise<void>;
}

/** What differs between Node and the edge, as it is on Node. */
export function createNodePlatform(
  config: ApiConfig,
  db: Database,
  bcryptRounds = 12,
): NodePlatform {
  const log = createNodeLog(config);
  const hashing = createWorkQueue({ atOnce: hashesAtOnce, waiting: hashesWaiting });
  return {
    db,
    log,
    now: () => new Date(),
    ...createDeferral(log),
    memoryCounters: createMemoryCounters(),
    hashPassword: (password) => hashing.run(() => bcrypt.hash(password, { cost: bcryptRounds })),
    verifyPassword: (password, hash) => hashing.run(() => bcrypt.verify(password, hash)),
    decoyHash: decoyHashOf(bcryptRounds),
    loadDocsAsset,
    isLoopbackPeer: (address) => address !== undefined && loopback.test(address),
  };
}

async function loadDocsAsset(name: string): Promise<Asset | undefined> {
  const contentType = Object.hasOwn(docsAssets, name) ? docsAssets[name] : undefined;
  if (contentType === undefined) return undefined;
  const folder = dirname(createRequire(import.meta.url).resolve("swagger-ui-dist/package.json"));
  return { body: new Uint8Array(await readFile(join(folder, name))), contentType };
}
