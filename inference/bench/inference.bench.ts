/*
 * `npm run bench:inference -- --model FILE [--peer URL]… [--only NAME,…] [--rounds N] [--set NAME=VALUE]…`:
 * what the inference server does with a model, beside any OpenAI-compatible servers that run it
 * already, llama.cpp's own for one: the same requests in one run, taking turns, each line with what it
 * is compared with. It starts its own server, with the settings given, and ends by itself.
 */

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";

import { runTrace, type TraceShape } from "./chat-trace.ts";
import { measureDecode } from "./decode.ts";
import {
  measureCancel,
  measureCrowd,
  measureHealth,
  measureKvWork,
  measureNewcomer,
  measureOnce,
} from "./disturbances.ts";
import { ask } from "./ask.ts";
import { countEqualReplies } from "./greedy.ts";
import { type Bench, findPeer, residentBytes, startOwn, type Target } from "./target.ts";
import { createWords } from "./words.ts";

const { values: options } = parseArgs({
  options: {
    model: { type: "string" },
    peer: { type: "string", multiple: true, default: [] },
    only: {
      type: "string",
      default: "decode1,decode4,trace,newcomer,kv,cancel,health,crowd,restart",
    },
    rounds: { type: "string", default: "3" },
    threads: { type: "string" },
    tokens: { type: "string", default: "64" },
    set: { type: "string", multiple: true, default: [] },
  },
});

/** So that a server that has run for a while has seen none of it. */
const runSeed = (Date.now() % 1_000_000) * 10_000;

const print = (line: string) => process.stdout.write(`${line}\n`);
const fixed = (value: number, digits = 1) => (Number.isNaN(value) ? "-" : value.toFixed(digits));
const mean = (values: readonly number[]) =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
const median = (values: readonly number[]) =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;

/** Runs something on every server in turn, some rounds, so that what else the machine does meets all alike. */
async function inTurns<T>(
  targets: readonly Target[],
  act: (target: Target, round: number) => Promise<T>,
) {
  const results = targets.map(() => [] as T[]);
  for (let round = 0; round < Number(options.rounds); round++) {
    for (const [index, target] of targets.entries()) {
      results[index]?.push(await act(target, round));
    }
  }
  return results;
}

async function decode(targets: readonly Target[], streams: number): Promise<void> {
  const tokens = Number(options.tokens);
  const results = await inTurns(targets, (target, round) =>
    measureDecode(target, { streams, tokens, seed: runSeed + 100 * streams + round }),
  );
  const [ours = NaN] = results.map((rounds) =>
    median(rounds.map(({ perCpuSecond }) => perCpuSecond)),
  );
  const [oursWall = NaN] = results.map((rounds) =>
    median(rounds.map(({ perSecond }) => perSecond)),
  );
  for (const [index, rounds] of results.entries()) {
    const cpu = median(rounds.map(({ perCpuSecond }) => perCpuSecond));
    const wall = median(rounds.map(({ perSecond }) => perSecond));
    print(
      `decode ${streams}: ${targets[index]?.name}: ${fixed(cpu, 2)} tokens a CPU second, ${fixed(wall, 2)} a second` +
        (index > 0
          ? `; ours ${fixed(ours / cpu, 3)} of it by CPU, ${fixed(oursWall / wall, 3)} by time`
          : ""),
    );
  }
}

const base = { conversations: 6, turns: 5, systemWords: 200, userWords: 25, replyTokens: 24 };
const shapes: Record<string, Omit<TraceShape, "seed">> = {
  "distinct prompts": { ...base, sharesSystem: false },
  "shared persona": { ...base, turns: 3, sharesSystem: true },
  "rolling window": { ...base, sharesSystem: false, windowTurns: 3 },
};

async function trace(targets: readonly Target[]): Promise<void> {
  for (const [at, [name, shape]] of Object.entries(shapes).entries()) {
    let ours = { first: NaN, cpu: NaN };
    for (const [index, target] of targets.entries()) {
      const result = await runTrace(target, { ...shape, seed: runSeed + 1000 + at });
      const { cpu } = result;
      const first = mean(result.firstMs);
      if (index === 0) ours = { first, cpu };
      print(
        `trace, ${name}: ${target.name}: first token after the first turn ${fixed(first)} ms on average ` +
          `(median ${fixed(median(result.firstMs))}), ${result.evaluated} tokens evaluated, ${fixed(cpu)} CPU s in all, ` +
          `cached ${fixed(100 * result.hitRate)} % of a perfect cache's ${fixed(100 * result.ceiling)} % ` +
          `(${fixed(result.hitRate / result.ceiling, 3)}), paid again ${fixed(100 * result.paidAgain, 2)} %` +
          (index > 0
            ? `; ours ${fixed(ours.first / first, 2)} of its time, ${fixed(ours.cpu / cpu, 2)} of its CPU`
            : ""),
      );
    }
  }
}

