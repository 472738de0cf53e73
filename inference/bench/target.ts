import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readdir, readFile, readlink } from "node:fs/promises";
import { join } from "node:path";

/** A server that is measured. */
export interface Target {
  readonly name: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Undefined where its process is not on this machine. */
  readonly pid: number | undefined;
}

export interface OwnServer extends Target {
  /** Ends it as an operator does, and waits until it has saved what it holds. */
  stop(): Promise<void>;
}

/** Our server, which can be restarted, and those it is compared with. */
export interface Bench {
  own: OwnServer;
  readonly peers: readonly Target[];
  restart(): Promise<void>;
}

const PROGRAM = join(import.meta.dirname, "..", "entry", "node.ts");
const TOKEN = "a-token-for-measuring";
/** Linux counts a process's time in hundredths of a second. */
const TICKS_PER_SECOND = 100;
const PAGE_BYTES = 4096;

/** Starts the server in a process of its own, and waits until its model is loaded. */
export async function startOwn(settings: Record<string, string>): Promise<OwnServer> {
  const child = spawn(process.execPath, [PROGRAM], {
    env: { INFERENCE_PORT: "0", INFERENCE_TOKEN: TOKEN, ...settings },
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  const port = await nextPort(child);
  await once(child, "message");
  return {
    name: "ours",
    url: `http://127.0.0.1:${port}`,
    headers: { Authorization: `Bearer ${TOKEN}` },
    pid: child.pid,
    async stop() {
      const exited = once(child, "exit");
      child.kill("SIGTERM");
      await exited;
    },
  };
}

/** A server that runs already, whatever it is. */
export async function findPeer(url: string): Promise<Target> {
  const { port, hostname } = new URL(url);
  const isHere = hostname === "127.0.0.1" || hostname === "localhost";
  const pid = isHere ? await findListener(Number(port)) : undefined;
  return { name: url.replace(/^https?:\/\//, ""), url: url.replace(/\/$/, ""), headers: {}, pid };
}

/** Seconds of processor time that a server has used so far; NaN where that cannot be known. */
export async function cpuSeconds({ pid }: Target): Promise<number> {
  if (pid === undefined) return NaN;
  const text = await readFile(`/proc/${pid}/stat`, "utf8");
  const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
}

/** Its resident memory in bytes. */
export async function residentBytes({ pid }: Target): Promise<number> {
  const text = await readFile(`/proc/${pid}/statm`, "utf8");
  return Number(text.split(" ")[1]) * PAGE_BYTES;
}

async function nextPort(child: ChildProcess): Promise<number> {
  const [message] = (await Promise.race([
    once(child, "message"),
    once(child, "exit").then(() => Promise.reject(new Error("the server did not start"))),
  ])) as [{ port: number }];
  return message.port;
}

/** The process that listens on a port of this machine. */
async function findListener(port: number): Promise<number | undefined> {
  const listening = await readFile("/proc/net/tcp", "utf8").catch(() => "");
  const suffix = `:${port.toString(16).toUpperCase().padStart(4, "0")}`;
  const fields = listening.split("\n").map((line) => line.trim().split(/\s+/));
  const inode = fields.find((row) => row[1]?.endsWith(suffix) && row[3] === "0A")?.[9];
  if (inode === undefined) return undefined;
  const processes = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
  for (const pid of processes) {
    const folder = `/proc/${pid}/fd`;
    const files = await readdir(folder).catch(() => []);
    const links = await Promise.all(
      files.map((file) => readlink(join(folder, file)).catch(() => "")),
    );
    if (links.includes(`socket:[${inode}]`)) return Number(pid);
  }
  return undefined;
}
