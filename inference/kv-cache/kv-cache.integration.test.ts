import {
  appendFile,
  chmod,
  mkdtemp,
  open,
  readdir,
  readFile,
  rm,
  stat,
  truncate,
  writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import * as fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { createScriptedMemory, type ScriptedMemory } from "#inference/testing/scripted-memory.ts";

import { CacheFiles } from "./cache-files.ts";
import type { Fragment } from "./fragments.ts";
import { KvCache, type Seat } from "./kv-cache.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "kv-cache-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const control = (token: number): Fragment => ({ text: null, tokens: [token] });
const run = (text: string): Fragment => ({
  text,
  tokens: Array.from(text, (letter) => letter.codePointAt(0) ?? 0),
});
const chat = (texts: readonly string[]) =>
  texts.flatMap((text) => [control(1), run(text), control(2)]);

type Memory = ScriptedMemory;

/** A server's cache: two slots, and files in the test's folder. */
async function start(stamp = "model a", maxBytes = 1_000_000, warn = (_line: string) => {}) {
  let clock = 0;
  const now = () => ++clock;
  const files = await CacheFiles.open({ folder, maxBytes, stamp, warn });
  const memories = [createScriptedMemory(), createScriptedMemory()];
  const cache = new KvCache<Memory>(memories, { contextTokens: 2000, files, now });
  return { cache, files, memories };
}
type Server = Awaited<ReturnType<typeof start>>;

/** Gets a slot and checks the one thing that must never be wrong: what it says is there is there. */
async function seat({ cache }: Server, key: string | undefined, texts: readonly string[]) {
  const prompt = chat(texts);
  const seat = await cache.seat({ key, prompt });
  if (!seat) throw new Error("there was a slot");
  expect(seat.slot.sequence.tokens.slice(0, seat.common)).toEqual(
    seat.tokens.slice(0, seat.common),
  );
  expect(seat.tokens).toEqual(prompt.flatMap(({ tokens }) => tokens));
  return seat;
}

/** Reads the rest of the prompt, writes a reply, and gives the slot back, as the engine does. */
async function finish({ cache }: Server, seat: Seat<Memory>, key: string | undefined, reply = "") {
  const { slot, tokens, fragments, common } = seat;
  await slot.keep(common);
  const written = run(reply);
  slot.sequence.evaluate([...tokens.slice(common), ...written.tokens]);
  const whole = reply === "" ? fragments : [...fragments, written];
  slot.hold(key, { fragments: whole, tokens: [...tokens, ...written.tokens] });
  await cache.release(slot);
}

async function turn(server: Server, key: string | undefined, texts: readonly string[]) {
  const seated = await seat(server, key, texts);
  await finish(server, seated, key);
  return { tier: seated.tier, common: seated.common, length: seated.tokens.length };
}

const words = (name: string) => `${name} `.repeat(20);
const others = [["b"], ["c"], ["d"]].map(([name = ""]) => [words(name)]);
const evict = async (server: Server) => {
  for (const [index, texts] of others.entries()) await turn(server, `other-${index}`, texts);
  await server.files.settle();
};
const kvFiles = async () => (await readdir(folder)).filter((name) => name.endsWith(".kv"));

describe("a conversation's cache", () => {
  const mine = [words("a"), words("e")];

  it("goes to disk when others take its slot, and comes back with it", async () => {
    const server = await start();
    expect(await turn(server, "mine", mine)).toMatchObject({ tier: "none", common: 0 });
    await evict(server);
    const back = await turn(server, "mine", [...mine, "and on"]);
    expect(back).toMatchObject({ tier: "disk", common: 84 });
  });

  it("is not written while it stays in its slot", async () => {
    const server = await start();
    for (let turns = 1; turns < 5; turns++)
      await turn(server, "mine", Array(turns).fill(words("a")));
    await server.files.settle();
    expect(await kvFiles()).toEqual([]);
  });

  it("outlives a restart", async () => {
    const before = await start();
    await turn(before, "mine", mine);
    await before.cache.saveAll();
    const after = await start();
    expect(await turn(after, "mine", mine)).toMatchObject({ tier: "disk", common: 84 });
  });

  it("is read again by a server of another model or another shape, which removes the file", async () => {
    const before = await start();
    await turn(before, "mine", mine);
    await before.cache.saveAll();
    const after = await start("model b");
    expect(await turn(after, "mine", mine)).toMatchObject({ tier: "none" });
    expect(await kvFiles()).toEqual([]);
  });

  it("lies in a file that nobody else can read and whose name does not tell the key", async () => {
    const server = await start();
    await turn(server, "mine", mine);
    await server.cache.saveAll();
    const [name = ""] = await kvFiles();
    expect(name).toMatch(/^[0-9a-f]{64}\.kv$/);
    expect((await stat(join(folder, name))).mode & 0o777).toBe(0o600);
  });

  it("is forgotten in the slot and on disk", async () => {
    const server = await start();
    await turn(server, "mine", mine);
    await server.cache.saveAll();
    await server.cache.forget("mine");
    expect(await kvFiles()).toEqual([]);
    expect(server.memories.map(({ length }) => length)).toEqual([0, 0]);
    expect(await turn(server, "mine", mine)).toMatchObject({ tier: "none" });
  });

  it("is forgotten when its running reply ends, and lent to nobody until then", async () => {
    const server = await start();
    const running = await seat(server, "mine", mine);
    running.slot.sequence.evaluate(running.tokens);
    await server.cache.forget("mine");
    expect(await turn(server, "other", mine)).toMatchObject({ tier: "none" });
    await finish(server, { ...running, common: running.tokens.length }, "mine");
    await server.cache.saveAll();
    expect(await kvFiles()).toEqual([expect.stringContaining(CacheFiles.toId("other"))]);
  });

  it("keeps what came after messages that left its middle", async () => {
    const server = await start();
    await turn(server, "mine", ["persona", words("a"), words("b"), words("c")]);
    const rolled = await turn(server, "mine", ["persona", words("b"), words("c"), "next"]);
    expect(rolled).toMatchObject({ common: 9 + 84 });
    expect(server.memories[0]?.tokens).toEqual(
      chat(["persona", words("b"), words("c"), "next"]).flatMap(({ tokens }) => tokens),
    );
  });
});

describe("a persona that several conversations begin with", () => {
  const persona = words("persona");

  it("is read once and copied, from a slot and from a file", async () => {
    const server = await start();
    await turn(server, "first", [persona, "hello"]);
    const second = await turn(server, "second", [persona, "good day"]);
    expect(second).toMatchObject({ tier: "shared" });
    expect(second.common).toBeGreaterThanOrEqual(persona.length);
    const restarted = await start();
    expect(await turn(restarted, "third", [persona, "hi"])).toMatchObject({ tier: "shared" });
  });

  it("is copied from a reply that is still being written", async () => {
    const server = await start();
    const running = await seat(server, "first", [persona, "hello"]);
    running.slot.sequence.evaluate([...running.tokens, 77, 78]);
    expect(await turn(server, "second", [persona, "hi"])).toMatchObject({ tier: "shared" });
    expect(running.slot.sequence.tokens.slice(-2)).toEqual([77, 78]);
  });
});

describe("the files of the cache", () => {
  const mine = [words("a"), words("e")];

  it.each<[string, (path: string) => Promise<unknown>]>([
    ["cut off", (path) => truncate(path, 100)],
    ["empty", (path) => truncate(path, 0)],
    ["gone", (path) => rm(path)],
    ["longer than it was", (path) => appendFile(path, "x")],
    ["written over with other bytes", (path) => flip(path, 40)],
    ["written over in its seal", async (path) => flip(path, (await stat(path)).size - 30)],
    ["something else", (path) => writeFile(path, "not a cache")],
  ])("do no harm when one is %s before a start", async (_, harm) => {
    const before = await start();
    await turn(before, "mine", mine);
    await before.cache.saveAll();
    await harm(join(folder, `${CacheFiles.toId("mine")}.kv`));
    const after = await start();
    expect(await turn(after, "mine", mine)).toMatchObject({ tier: "none", common: 0 });
  });

  it("cost a conversation its speed and nothing else when they are gone while the server runs", async () => {
    const server = await start();
    await turn(server, "mine", mine);
    await evict(server);
    for (const name of await kvFiles()) await writeFile(join(folder, name), "[1,2,3]");
    expect(await turn(server, "mine", mine)).toMatchObject({ tier: "none", common: 0 });
  });

  it("cost nothing but speed in a folder that cannot be made or written, and that is said once", async () => {
    const lines: string[] = [];
    await rm(folder, { recursive: true });
    await writeFile(folder, "a file in its place");
    const server = await start("model a", 1_000_000, (line) => lines.push(line));
    await turn(server, "mine", mine);
    await evict(server);
    expect((await turn(server, "mine", mine)).common).toBeLessThan(2);
    expect(lines).toEqual([expect.stringMatching(/^The KV cache cannot be kept in [^\n]+$/)]);
  });

  it("cost nothing but speed when the disk is full", async () => {
    const server = await start();
    for (const memory of server.memories) {
      memory.save = async (file) => {
        await writeFile(file, "[1,2");
        throw Object.assign(new Error("no space left"), { code: "ENOSPC" });
      };
    }
    await turn(server, "mine", mine);
    await evict(server);
    expect((await turn(server, "mine", mine)).common).toBeLessThan(2);
    expect(await readdir(folder)).toEqual([]);
  });

  it("take no more than they may, the ones of no use for the longest leaving first", async () => {
    const server = await start("model a", 6000);
    for (let index = 0; index < 30; index++) {
      await turn(server, `key-${index}`, [
        `${words(String.fromCodePoint(97 + (index % 26)))}${index}`,
      ]);
      await server.files.settle();
    }
    const sizes = await Promise.all(
      (await kvFiles()).map(async (name) => (await stat(join(folder, name))).size),
    );
    expect(sizes.length).toBeGreaterThan(1);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(6000);
    expect(await kvFiles()).toContain(`${CacheFiles.toId("key-27")}.kv`);
  });

  it("that a killed server left half written are removed", async () => {
    await writeFile(join(folder, `abc.${process.pid}.tmp`), "half");
    await writeFile(join(folder, `abc.999999999.tmp`), "half");
    await start();
    expect(await readdir(folder)).toEqual([]);
  });

  it("are made in a folder for this user alone", async () => {
    await rm(folder, { recursive: true });
    await start();
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
    await chmod(folder, 0o700);
  });
});

describe("whatever happens", () => {
  const texts = fc.array(fc.constantFrom(...["a", "b", "c", "d"].map(words), "x", "yz"), {
    minLength: 1,
    maxLength: 5,
  });
  const key = fc.constantFrom("k1", "k2", "k3", "k4", undefined);
  const step = fc.oneof(
    { weight: 8, arbitrary: fc.record({ do: fc.constant("turn" as const), key, texts }) },
    { weight: 4, arbitrary: fc.record({ do: fc.constant("begin" as const), key, texts }) },
    { weight: 4, arbitrary: fc.record({ do: fc.constant("end" as const), failed: fc.boolean() }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant("forget" as const), key }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant("restart" as const) }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant("other model" as const) }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant("harm" as const), at: fc.nat(4000) }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant("swap" as const) }) },
  );

  it("no request is ever given what is not its own beginning", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
        await rm(folder, { recursive: true, force: true });
        let server = await start();
        let running: { seated: Seat<Memory>; key: string | undefined } | undefined;
        for (const step of steps) {
          if (step.do === "turn") await turn(server, step.key, step.texts);
          if (step.do === "begin" && !running) {
            running = { seated: await seat(server, step.key, step.texts), key: step.key };
          }
          if (step.do === "end" && running) {
            const { seated, key } = running;
            if (step.failed) await server.cache.release(seated.slot, true);
            else await finish(server, seated, key, "a reply");
            running = undefined;
          }
          if (step.do === "forget" && step.key !== undefined) await server.cache.forget(step.key);
          if (step.do === "restart" || step.do === "other model") {
            await server.cache.saveAll();
            server = await start(step.do === "restart" ? "model a" : "model b");
            running = undefined;
          }
          if (step.do === "harm") await harmOne(step.at);
          if (step.do === "swap") await swapTwo();
        }
        await expect(server.files.settle()).resolves.toBeUndefined();
      }),
      { numRuns: 60 },
    );
  }, 60_000);

  async function harmOne(at: number) {
    const [name] = await kvFiles();
    if (name !== undefined) await flip(join(folder, name), at);
  }

  /** Puts one conversation's file in the place of another's. */
  async function swapTwo() {
    const [a, b] = await kvFiles();
    if (a !== undefined && b !== undefined) {
      await writeFile(join(folder, a), await readFile(join(folder, b)));
    }
  }
});

async function flip(path: string, at: number): Promise<void> {
  await using file = await open(path, "r+");
  const { size } = await file.stat();
  if (size === 0) return;
  const byte = Buffer.alloc(1);
  await file.read(byte, 0, 1, at % size);
  byte[0] = (byte[0] ?? 0) ^ 1;
  await file.write(byte, 0, 1, at % size);
}
