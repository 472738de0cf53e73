import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import type { Death } from "./restart-policy.ts";
import { SupervisedProcess } from "./supervised-process.ts";

const testing = join(import.meta.dirname, "testing");

describe("a supervised process", () => {
  let folder: string;
  let running: SupervisedProcess | undefined;
  const lines: string[] = [];
  const deaths: Death[] = [];

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "sarah-supervise-"));
    lines.length = 0;
    deaths.length = 0;
  });
  afterEach(async () => {
    await running?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  function supervise(behaviour: string, delayMs: number | undefined): SupervisedProcess {
    running = new SupervisedProcess({
      title: "test program",
      program: join(testing, "lifelike-program.ts"),
      env: { ...process.env, BEHAVIOUR: behaviour, PIDS: join(folder, "pids") },
      afterDeath(death) {
        deaths.push(death);
        return deaths.length > 3 ? undefined : delayMs;
      },
      log: (line) => lines.push(line),
    });
    running.start();
    return running;
  }
  const pids = async () =>
    (await readFile(join(folder, "pids"), "utf8")).trim().split("\n").map(Number);

  it("is started again when it was killed, and the log says so in one line", async () => {
    const supervised = supervise("live", 10);
    await supervised.ready;
    process.kill(supervised.pid ?? 0, "SIGKILL");
    await vi.waitFor(async () => expect(await pids()).toHaveLength(2), 10_000);
    expect(lines).toEqual([
      "The test program ended (signal SIGKILL). Starting it again in 0.01 s.",
    ]);
    expect(deaths[0]).toMatchObject({ signal: "SIGKILL", everReady: true });
  });

  it("tells the policy what the last delay was", async () => {
    await supervise("die", 20).gaveUp;
    expect(deaths.map((death) => death.lastDelayMs)).toEqual([undefined, 20, 20, 20]);
    expect(deaths[0]).toMatchObject({ code: 3, everReady: false, readyForMs: 0 });
  });

  it("stays down when the policy says so", async () => {
    await supervise("refuse", undefined).gaveUp;
    expect(deaths[0]).toMatchObject({ code: 78, everReady: false });
    expect(await pids()).toHaveLength(1);
    expect(lines).toEqual([]);
  });

  it("is gone once stopped, and is not started again", async () => {
    const supervised = supervise("live", 10);
    await supervised.ready;
    await supervised.stop();
    supervised.start();
    expect(supervised.pid).toBeUndefined();
    expect(deaths).toEqual([]);
    const [pid = 0] = await pids();
    expect(isAlive(pid)).toBe(false);
  });

  it("is one process, however many restarts are asked for at once", async () => {
    const supervised = supervise("live", 10);
    await supervised.ready;
    await Promise.all([supervised.restart(), supervised.restart(), supervised.restart()]);
    await vi.waitFor(async () => expect(await pids()).toHaveLength(2), 10_000);
    expect((await pids()).filter(isAlive)).toEqual([supervised.pid]);
  });

  it("does not come back when it is stopped in the middle of a restart", async () => {
    const supervised = supervise("live", 10);
    await supervised.ready;
    await Promise.all([supervised.restart(), supervised.stop()]);
    expect(supervised.pid).toBeUndefined();
  });

  it("ends by itself when its supervisor is killed", async () => {
    const supervisor = spawn(process.execPath, [join(testing, "lifelike-supervisor.ts")], {
      env: { ...process.env, BEHAVIOUR: "live" },
    });
    const printed = await new Promise<string>((resolve) => {
      supervisor.stdout.once("data", (data) => resolve(String(data)));
    });
    const pid = Number(printed);
    expect(isAlive(pid)).toBe(true);
    supervisor.kill("SIGKILL");
    await vi.waitFor(() => expect(isAlive(pid)).toBe(false), 10_000);
  });
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