async function newcomer(targets: readonly Target[]): Promise<void> {
  const results = await inTurns(targets, (target, round) =>
    measureNewcomer(target, { promptWords: 700, seed: runSeed + 2000 + round }),
  );
  const [ours = NaN] = results.map(median);
  for (const [index, gaps] of results.entries()) {
    const ratio = index > 0 ? `; ours ${fixed(ours / median(gaps), 2)} of it` : "";
    print(`newcomer: ${targets[index]?.name}: longest gap ${fixed(median(gaps))} ms${ratio}`);
  }
}

async function restart(bench: Bench): Promise<void> {
  const messages = [{ role: "user", content: createWords(runSeed + 3000)(700) }];
  const cold = await measureOnce(bench.own, messages, "restart");
  await bench.restart();
  const warm = await measureOnce(bench.own, messages, "restart");
  print(
    `restart: ${cold.promptTokens} tokens cold ${fixed(cold.firstMs, 0)} ms (${fixed(cold.cpu)} CPU s), ` +
      `after a restart ${fixed(warm.firstMs, 0)} ms (${fixed(warm.cpu, 2)} CPU s), ${warm.cachedTokens} cached: ` +
      `${fixed(warm.firstMs / cold.firstMs, 3)} by time, ${fixed(warm.cpu / cold.cpu, 3)} by CPU`,
  );
}

/** Ours alone: prompts that never return leave the memory as it was. */
async function soak(own: Target): Promise<void> {
  const words = createWords(runSeed + 4000);
  const prompt = async (count: number) => {
    for (let index = 0; index < count; index++) {
      const messages = [{ role: "user", content: words(20) }];
      await ask(own, { messages, tokens: 4, key: `soak-${performance.now()}` });
    }
  };
  const inMib = async () => fixed((await residentBytes(own)) / 1024 / 1024);
  const seen: string[] = [];
  for (const count of [1000, 2000, 2000, 2000]) {
    await prompt(count);
    seen.push(await inMib());
  }
  print(`soak: MiB resident after 1,000, 3,000, 5,000 and 7,000 prompts: ${seen.join(", ")}`);
}

/** The rows that can be asked for by `--only`. */
function toRows(bench: Bench): Record<string, () => Promise<unknown>> {
  const targets = () => [bench.own, ...bench.peers];
  return {
    decode1: () => decode(targets(), 1),
    decode4: () => decode(targets(), 4),
    trace: () => trace(targets()),
    newcomer: () => newcomer(targets()),
    async kv() {
      const { forgetMs, gapMs, quietGapMs } = await measureKvWork(bench.own, runSeed + 5000);
      print(
        `KV work beside three streams: forgotten in ${fixed(forgetMs)} ms, their longest gap ` +
          `${fixed(gapMs)} ms, undisturbed ${fixed(quietGapMs)} ms`,
      );
    },
    async cancel() {
      const asked = { promptWords: 700, seed: runSeed + 6000 };
      const { freeMs, tokensAfter } = await measureCancel(bench.own, asked);
      print(
        `cancel in a prompt: slot free in ${fixed(freeMs)} ms, ${tokensAfter} more tokens read`,
      );
    },
    async health() {
      const slowest = await measureHealth(bench.own, runSeed + 7000);
      print(`health: slowest answer beside a prompt ${fixed(slowest)} ms`);
    },
    async crowd() {
      const waitMs = await measureCrowd(bench.own, runSeed + 8000);
      print(`crowd: of 200 gone, the next waits ${fixed(waitMs)} ms`);
    },
    restart: () => restart(bench),
    async greedy() {
      const equal = await countEqualReplies(bench);
      print(`greedy: ${equal} of 200 replies the same cold, cached, paged in and after a restart`);
    },
    soak: () => soak(bench.own),
  };
}

async function main(): Promise<void> {
  if (options.model === undefined) throw new Error("--model FILE is missing");
  const dataDir = await mkdtemp(join(tmpdir(), "bench-"));
  const start = () =>
    startOwn({
      SARAH_MODEL: options.model === "nano" ? "nano" : resolve(options.model ?? ""),
      DATA_DIR: dataDir,
      ...(options.threads !== undefined && { INFERENCE_THREADS: options.threads }),
      ...Object.fromEntries(options.set.map((setting) => setting.split("=", 2))),
    });
  const bench: Bench = {
    own: await start(),
    peers: await Promise.all(options.peer.map(findPeer)),
    async restart() {
      await bench.own.stop();
      bench.own = await start();
    },
  };
  try {
    const rows = toRows(bench);
    for (const name of options.only.split(",")) {
      const row = rows[name];
      if (!row) throw new Error(`there is no ${name}; there are ${Object.keys(rows).join(", ")}`);
      await row();
    }
  } finally {
    await bench.own.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

await main();
