import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterEach, beforeEach, describe, expect, it } from "vitest";

import type { ChatCompletion } from "#inference/protocol/chat-completion-response.ts";
import {
  pause,
  readStream,
  startTestServer,
  type TestServer,
  until,
} from "#inference/testing/test-server.ts";

let folder: string;
let server: TestServer;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "cache-"));
  server = await start();
});
afterEach(async () => {
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

const start = (settings: Record<string, string> = {}) =>
  startTestServer({
    INFERENCE_SLOTS: "2",
    DATA_DIR: folder,
    KV_CACHE_DISK_MB: "64",
    ...settings,
  });

/** Ends the server as SIGTERM does, and starts another one on the same folder. */
async function restart(settings: Record<string, string> = {}) {
  await server.service.engine.save();
  await server.close();
  server = await start(settings);
}

const files = async () =>
  (await readdir(join(folder, "kv-cache"))).filter((name) => name.endsWith(".kv"));

const names = ["Ann", "Tom", "Lucy", "Ben", "Mia", "Max", "Eva", "Jim", "Zoe", "Leo"];
const places = ["sea", "city", "forest", "river", "farm"];
const loves = ["music", "dogs", "books", "cooking"];
/** 200 first messages, each another. */
const prompts = names.flatMap((name) =>
  places.flatMap((place) =>
    loves.map((love) => `Hi, my name is ${name}. I live by the ${place} and I love ${love}.`),
  ),
);

const text = (completion: ChatCompletion) => completion.choices[0]?.message.content ?? "";
const cached = ({ usage }: ChatCompletion) => usage?.prompt_tokens_details?.cached_tokens ?? 0;
const ask = (content: string, key: string) =>
  server.complete(content, { prompt_cache_key: key, max_tokens: 12 });

/** Asks all of them again, side by side, four at a time. */
async function askAll() {
  const answers: { reply: string; read: number }[] = [];
  const queue = [...prompts.entries()];
  const work = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      const [index, prompt] = next;
      const completion = await ask(prompt, `key-${index}`);
      answers[index] = { reply: text(completion), read: completion.timings?.prompt_n ?? 0 };
    }
  };
  await Promise.all([work(), work(), work(), work()]);
  return answers;
}

describe("greedy replies", () => {
  it("are the same cold, cached, paged in and after a restart, on 198 of 200 prompts", async () => {
    const replies = { cold: [] as string[], cached: [] as string[] };
    for (const [index, prompt] of prompts.entries()) {
      replies.cold.push(text(await ask(prompt, `key-${index}`)));
      replies.cached.push(text(await ask(prompt, `key-${index}`)));
    }
    const pagedIn = await askAll();
    await restart();
    const restarted = await askAll();
    const equal = replies.cold.filter(
      (reply, index) =>
        reply === replies.cached[index] &&
        reply === pagedIn[index]?.reply &&
        reply === restarted[index]?.reply,
    );
    expect(Math.max(...[...pagedIn, ...restarted].map(({ read }) => read))).toBeLessThan(8);
    expect(equal.length).toBeGreaterThanOrEqual(198);
  }, 120_000);
});

