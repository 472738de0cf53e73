import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";

import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { readData } from "#inference/testing/test-server.ts";

const entry = fileURLToPath(new URL("./node.ts", import.meta.url));
const TOKEN = "a-token-for-tests";

let folder: string;
let children: ChildProcess[];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "inference-"));
  children = [];
});
afterEach(async () => {
  for (const child of children) if (child.exitCode === null) child.kill("SIGKILL");
  await rm(folder, { recursive: true });
});

function start(settings: Record<string, string> = {}, withChannel = true) {
  const child = spawn(process.execPath, [entry], {
    cwd: folder,
    env: { PATH: process.env["PATH"], INFERENCE_PORT: "0", INFERENCE_TOKEN: TOKEN, ...settings },
    stdio: ["ignore", "pipe", "pipe", ...(withChannel ? ["ipc" as const] : [])],
  });
  children.push(child);
  return child;
}

interface Message {
  readonly type: string;
  readonly port: number;
}

async function nextMessage(child: ChildProcess): Promise<Message> {
  const [message] = (await once(child, "message")) as [Message];
  return message;
}

async function ready(settings: Record<string, string> = {}) {
  const child = start(settings);
  const { port } = await nextMessage(child);
  await nextMessage(child);
  return { child, url: `http://127.0.0.1:${port}` };
}

const ask = (url: string, token: string, more = {}, headers: Record<string, string> = {}) =>
  fetch(`${url}/v1/chat/completions`, {
    method: "POST",
    headers: { Authorization: `Bearer ${token}`, ...headers },
    body: JSON.stringify({ messages: [{ role: "user", content: "Hi" }], ...more }),
  });

const long = { messages: [{ role: "user", content: "far away ".repeat(30) }] };

const exitCode = async (child: ChildProcess) => {
  const [code] = await once(child, "exit");
  return code as number | null;
};

