import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

import bcrypt from "@node-rs/bcrypt";

import type { ApiConfig } from "#api/config.ts";
import type { Asset, Log, Platform } from "#api/platform.ts";
import type { Database } from "#db/clients/database.ts";
import { describeFailure } from "#db/repositories/failures.ts";
import { createNodeLog } from "./node-log.ts";

const bcryptRounds = 12;
const loopback = /^(127\.|::1$|::ffff:127\.)/;

/** The platform on Node, and a way to wait for what it was given to do later. */
export interface NodePlatform extends Platform {
  /** Resolves when nothing that was deferred is under way. */
  settled(): Promise<void>;
}

/** What differs between Node and the edge, as it is on Node. */
export function createNodePlatform(config: ApiConfig, db: Database): NodePlatform {
  const log = createNodeLog(config);
  return {
    db,
    log,
    now: () => new Date(),
    ...createDeferral(log),
    hashPassword: (password) => bcrypt.hash(password, { cost: bcryptRounds }),
    verifyPassword: (password, hash) => bcrypt.verify(password, hash),
    loadDocsAsset,
    isLoopbackPeer: (address) => address !== undefined && loopback.test(address),
  };
}

/** Keeps track of work that goes on after its response. */
export function createDeferral(log: Log) {
  const underWay = new Set<Promise<unknown>>();
  return {
    defer(work: Promise<unknown>) {
      const tracked = work
        .catch((error: unknown) =>
          log.error("deferred work failed", { error: describeFailure(error) }),
        )
        .finally(() => underWay.delete(tracked));
      underWay.add(tracked);
    },
    async settled() {
      while (underWay.size > 0) await Promise.all(underWay);
    },
  };
}

const contentTypes: Record<string, string> = {
  "swagger-ui.css": "text/css; charset=utf-8",
  "swagger-ui-bundle.js": "text/javascript; charset=utf-8",
  "favicon-32x32.png": "image/png",
};

async function loadDocsAsset(name: string): Promise<Asset | undefined> {
  const contentType = Object.hasOwn(contentTypes, name) ? contentTypes[name] : undefined;
  if (contentType === undefined) return undefined;
  const folder = dirname(createRequire(import.meta.url).resolve("swagger-ui-dist/package.json"));
  return { body: new Uint8Array(await readFile(join(folder, name))), contentType };
}
