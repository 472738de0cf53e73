import { spawn, type ChildProcess } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

const program = join(import.meta.dirname, "start.ts");
const READY = { timeout: 100_000, interval: 50 };

/** A start under test: what it printed so far, and how it ended. */
interface Start {
  child: ChildProcess;
  stdout: string;
  stderr: string;
  exit: Promise<number | null>;
}

describe("npm start", { timeout: 120_000 }, () => {
  let dataDir: string;
  let ports: { PORT: string; INFERENCE_PORT: string };
  const starts: Start[] = [];

  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), "sarah-start-"));
    ports = { PORT: await freePort(), INFERENCE_PORT: await freePort() };
  });
  afterEach(async () => {
    for (const { child } of starts) child.kill("SIGKILL");
    await Promise.all(starts.splice(0).map(({ exit }) => exit));
    await rm(dataDir, { recursive: true, force: true, maxRetries: 5 });
  });

  function start(settings: Record<string, string> = {}): Start {
    // In a folder without a .env and with no settings but these: a developer's own are not for tests.
    const child = spawn(process.execPath, [program], {
      cwd: dataDir,
      env: { PATH: process.env["PATH"], DATA_DIR: dataDir, ...ports, ...settings },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const exit = new Promise<number | null>((resolve) => child.once("close", resolve));
    const it: Start = { child, stdout: "", stderr: "", exit };
    child.stdout.on("data", (data) => (it.stdout += String(data)));
    child.stderr.on("data", (data) => (it.stderr += String(data)));
    starts.push(it);
    return it;
  }
  async function startReady(settings?: Record<string, string>): Promise<Start> {
    const it = start(settings);
    await vi.waitUntil(() => it.stdout.includes("\n") || it.child.exitCode !== null, READY);
    return it;
  }
  const listens = (port: string) =>
    new Promise<boolean>((resolve) => {
      const socket = connect(Number(port), "127.0.0.1");
      socket.once("connect", () => resolve(true)).once("error", () => resolve(false));
      socket.once("connect", () => socket.destroy());
    });
  const goesSilent = (port: string) => vi.waitUntil(async () => !(await listens(port)), READY);

  it("prints one line with the address and the model, and stops when told to", async () => {
    const started = await startReady();
    expect(started.stdout).toBe(
      `Sarah AI is ready at http://127.0.0.1:${ports.PORT}  (docs: /docs, model: nano)\n`,
    );
    started.child.kill("SIGTERM");
    expect(await started.exit).toBe(0);
    expect(started.stderr).toBe("");
    expect(await listens(ports.PORT)).toBe(false);
    expect(await listens(ports.INFERENCE_PORT)).toBe(false);
  });

  it("says where the other one is when the folder is in use, whatever the port", async () => {
    const first = await startReady();
    const second = start();
    expect(await second.exit).toBe(1);
    expect(second.stderr).toMatch(
      new RegExp(
        `^Sarah AI is already running on http://127.0.0.1:${ports.PORT} \\(pid ${first.child.pid}\\) .*\\n$`,
      ),
    );
    expect(second.stdout).toBe("");
  });

  it("names a busy port and the way out, and leaves nothing running", async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(Number(ports.PORT), "127.0.0.1", resolve));
    const busy = start();
    const code = await busy.exit;
    server.close();
    expect(code).toBe(1);
    expect(busy.stderr).toMatch(
      new RegExp(`^Port ${ports.PORT} .*in use\\..*PORT=${Number(ports.PORT) + 1} npm start\\n$`),
    );
    expect(await listens(ports.INFERENCE_PORT)).toBe(false);
  });

  it("stops with one line when the inference server cannot use its settings", async () => {
    const wrong = start({ SARAH_MODEL: "no-such-model" });
    expect(await wrong.exit).toBe(1);
    expect(wrong.stderr).toMatch(/^SARAH_MODEL .*\n$/);
    expect(wrong.stdout).toBe("");
  });

  it("stops with one line when the API cannot use its settings", async () => {
    const wrong = start({ PORT: "not-a-port" });
    expect(await wrong.exit).toBe(1);
    expect(wrong.stderr).toMatch(/^Settings that cannot be used: PORT: .*\n$/);
    expect(wrong.stderr).not.toContain("not-a-port");
  });

  it("stops with one line when its database is damaged, and leaves that as it is", async () => {
    const first = await startReady();
    first.child.kill("SIGINT");
    expect(await first.exit).toBe(0);
    const file = join(dataDir, "pglite", "data", "global", "pg_control");
    const damaged = new Uint8Array(100);
    await writeFile(file, damaged);
    const it = start();
    expect(await it.exit).toBe(1);
    expect(it.stderr).toMatch(/^The database in .*pglite is damaged and does not open\. .*\n$/);
    expect(new Uint8Array(await readFile(file))).toEqual(damaged);
  });

  it("tells the operator who migrates apart from starting what is to be done", async () => {
    const it = await startReady({ MIGRATE_ON_START: "false" });
    expect(it.stderr).toContain("database not migrated: run npm run db:migrate");
    expect((await fetch(`http://127.0.0.1:${ports.PORT}/readyz`)).status).toBe(503);
    it.child.kill("SIGINT");
    expect(await it.exit).toBe(0);
  });

  it("takes the inference server with it when it is killed", async () => {
    const { child } = await startReady();
    expect(await listens(ports.INFERENCE_PORT)).toBe(true);
    child.kill("SIGKILL");
    expect(await goesSilent(ports.INFERENCE_PORT)).toBe(true);
  });

  it("can be started again in a folder whose last one was killed", async () => {
    const { child, exit } = await startReady();
    child.kill("SIGKILL");
    await exit;
    await goesSilent(ports.INFERENCE_PORT);
    const again = await startReady();
    expect(again.stdout).toContain("is ready");
  });

  it("starts no inference server where INFERENCE_URL names one, and says if it is not there", async () => {
    const it = await startReady({ INFERENCE_URL: `http://127.0.0.1:${ports.INFERENCE_PORT}` });
    expect(await listens(ports.INFERENCE_PORT)).toBe(false);
    expect(it.stdout).toContain("model: not reachable yet");
  });
});

async function freePort(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (typeof address !== "object" || !address) throw new Error("no port to be had");
  return String(address.port);
}
