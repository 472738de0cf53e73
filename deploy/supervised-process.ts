import { spawn, type ChildProcess } from "node:child_process";

import type { Environment } from "./environment.ts";
import type { Death } from "./restart-policy.ts";

/*
 * A program that is kept running as a process of its own.
 *
 * Invariants:
 * - at most one process of it at a time, and none after `stop`.
 * - it leads its own process group, so that Ctrl-C in a terminal reaches the supervisor alone,
 *   which then stops its processes in order.
 * - it holds the other end of an IPC channel: when this process dies, however it dies, the channel
 *   closes and the program ends itself.
 */

/** The signal's grace: long enough to write caches to disk. */
const STOP_GRACE_MS = 8000;

export interface SupervisedProgram {
  /** What log lines call it: "inference server". */
  title: string;
  /** Absolute path of the module to run. */
  program: string;
  env: Environment;
  /** How long to wait until it is started again; undefined: it stays down. */
  afterDeath: (death: Death) => number | undefined;
  /** Told one line whenever something happened to the process. */
  log: (line: string) => void;
}

export class SupervisedProcess {
  /** Resolves when the program first says that it is ready. */
  readonly ready: Promise<void>;
  /** Resolves when the program died and is not started again. */
  readonly gaveUp: Promise<void>;

  readonly #options: SupervisedProgram;
  readonly #ready = Promise.withResolvers<void>();
  readonly #gaveUp = Promise.withResolvers<void>();
  #child: ChildProcess | undefined;
  #timer: NodeJS.Timeout | undefined;
  /** The process that was asked to end: its death is no accident. */
  #dismissed: ChildProcess | undefined;
  #stopped = false;
  #everReady = false;
  #readySinceMs: number | undefined;
  #lastDelayMs: number | undefined;

  constructor(options: SupervisedProgram) {
    this.#options = options;
    this.ready = this.#ready.promise;
    this.gaveUp = this.#gaveUp.promise;
    process.once("exit", () => this.#child?.kill("SIGTERM"));
  }

  /** The process id of the process that runs now. */
  get pid(): number | undefined {
    return this.#child?.pid;
  }

  start(): void {
    if (this.#stopped) return;
    const child = spawn(process.execPath, [this.#options.program], {
      env: this.#options.env,
      // Its output goes to standard error: standard output is for the line that says "ready".
      stdio: ["ignore", 2, 2, "ipc"],
      detached: process.platform !== "win32",
      windowsHide: true,
    });
    this.#child = child;
    this.#readySinceMs = undefined;
    child.on("message", (message) => this.#hear(message));
    child.once("exit", (code, signal) => this.#bury(child, code, signal));
    child.once("error", (error) => {
      this.#options.log(`The ${this.#options.title} could not be run: ${error.message}`);
      if (child.pid === undefined) this.#bury(child, null, null);
    });
  }

  /** Ends the process and starts it anew at once, also when it was down. */
  async restart(): Promise<void> {
    await this.#dismiss();
    this.#lastDelayMs = undefined;
    if (!this.#child) this.start();
  }

  /** Asks the process to end, and after some seconds makes it. Resolves when it is gone for good. */
  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#dismiss();
  }

  async #dismiss(): Promise<void> {
    clearTimeout(this.#timer);
    const child = this.#child;
    if (!child) return;
    this.#dismissed = child;
    const gone = new Promise<void>((resolve) => child.once("exit", () => resolve()));
    const force = setTimeout(() => child.kill("SIGKILL"), STOP_GRACE_MS);
    child.kill("SIGTERM");
    await gone;
    clearTimeout(force);
  }

  #hear(message: unknown): void {
    const hasType = typeof message === "object" && message !== null && "type" in message;
    if (!hasType || message.type !== "ready") return;
    this.#everReady = true;
    this.#readySinceMs = performance.now();
    this.#ready.resolve();
  }

  #bury(child: ChildProcess, code: number | null, signal: string | null): void {
    if (this.#child !== child) return;
    this.#child = undefined;
    if (this.#dismissed === child) return;
    const { title, afterDeath, log } = this.#options;
    const readyForMs = this.#readySinceMs ? performance.now() - this.#readySinceMs : 0;
    const delayMs = afterDeath({
      code,
      signal,
      everReady: this.#everReady,
      readyForMs,
      lastDelayMs: this.#lastDelayMs,
    });
    if (delayMs === undefined) return this.#gaveUp.resolve();
    this.#lastDelayMs = delayMs;
    const cause = signal ? `signal ${signal}` : `exit code ${String(code)}`;
    log(`The ${title} ended (${cause}). Starting it again in ${delayMs / 1000} s.`);
    this.#timer = setTimeout(() => this.start(), delayMs);
  }
}
