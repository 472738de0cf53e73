import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, beforeAll, describe, expect, it } from "vitest";

import type { ChatCompletion } from "#inference/protocol/chat-completion-response.ts";
import { startTestServer, type TestServer } from "#inference/testing/test-server.ts";

interface Message {
  readonly role: string;
  readonly content: string;
}

let folder: string;
let server: TestServer;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "second-key-"));
  server = await startTestServer({
    INFERENCE_SLOTS: "4",
    DATA_DIR: folder,
    KV_CACHE_DISK_MB: "64",
  });
});
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

const persona = "You are Sarah. You are warm and kind. You listen. You ask short questions. ";
const says = (content: string): Message => ({ role: "user", content });
/** The prompt of an epoch: who speaks, what is known, and the messages that are in its window. */
const epoch = (known: string, ...window: Message[]): Message[] => [
  { role: "system", content: persona.repeat(2) + known },
  ...window,
];
const ask = (messages: readonly Message[], key: string, more: object = { max_tokens: 12 }) =>
  server.complete("", { messages, prompt_cache_key: key, ...more });
const prepare = (messages: readonly Message[], key: string) =>
  ask(messages, key, { max_tokens: 0, x_sarah: { priority: "background" } });
const readOf = ({ timings }: ChatCompletion) => timings?.prompt_n ?? 0;
const reply = ({ choices }: ChatCompletion): Message => ({
  role: "assistant",
  content: choices[0]?.message.content ?? "",
});

/** A conversation of two turns under the key of its first epoch. */
async function talk(name: string) {
  const window: Message[] = [];
  for (const text of [`My name is ${name} and I have a small dog.`, "What do you like?"]) {
    window.push(says(text));
    window.push(reply(await ask(epoch("", ...window), `${name}.1`)));
  }
  return window;
}

describe("the next epoch, prepared under a key of its own", () => {
  it("leaves the running one as it was, and goes on at once when the conversation moves to it", async () => {
    const window = await talk("ann");
    const next = epoch("Ann has a small dog. ", ...window.slice(2));
    const prepared = await prepare(next, "ann.2");
    expect(readOf(prepared) + (prepared.timings?.cache_n ?? 0)).toBe(prepared.usage?.prompt_tokens);
    expect(prepared.timings?.cache_n).toBeGreaterThan(20);

    const old = await ask(epoch("", ...window, says("Do you like dogs?")), "ann.1");
    expect(readOf(old)).toBeLessThan(30);
    const moved = await ask([...next, says("Do you like dogs?")], "ann.2");
    expect(readOf(moved)).toBeLessThan(30);
  });

  it("is not harmed when the one before it is forgotten, which leaves nothing behind", async () => {
    const window = await talk("tom");
    const next = epoch("Tom has a small dog. ", ...window.slice(2));
    await prepare(next, "tom.2");
    const { status } = await server.request("DELETE", "/v1/cache/tom.1");
    expect(status).toBe(204);
    expect(readOf(await ask([...next, says("Do you like dogs?")], "tom.2"))).toBeLessThan(30);
    for (const key of ["tom.2", "ann.1", "ann.2"]) {
      await server.request("DELETE", `/v1/cache/${key}`);
    }
    await server.service.engine.save();
    expect(await readdir(join(folder, "kv-cache"))).toEqual([]);
  });
});
