import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

import type { Cost } from "./report-cost.ts";
import { createTestClient, type TestClient } from "./test-client.ts";

/** A program of ours in a process of its own, to which anything may happen. It ends with its parent. */
export interface Program {
  url: string;
  /** As when its machine loses power: it tells nobody. */
  kill(): Promise<void>;
  /** As when a laptop is closed; `resume` opens it again. */
  pause(): void;
  resume(): void;
  /** Asks it to stop, and waits until it has. */
  stop(): Promise<{ code: number | null; stderr: string }>;
}

/** One instance of the API in a process of its own. */
export interface ApiProcess extends Program, TestClient {
  /** What it costs, measured after a garbage collection. */
  cost(): Promise<Cost>;
}

const root = resolve(import.meta.dirname, "..", "..");
const startWithinMs = 60_000;

/** Starts an instance on a migrated database, and waits until it answers. */
export async function startApiProcess(settings: {
  DATABASE_URL: string;
  INFERENCE_URL: string;
  [name: string]: string;
}): Promise<ApiProcess> {
  const { child, ...program } = await startProgram(
    ["--expose-gc", "--import", "./api/testing/report-cost.ts", "api/entry/node.ts"],
    {
      PORT: "0",
      LOG_LEVEL: "error",
      MIGRATE_ON_START: "false",
      JWT_KEYS: "test:a-secret-of-more-than-thirty-two-bytes",
      RATE_LIMIT_PER_MINUTE: "100000",
      CHAT_LIMIT_PER_MINUTE: "100000",
      REGISTER_LIMIT_PER_HOUR: "100000",
      LOGIN_FAILURES_BEFORE_DELAY: "100000",
      ...settings,
    },
    addressPrintedBy,
  );
  const cost = async () => {
    const answer = once(child, "message", { signal: AbortSignal.timeout(startWithinMs) });
    child.send("cost");
    const [costs] = (await answer) as [Cost];
    return costs;
  };
  return { ...program, ...createTestClient(program.url), cost };
}

/** Starts the inference server with the small model that ships with the project. */
export async function startInferenceProcess(
  settings: Record<string, string> = {},
): Promise<Program> {
  return startProgram(
    ["inference/entry/node.ts"],
    { INFERENCE_PORT: "0", ...settings },
    addressToldBy,
  );
}

type FindAddress = (child: ChildProcess, signal: AbortSignal) => Promise<string>;

async function startProgram(
  nodeArguments: string[],
  settings: Record<string, string>,
  findAddress: FindAddress,
): Promise<Program & { child: ChildProcess }> {
  const dataDir = mkdtempSync(join(tmpdir(), "sarah-ai-test-"));
  const child = spawn(process.execPath, nodeArguments, {
    cwd: root,
    env: { ...process.env, DATA_DIR: dataDir, ...settings },
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  const exited = once(child, "close").finally(() => rmSync(dataDir, { recursive: true }));
  let stderr = "";
  child.stderr!.on("data", (piece: Buffer) => (stderr += piece.toString()));
  const ended = exited.then(() => {
    throw new Error("It ended");
  });
  const signal = AbortSignal.timeout(startWithinMs);
  const url = await Promise.race([findAddress(child, signal), ended]).catch((cause) => {
    child.kill("SIGKILL");
    throw new Error(`${nodeArguments.at(-1)} did not start: ${stderr}`, { cause });
  });
  ended.catch(() => {});
  return {
    child,
    url,
    async kill() {
      child.kill("SIGKILL");
      await exited;
    },
    pause: () => void child.kill("SIGSTOP"),
    resume: () => void child.kill("SIGCONT"),
    async stop() {
      child.kill("SIGTERM");
      await exited;
      return { code: child.exitCode, stderr };
    },
  };
}

/** The address in the line with which the API says that it can be talked to. */
async function addressPrintedBy(child: ChildProcess, signal: AbortSignal): Promise<string> {
  const [line] = await once(child.stdout!, "data", { signal });
  return /http:\/\/\S+/.exec(String(line))![0];
}

/** The inference server tells its parent where it listens, then that its model is loaded. */
async function addressToldBy(child: ChildProcess, signal: AbortSignal): Promise<string> {
  const [{ port }] = await once(child, "message", { signal });
  await once(child, "message", { signal });
  return `http://127.0.0.1:${port}`;
}