describe("a conversation that returns", () => {
  const evict = async () => {
    for (const name of ["one", "two", "three"]) await ask(`This is the chat named ${name}.`, name);
  };

  it("goes on from its file, whose text is its reply's too", async () => {
    const messages = [{ role: "user", content: "I have a dog called Rex. He is small." }];
    const key = { prompt_cache_key: "mine" };
    const first = await server.complete("", { messages, ...key });
    await evict();
    const next = [
      ...messages,
      { role: "assistant", content: text(first) },
      { role: "user", content: "What is my dog called?" },
    ];
    const second = await server.complete("", { messages: next, ...key });
    const held = (first.usage?.prompt_tokens ?? 0) + (first.usage?.completion_tokens ?? 0);
    expect(cached(second)).toBeGreaterThanOrEqual(held - 1);
  });

  it("has nothing to go on from under another shape of the context", async () => {
    await ask("I have a dog called Rex. He is small.", "mine");
    await restart({ INFERENCE_SLOTS: "3" });
    expect(await files()).toEqual([]);
    expect(cached(await ask("I have a dog called Rex. He is small.", "mine"))).toBe(0);
  });

  it("is answered all the same when its file was harmed", async () => {
    const before = await ask("I have a dog called Rex. He is small.", "mine");
    await evict();
    for (const name of await files()) await writeFile(join(folder, "kv-cache", name), "harm");
    const after = await ask("I have a dog called Rex. He is small.", "mine");
    expect(cached(after)).toBeLessThan(5);
    expect(text(after)).toBe(text(before));
  });

  it("is answered when nothing can be written", async () => {
    const before = await ask("I have a dog called Rex. He is small.", "mine");
    await server.close();
    await rm(join(folder, "kv-cache"), { recursive: true });
    await writeFile(join(folder, "kv-cache"), "a file in its place");
    server = await start();
    for (const time of ["first", "second"]) {
      await evict();
      const reply = await ask("I have a dog called Rex. He is small.", "mine");
      expect([time, text(reply)]).toEqual([time, text(before)]);
    }
  });
});

describe("what several conversations begin with", () => {
  const persona = "You are Sarah. You are warm and kind. You listen. You ask short questions. ";
  const begin = (name: string) =>
    server.complete("", {
      messages: [
        { role: "system", content: persona.repeat(3) },
        { role: "user", content: `Hi, I am ${name}.` },
      ],
      prompt_cache_key: name,
      max_tokens: 12,
    });

  it("is read once", async () => {
    const cold: ChatCompletion[] = [];
    for (const name of names) cold.push(await begin(name));
    const read = cold.slice(1).map((reply) => reply.timings?.prompt_n ?? 0);
    expect(Math.max(...read)).toBeLessThan(30);
    expect(cold[0]?.timings?.prompt_n).toBeGreaterThan(60);
  });

  it("is read once also by those who come at the same time", async () => {
    const together = await Promise.all(names.map(begin));
    const read = together.map((reply) => reply.timings?.prompt_n ?? 0);
    expect(read.filter((tokens) => tokens > 30)).toHaveLength(1);
  });
});

describe("DELETE /v1/cache/{prompt_cache_key}", () => {
  const forget = (key: string) =>
    server.request("DELETE", `/v1/cache/${encodeURIComponent(key)}`).then(({ status }) => status);

  it("leaves nothing in slot and file, and answers 204 whatever there was", async () => {
    await ask("I have a dog called Rex. He is small.", "mine/1");
    await server.service.engine.save();
    expect(await files()).toHaveLength(1);
    expect(await forget("mine/1")).toBe(204);
    expect(await files()).toEqual([]);
    expect(cached(await ask("I have a dog called Rex. He is small.", "mine/1"))).toBe(0);
    expect(await forget("never heard of")).toBe(204);
  });

  it("counts for a request that runs, and for one that waits", async () => {
    const goOn = pause(server.service);
    const prompt = "I have a dog called Rex. He is small.";
    const running = await server.stream(prompt, { prompt_cache_key: "a", max_tokens: 5 });
    const waiting = await server.stream(prompt, { prompt_cache_key: "b", max_tokens: 5 });
    await until(() => server.service.engine.load.waiting === 1);
    const forgotten = Promise.all([forget("a"), forget("b")]);
    goOn();
    expect(await forgotten).toEqual([204, 204]);
    const ends = await Promise.all([running, waiting].map(readStream));
    expect(ends.map(({ isDone }) => isDone)).toEqual([true, true]);
    await server.service.engine.save();
    expect(await files()).toEqual([]);
    expect(cached(await ask(prompt, "a"))).toBeLessThan(2);
  });

  it("needs the token, and is told by the model list", async () => {
    const response = await fetch(`${server.url}/v1/cache/a`, { method: "DELETE" });
    expect(response.status).toBe(401);
    const models = await (await server.request("GET", "/v1/models")).json();
    expect(models.data[0].meta.capabilities).toContain("cache");
  });
});
