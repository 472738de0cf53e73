import { execFile, spawn, type ChildProcess } from "node:child_process";
import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import postgres from "postgres";
import { clusterPrefix, sweepClusters } from "./cluster-sweep.ts";
import {
  copyShippedBinaries,
  findBinaries,
  findRunAs,
  findShippedBinaries,
  type RunAs,
} from "./postgres-binaries.ts";

/** A real Postgres for tests: on 127.0.0.1, in the temp folder, fast because it may lose everything. */
export interface Cluster {
  /** Of a database and a user that may create others. */
  url: string;
  /** Where it comes from, for people. */
  origin: string;
  stop(): Promise<void>;
}

/** Which Postgres to look for: the one at a URL, the machine's, or the one npm brought. */
export type ClusterSource = "url" | "found" | "shipped";

export interface ClusterOptions {
  /** Tried in this order. */
  sources?: readonly ClusterSource[];
  env?: NodeJS.ProcessEnv;
}

/**
 * Finds or starts a Postgres.
 * @returns the cluster, or why there is none: one reason for each source that was tried
 */
export async function startCluster({
  sources = ["url", "found", "shipped"],
  env = process.env,
}: ClusterOptions = {}): Promise<Cluster | { reasons: string[] }> {
  const url = env["TEST_DATABASE_URL"];
  if (url && sources.includes("url")) {
    return { url, origin: "TEST_DATABASE_URL", stop: async () => {} };
  }
  await sweepClusters();
  const reasons = [];
  for (const source of sources) {
    const started = source === "url" ? "TEST_DATABASE_URL is not set" : await tryStart(source, env);
    if (typeof started !== "string") return started;
    reasons.push(started);
  }
  return { reasons };
}

async function tryStart(source: "found" | "shipped", env: NodeJS.ProcessEnv) {
  const binaries = source === "found" ? findBinaries(env["PATH"]) : findShippedBinaries();
  if (!binaries) {
    return source === "found" ? "postgresql is not installed" : "npm has none for this platform";
  }
  try {
    return await start(binaries, source === "shipped");
  } catch (error) {
    return `${binaries}: ${error instanceof Error ? error.message : String(error)}`;
  }
}

async function start(binaries: string, isShipped: boolean): Promise<Cluster> {
  const folder = mkdtempSync(join(tmpdir(), clusterPrefix));
  try {
    const place = {
      folder,
      bin: isShipped ? copyShippedBinaries(binaries, join(folder, "postgres")) : binaries,
      runAs: findRunAs(),
    };
    return { ...(await serve(place)), origin: binaries };
  } catch (error) {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    throw error;
  }
}

async function serve(place: Place): Promise<Omit<Cluster, "origin">> {
  const password = randomBytes(16).toString("hex");
  await initialise(place, password);
  const port = await findFreePort();
  const keeper = spawnKeeper(place, port);
  const url = `postgres://sarah:${password}@127.0.0.1:${port}/postgres`;
  const stop = async () => {
    if (keeper.exitCode !== null) return;
    keeper.stdin!.end();
    await once(keeper, "exit");
  };
  try {
    await waitUntilReady(url, keeper);
    return { url, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

interface Place {
  folder: string;
  bin: string;
  runAs: RunAs | undefined;
}

const dataOf = (folder: string) => join(folder, "data");

/** Runs initdb. In a locale that folds case as usual where the machine has it. */
async function initialise({ folder, bin, runAs }: Place, password: string): Promise<void> {
  const data = dataOf(folder);
  const passwordFile = join(folder, "password");
  mkdirSync(data, { mode: 0o700 });
  writeFileSync(passwordFile, password, { mode: 0o600 });
  chmodSync(folder, 0o711);
  if (runAs) for (const path of [data, passwordFile]) chownSync(path, runAs.uid, runAs.gid);
  const options = ["-D", data, "-U", "sarah", "-A", "password", "--pwfile", passwordFile];
  const run = (locale: string) =>
    promisify(execFile)(
      join(bin, "initdb"),
      [...options, "-N", "-E", "UTF8", `--locale=${locale}`],
      { ...runAs, cwd: folder },
    );
  await run("C.UTF-8").catch(() => run("C"));
}

function spawnKeeper({ folder, bin, runAs }: Place, port: number): ChildProcess {
  const settings = {
    listen_addresses: "127.0.0.1",
    port,
    unix_socket_directories: "",
    fsync: "off",
    synchronous_commit: "off",
    full_page_writes: "off",
    max_connections: 200,
  };
  const server = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const program = [join(bin, "postgres"), JSON.stringify(runAs ?? {}), "-D", dataOf(folder)];
  return spawn(
    process.execPath,
    [join(import.meta.dirname, "cluster-keeper.ts"), folder, ...program, ...server],
    // In a process group of its own: Ctrl-C is for the tests, the keeper notices their end.
    { detached: true, stdio: ["pipe", "ignore", "inherit"] },
  );
}

async function waitUntilReady(url: string, keeper: ChildProcess): Promise<void> {
  const triesIn30Seconds = 600;
  for (let attempt = 0; attempt < triesIn30Seconds; attempt++) {
    if (keeper.exitCode !== null) throw new Error("the server ended while starting");
    const sql = postgres(url, { max: 1, fetch_types: false });
    try {
      await sql`select 1`;
      return;
    } catch {
      await sleep(50);
    } finally {
      await sql.end({ timeout: 0 });
    }
  }
  throw new Error("the server did not answer within 30 s");
}

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}
