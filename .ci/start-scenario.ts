import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { chat, readMessages, register } from "./client.ts";
import { converse, say } from "./conversation.ts";
import { freePort, NpmStart } from "./npm-start.ts";

/*
 *   node .ci/start-scenario.ts <folder>
 *
 * What a newcomer can do with `npm start` in an installed clone, and what may go wrong there.
 * Reads /proc, so it runs on Linux.
 */

const folder = process.argv[2] ?? ".";
const dataDir = mkdtempSync(join(tmpdir(), "sarah-start-"));
const settings = { DATA_DIR: dataDir, PORT: String(await freePort()), HOST: "127.0.0.1" };
const started: NpmStart[] = [];

function npmStart(overrides: Record<string, string> = {}): NpmStart {
  const npm = new NpmStart(folder, { ...settings, ...overrides });
  started.push(npm);
  return npm;
}

async function check(what: string, run: () => Promise<void>): Promise<void> {
  const sinceMs = performance.now();
  await run();
  console.log(`  ok: ${what} (${((performance.now() - sinceMs) / 1000).toFixed(1)} s)`);
}

async function scenario(): Promise<void> {
  let npm = npmStart();
  let url = "";
  let had: Awaited<ReturnType<typeof converse>> | undefined;

  await check("starts, and prints one line", async () => {
    url = await npm.ready();
    assert.equal(npm.lines.length, 1, npm.lines.join("\n"));
  });
  await check("answers token by token", async () => {
    had = await converse(url);
  });
  await check("a second start says where the first one is", async () => {
    const { code, stderr } = await npmStart({ PORT: String(await freePort()) }).failed();
    assert.equal(code, 1);
    assert.match(stderr, new RegExp(`^.*already running on ${url} \\(pid \\d+\\).*\\n$`));
  });
  await check("a second start on the same port says so too", async () => {
    const { stderr } = await npmStart().failed();
    assert.match(stderr, /already running on/);
  });
  await check("a busy port names itself and the way out", () => busyPort());
  await check("stops with npm, and leaves no process", async () => {
    const { code } = await npm.stop();
    assert.equal(code, 0);
  });
  await check("the conversation is still there after a restart", async () => {
    npm = npmStart();
    url = await npm.ready();
    assert.ok(had);
    assert.deepEqual(await readMessages(url, had.accessToken, had.id), had.messages);
  });
  await check("a reply survives the death of the inference server, and the next one works", () =>
    deathMidReply(npm, url),
  );
  await check("stops on Ctrl-C", async () => {
    const { code } = await npm.stop("SIGINT");
    assert.equal(code, 0);
  });
}

async function busyPort(): Promise<void> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  const { code, stderr } = await npmStart({
    PORT: String(port),
    DATA_DIR: join(dataDir, "other"),
  }).failed();
  server.close();
  assert.equal(code, 1);
  assert.match(stderr, new RegExp(`^Port ${port} .*is in use\\..*PORT=${port + 1} npm start\\n$`));
}

/** The small model is quick: a reply may be complete before the signal arrives, then once more. */
async function deathMidReply(npm: NpmStart, url: string): Promise<void> {
  const accessToken = await register(url);
  for (let attempt = 0; attempt < 5; attempt++) {
    const { last, id, text } = await killAtFirstWord(npm, url, accessToken);
    if (last === "error") {
      const kept = (await readMessages(url, accessToken, id)).at(-1);
      assert.equal(kept?.status, "interrupted");
      assert.equal(kept.content, text);
      return nextMessageWorks(url, accessToken, id);
    }
    await nextMessageWorks(url, accessToken, id);
  }
  assert.fail("no reply could be interrupted");
}

async function killAtFirstWord(npm: NpmStart, url: string, accessToken: string) {
  let [last, id, text] = ["", "", ""];
  for await (const { event, data } of chat(url, accessToken, "Tell me a long story, please.")) {
    last = event;
    if (event === "message.start") id = String(data["conversationId"]);
    if (event !== "message.delta") continue;
    if (text === "") npm.killInference();
    text += String(data["text"]);
  }
  return { last, id, text };
}

/** Once the inference server is back; until then a send is refused and may be repeated. */
async function nextMessageWorks(url: string, accessToken: string, id: string): Promise<void> {
  let failure: unknown;
  for (let attempt = 0; attempt < 30; attempt++) {
    try {
      await say(url, accessToken, "Are you still there?", id);
      return;
    } catch (error) {
      failure = error;
      await sleep(1000);
    }
  }
  throw failure;
}

function cleanUp(): void {
  for (const npm of started) npm.kill();
  rmSync(dataDir, { recursive: true, force: true });
}

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => {
    cleanUp();
    process.exit(1);
  });
}
try {
  await scenario();
} finally {
  cleanUp();
}
