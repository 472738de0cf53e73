import { cpSync, mkdirSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

import { docsAssets } from "#api/docs/assets.ts";

/*
 * Puts the files of the docs page where wrangler takes a Worker's static assets from.
 * Run by wrangler before it bundles.
 */
const from = dirname(createRequire(import.meta.url).resolve("swagger-ui-dist/package.json"));
const to = join(import.meta.dirname, ".assets");
mkdirSync(to, { recursive: true });
for (const name of Object.keys(docsAssets)) cpSync(join(from, name), join(to, name));
