import { execFileSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import postgres from "postgres";
import { expect, test, vi } from "vitest";
import { run, type Child } from "./child.ts";
import { clusterPrefix } from "./cluster-sweep.ts";
import { startCluster } from "./cluster.ts";
import { findBinaries, findShippedBinaries } from "./postgres-binaries.ts";
import { temporaryFolder } from "./temporary-folder.ts";

/** Where nothing may be skipped: CI on Linux installs the one and npm brings the other. */
const mayNotSkip = process.env["CI"] === "true" && process.platform === "linux";
const hasFound = mayNotSkip || findBinaries() !== undefined;
const hasShipped = mayNotSkip || findShippedBinaries() !== undefined;
const slow = { timeout: 120_000 };

test.runIf(hasFound).for(["found"] as const)("starts the machine's own Postgres", slow, serves);
test.runIf(hasShipped).for(["shipped"] as const)("starts the one npm brought", slow, serves);

test("takes the one at TEST_DATABASE_URL as it is", async () => {
  const cluster = await startCluster({ env: { TEST_DATABASE_URL: "postgres://elsewhere/tests" } });
  expect(cluster).toMatchObject({ url: "postgres://elsewhere/tests", origin: "TEST_DATABASE_URL" });
});

test("gives the reasons when there is none", async () => {
  const folder = temporaryFolder();
  for (const program of ["initdb", "postgres"]) {
    writeFileSync(join(folder, program), "#!/bin/sh\necho broken >&2; exit 1\n", { mode: 0o755 });
  }
  const found = await startCluster({ sources: ["url", "found"], env: { PATH: folder } });
  expect(found).toEqual({
    reasons: ["TEST_DATABASE_URL is not set", expect.stringContaining(`${folder}: `)],
  });
});

test("prefers the programs on PATH, then the newest packaged version", () => {
  const folder = temporaryFolder();
  for (const place of ["path", "packaged/9/bin", "packaged/15/bin", "packaged/other"]) {
    mkdirSync(join(folder, place), { recursive: true });
    for (const program of ["initdb", "postgres"]) writeFileSync(join(folder, place, program), "");
  }
  const [path, packaged] = [join(folder, "path"), join(folder, "packaged")];
  expect(findBinaries(`/nowhere:${path}`, packaged)).toBe(path);
  expect(findBinaries("/nowhere", packaged)).toBe(join(packaged, "15", "bin"));
  expect(findBinaries("/nowhere", "/nowhere")).toBeUndefined();
});

test.runIf(hasFound || hasShipped).for(["SIGKILL", "SIGINT"] as const)(
  "nothing is left when the tests end by %s",
  slow,
  async (signal) => {
    const { child, temporary } = await startElsewhere();
    process.kill(child.pid, signal);
    await vi.waitFor(() => expect(readdirSync(temporary)).toEqual([]), { timeout: 20_000 });
  },
);

test.runIf(hasFound || hasShipped)(
  "the next run removes what a killed keeper left, and nothing else",
  slow,
  async () => {
    const { child, temporary } = await startElsewhere();
    const orphan = join(temporary, readdirSync(temporary)[0]!);
    const { pid } = JSON.parse(readFileSync(join(orphan, "holder.json"), "utf8"));
    process.kill(pid, "SIGKILL");
    await child.kill();
    const server = Number(
      readFileSync(join(orphan, "data", "postmaster.pid"), "utf8").split("\n")[0],
    );
    expect(isAlive(server)).toBe(true);
    const stranger = join(temporary, `${clusterPrefix}unmarked`);
    mkdirSync(stranger);
    const next = await startElsewhere(temporary);
    expect(isAlive(server)).toBe(false);
    expect(existsSync(orphan)).toBe(false);
    expect(existsSync(stranger)).toBe(true);
    const third = await startElsewhere(temporary);
    expect(await next.child.ask()).toBe("1");
    await Promise.all([next.child.kill(), third.child.kill()]);
    await vi.waitFor(() => expect(readdirSync(temporary)).toHaveLength(1), { timeout: 20_000 });
  },
);

async function serves(source: "found" | "shipped"): Promise<void> {
  const cluster = await startCluster({ sources: [source], env: { PATH: process.env["PATH"] } });
  if (!("url" in cluster)) throw new Error(cluster.reasons.join());
  const sql = postgres(cluster.url, { max: 1 });
  expect(await sql`select lower('Ä') as lower, current_setting('fsync') as fsync`).toEqual([
    { lower: "ä", fsync: "off" },
  ]);
  await sql.end();
  await cluster.stop();
  await expect(postgres(cluster.url, { max: 1 })`select 1`).rejects.toMatchObject({
    code: "ECONNREFUSED",
  });
}

/** A process that has started a cluster in a temp folder of its own, and can still query it. */
async function startElsewhere(temporary = temporaryFolder()) {
  chmodSync(temporary, 0o755);
  const source = `
    import postgres from "postgres";
    import { startCluster } from "#db/testing/cluster.ts";
    const { url } = await startCluster({ sources: ["found", "shipped"] });
    console.log("ready");
    const sql = postgres(url, { max: 1 });
    process.on("SIGUSR2", async () => console.log((await sql\`select 1 as one\`)[0].one));
    setInterval(() => {}, 1000);`;
  const child = run(["--input-type=module", "--eval", source], { TMPDIR: temporary });
  expect(await child.nextLine()).toBe("ready");
  return { child: askable(child), temporary };
}

function askable(child: Child) {
  const ask = async () => {
    process.kill(child.pid, "SIGUSR2");
    return child.nextLine();
  };
  return Object.assign(child, { ask });
}

/** A process that has ended but that nobody has reaped yet counts as gone. */
function isAlive(pid: number): boolean {
  try {
    const state = execFileSync("ps", ["-o", "stat=", "-p", String(pid)], { encoding: "utf8" });
    return !state.trim().startsWith("Z");
  } catch {
    return false;
  }
}
