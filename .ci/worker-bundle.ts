import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { gzipSync } from "node:zlib";

/*
 * Bundles the API as a Worker, holds the bundle to its size, and has workerd answer from it.
 * Nothing of it leaves this machine; the database is one that nobody can reach, and the Worker is
 * to say just that.
 */

const LIMIT_KB = 700;
const BYTES_PER_KB = 1000;
const ROOT = join(import.meta.dirname, "..");
const CONFIG = join(ROOT, "deploy", "wrangler.jsonc");

Object.assign(process.env, {
  // The configuration's build command runs `node`.
  PATH: [join(ROOT, "node_modules", ".bin"), process.env["PATH"]].join(delimiter),
  WRANGLER_SEND_METRICS: "false",
  CLOUDFLARE_CF_FETCH_ENABLED: "false",
});

function bundle(): void {
  const folder = mkdtempSync(join(tmpdir(), "sarah-worker-"));
  try {
    const wrangler = join(ROOT, "node_modules", ".bin", "wrangler");
    const options = ["deploy", "--dry-run", "--outdir", folder, "--config", CONFIG];
    execFileSync(wrangler, options, { cwd: ROOT, stdio: ["ignore", "ignore", 2] });
    const modules = readdirSync(folder).filter((name) => /\.(m?js|wasm)$/.test(name));
    const sizes = modules.map((name) => gzipSync(readFileSync(join(folder, name))).length);
    const kb = sizes.reduce((total, size) => total + size, 0) / BYTES_PER_KB;
    console.log(`Worker bundle: ${kb.toFixed(0)} KB gzip (limit ${LIMIT_KB})`);
    assert.ok(kb > 1 && kb <= LIMIT_KB, "the bundle is empty or too large");
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function answer(): Promise<void> {
  const { unstable_startWorker: startWorker } = await import("wrangler");
  const worker = await startWorker({
    config: CONFIG,
    bindings: {
      NODE_ENV: { type: "plain_text", value: "test" },
      JWT_KEYS: { type: "plain_text", value: `ci:${"0".repeat(32)}` },
      DATABASE_URL: { type: "plain_text", value: "postgres://nobody@127.0.0.1:9/none" },
    },
    dev: { server: { port: 0 }, inspector: false, watch: false, logLevel: "error" },
  });
  try {
    await worker.ready;
    const live = await worker.fetch("http://worker/livez");
    assert.equal(live.status, 200, `/livez answered ${live.status}`);
    const health = await worker.fetch("http://worker/health");
    const { status, checks } = (await health.json()) as Health;
    assert.deepEqual([health.status, status, checks.database.status], [503, "down", "down"]);
    console.log("workerd answers /livez and /health");
  } finally {
    await worker.dispose();
  }
}

interface Health {
  status: string;
  checks: { database: { status: string } };
}

bundle();
await answer();
