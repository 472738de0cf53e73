import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { resolve } from "node:path";

/** A process that a test may kill. */
export interface Child {
  pid: number;
  /** The next line of its standard output; undefined once it has closed that. */
  nextLine(): Promise<string | undefined>;
  /** kill -9, and waits until it is gone. */
  kill(): Promise<void>;
  /** What it ended with, and all it wrote to standard error. */
  ended(): Promise<{ code: number | null; stderr: string }>;
}

const root = resolve(import.meta.dirname, "..", "..");

/** Runs the source of an ES module, which may import `#db/…`, in a Node of its own. */
export function runModule(source: string): Child {
  return run(["--input-type=module", "--eval", source]);
}

/** Runs Node with these arguments in the repository's root, with these settings over our own. */
export function run(nodeArguments: string[], env: NodeJS.ProcessEnv = {}): Child {
  const child = spawn(process.execPath, nodeArguments, {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  const exited = once(child, "close");
  let stderr = "";
  child.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
  return {
    pid: child.pid!,
    async nextLine() {
      const line = await lines.next();
      return line.done ? undefined : line.value;
    },
    async kill() {
      child.kill("SIGKILL");
      await exited;
    },
    async ended() {
      await exited;
      return { code: child.exitCode, stderr };
    },
  };
}