describe("the inference server's process", () => {
  it("tells its parent when it listens and when it is ready, and health says which", async () => {
    const child = start();
    const listening = await nextMessage(child);
    expect(listening).toEqual({ type: "listening", port: expect.any(Number) });
    const health = `http://127.0.0.1:${listening.port}/health`;
    const loading = await fetch(health);
    expect(loading.status).toBe(503);
    expect(await loading.json()).toMatchObject({ status: "loading" });
    expect(await nextMessage(child)).toEqual({ type: "ready" });
    const ok = await fetch(health);
    expect([ok.status, await ok.json()]).toEqual([200, { status: "ok" }]);
  });

  it("makes its own token in the data folder where none is set", async () => {
    const dataDir = join(folder, "data");
    const { url } = await ready({ INFERENCE_TOKEN: "", DATA_DIR: dataDir });
    const token = (await readFile(join(dataDir, "inference-token"), "utf8")).trim();
    expect((await ask(url, token)).status).toBe(200);
    expect((await ask(url, "another")).status).toBe(401);
  });

  it("reads .env, over which the real environment wins", async () => {
    await writeFile(join(folder, ".env"), "INFERENCE_SLOTS=3\nINFERENCE_CONTEXT=256\n");
    const { url } = await ready({ INFERENCE_SLOTS: "2" });
    const models = await fetch(`${url}/v1/models`, {
      headers: { Authorization: `Bearer ${TOKEN}` },
    });
    expect(await models.json()).toMatchObject({ data: [{ meta: { slots: 2, context: 256 } }] });
  });

  it("prints one line with address and model when started by hand", async () => {
    const child = start({}, false);
    const [line] = await once(child.stdout ?? process.stdin, "data");
    expect(String(line)).toMatch(/^nano answers on http:\/\/127\.0\.0\.1:\d+\n$/);
  });

  it("uses what there is with INFERENCE_GPU=auto, and says nothing when that is the processor", async () => {
    const child = start({ INFERENCE_GPU: "auto" }, false);
    const printed = text(child.stderr ?? process.stdin);
    const [line] = await once(child.stdout ?? process.stdin, "data");
    expect(String(line)).toMatch(/^nano answers on \S+( \(\d+ layers on \w+\))?\n$/);
    child.kill("SIGTERM");
    expect(await printed).toBe("");
  });

  it("lets a running reply finish on SIGTERM and exits with 0", async () => {
    const { child, url } = await ready();
    const response = await ask(url, TOKEN, { stream: true, ignore_eos: true, max_tokens: 300 });
    const data = readData(response);
    await data.next();
    const code = exitCode(child);
    child.kill("SIGTERM");
    let last = "";
    for await (const line of data) last = line;
    expect(last).toBe("[DONE]");
    expect(await code).toBe(0);
  });

  it("goes on with a conversation after a restart without reading it again", async () => {
    const settings = { DATA_DIR: join(folder, "data") };
    const more = { prompt_cache_key: "mine", max_tokens: 1 };
    const read = async ({ child, url }: Awaited<ReturnType<typeof ready>>) => {
      const { timings } = await (await ask(url, TOKEN, { ...long, ...more })).json();
      const code = exitCode(child);
      child.kill("SIGTERM");
      await code;
      return timings.prompt_n as number;
    };
    expect(await read(await ready(settings))).toBeGreaterThan(50);
    expect(await read(await ready(settings))).toBe(1);
  });

  it("lets a stored reply that its client left finish on SIGTERM, for those who follow it", async () => {
    const { child, url } = await ready();
    const more = { stream: true, store: true, ignore_eos: true, max_tokens: 300 };
    const asked = readData(await ask(url, TOKEN, more, { "Idempotency-Key": "a" }));
    await asked.next();
    const followed = await fetch(`${url}/v1/chat/completions/chatcmpl-a?stream=true`, {
      headers: { Authorization: `Bearer ${TOKEN}` },
    });
    const data = readData(followed);
    await asked.return(undefined);
    const code = exitCode(child);
    child.kill("SIGTERM");
    let last = "";
    for await (const line of data) last = line;
    expect(last).toBe("[DONE]");
    expect(await code).toBe(0);
  });

  it("ends when its parent does", async () => {
    const { child } = await ready();
    const code = exitCode(child);
    child.disconnect();
    expect(await code).toBe(0);
  });

  it.each([
    ["a wrong setting", { INFERENCE_SLOTS: "s3cret" }, /^INFERENCE_SLOTS: [^\n]+\n$/],
    [
      "an open host without a token",
      { INFERENCE_HOST: "0.0.0.0", INFERENCE_TOKEN: "" },
      /^INFERENCE_TOKEN [^\n]+\n$/,
    ],
    [
      "a graphics card that cannot be used",
      { INFERENCE_GPU: "cuda", CUDA_VISIBLE_DEVICES: "-1" },
      /^INFERENCE_GPU: (the cuda build is not installed: run npm run gpu -- cuda|cuda finds no |there is no cuda build)[^\n]+\n$/,
    ],
    [
      "a graphics card of another platform",
      { INFERENCE_GPU: process.platform === "darwin" ? "cuda" : "metal" },
      /^INFERENCE_GPU: there is no [^\n]+\n$/,
    ],
    ["a missing model", { SARAH_MODEL: "./none.gguf" }, /^SARAH_MODEL: there is no file [^\n]+\n$/],
    [
      "the production model before it was fetched",
      { NODE_ENV: "production" },
      /^SARAH_MODEL: there is no file [^\n]+\n$/,
    ],
  ])("stops at %s with one line and exit code 78", async (_, settings, line) => {
    const child = start(settings);
    const [code, printed] = await Promise.all([
      exitCode(child),
      text(child.stderr ?? process.stdin),
    ]);
    expect(printed).toMatch(line);
    expect(printed).not.toContain("s3cret");
    expect(code).toBe(78);
  });

  it("names a file that is no model", async () => {
    await writeFile(join(folder, "bad.gguf"), "not a model");
    const child = start({ SARAH_MODEL: "./bad.gguf" });
    const [code, printed] = await Promise.all([
      exitCode(child),
      text(child.stderr ?? process.stdin),
    ]);
    expect(printed).toMatch(/^SARAH_MODEL: \.\/bad\.gguf could not be loaded [^\n]+\n$/);
    expect(code).toBe(78);
  });

  it("names a busy port and the way out", async () => {
    const taken = createServer().listen(0, "127.0.0.1");
    await once(taken, "listening");
    const address = taken.address();
    const port = String(typeof address === "object" && address?.port);
    const child = start({ INFERENCE_PORT: port });
    const [code, printed] = await Promise.all([
      exitCode(child),
      text(child.stderr ?? process.stdin),
    ]);
    taken.close();
    expect(printed).toContain(`INFERENCE_PORT ${port} is taken`);
    expect(code).toBe(78);
  });
});
