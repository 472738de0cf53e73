import { spawn, type ChildProcess } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

const READY_WITHIN_MS = 120_000;
const GONE_WITHIN_MS = 30_000;
const READY_LINE = /^Sarah AI is ready at (http:\/\/\S+)/m;

/** How a process ended, and all that it printed. */
export interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** `npm start` in a folder of the project, as a newcomer runs it. */
export class NpmStart {
  readonly #npm: ChildProcess;
  readonly #ended: Promise<Ended>;
  #stdout = "";
  #stderr = "";

  constructor(folder: string, settings: Record<string, string>) {
    this.#npm = spawn("npm", ["start"], {
      cwd: folder,
      env: { ...process.env, ...settings },
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.#npm.stdout?.on("data", (data) => (this.#stdout += String(data)));
    this.#npm.stderr?.on("data", (data) => (this.#stderr += String(data)));
    this.#ended = new Promise((resolve) => {
      this.#npm.once("close", (code) =>
        resolve({ code, stdout: this.#stdout, stderr: this.#stderr }),
      );
    });
  }

  /** What the program itself printed on standard output; npm's own lines begin with ">". */
  get lines(): string[] {
    return this.#stdout.split("\n").filter((line) => line !== "" && !line.startsWith(">"));
  }

  /** The address, once it says that it is ready. */
  async ready(): Promise<string> {
    const until = Date.now() + READY_WITHIN_MS;
    while (Date.now() < until && this.#npm.exitCode === null) {
      const address = READY_LINE.exec(this.#stdout)?.[1];
      if (address) return address;
      await sleep(20);
    }
    throw new Error(`npm start did not become ready.\n${this.#stdout}\n${this.#stderr}`);
  }

  /** How it ended, for a start that is expected to fail. */
  async failed(): Promise<Ended> {
    return within(READY_WITHIN_MS, this.#ended, "npm start went on instead of failing");
  }

  /** Stops npm as a service manager would, and fails if any process of it is left. */
  async stop(signal: "SIGTERM" | "SIGINT" = "SIGTERM"): Promise<Ended> {
    const pids = this.processes().map(({ pid }) => pid);
    this.#npm.kill(signal);
    const ended = await within(GONE_WITHIN_MS, this.#ended, "npm start did not stop");
    const left = pids.filter((pid) => commandOf(pid) !== undefined);
    if (left.length > 0) throw new Error(`processes left after npm stopped: ${left.join(", ")}`);
    return ended;
  }

  /** Ends it whatever state it is in; for cleaning up after a failure. */
  kill(): void {
    for (const { pid } of this.processes()) process.kill(pid, "SIGKILL");
    this.#npm.kill("SIGKILL");
  }

  /** Kills the inference server as the kernel would when memory runs out. */
  killInference(): void {
    const found = this.processes().find(({ command }) =>
      command.includes("inference/entry/node.ts"),
    );
    if (!found) throw new Error("there is no inference server among the processes of npm start");
    process.kill(found.pid, "SIGKILL");
  }

  /** All processes below npm. */
  processes(): { pid: number; command: string }[] {
    const parents = new Map(allPids().map((pid) => [pid, parentOf(pid)]));
    const isBelow = (pid: number | undefined): boolean =>
      pid !== undefined &&
      pid > 1 &&
      (parents.get(pid) === this.#npm.pid || isBelow(parents.get(pid)));
    const pids = [...parents.keys()].filter(isBelow);
    return pids.map((pid) => ({ pid, command: commandOf(pid) ?? "" }));
  }
}

/** A port that nothing listens on. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (typeof address !== "object" || !address) throw new Error("no port to be had");
  return address.port;
}

async function within<T>(limitMs: number, promise: Promise<T>, otherwise: string): Promise<T> {
  const late = sleep(limitMs, undefined, { ref: false }).then(() => {
    throw new Error(`${otherwise} within ${limitMs / 1000} s`);
  });
  return Promise.race([promise, late]);
}

function allPids(): number[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
}

function parentOf(pid: number): number | undefined {
  const stat = readProc(pid, "stat");
  // "pid (name) state ppid …": the name may hold anything, also parentheses.
  return stat === undefined
    ? undefined
    : Number(stat.slice(stat.lastIndexOf(")") + 4).split(" ")[0]);
}

/** The command line of a live process; a zombie has none. */
function commandOf(pid: number): string | undefined {
  return readProc(pid, "cmdline")?.replaceAll("\0", " ").trim() || undefined;
}

function readProc(pid: number, file: string): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/${file}`, "utf8");
  } catch {
    return undefined;
  }
}
