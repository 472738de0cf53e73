/*
 * What clients cost that wait for words of a reply: bytes each, and how much later others are
 * answered. `npm run bench:streams` needs a Postgres, as the tests do, and ends by itself.
 */

import { startApiProcess, type ApiProcess } from "#api/testing/api-process.ts";
import { beginReply } from "#api/testing/conversation-helpers.ts";
import { startFakeInference, type FakeInference } from "#api/testing/fake-inference.ts";
import type { TestClient, TestUser } from "#api/testing/test-client.ts";
import { bytesBetween, openStreams, type Stream } from "#api/testing/unread-streams.ts";
import { startCluster } from "#db/testing/cluster.ts";
import { createDatabase, dropDatabase } from "#db/testing/postgres-databases.ts";

const streams = 500;
const requests = 2000;
const kib = 1024;
const content = "Wait for it";

interface Case {
  name: string;
  /** Whose cost is measured. */
  api: ApiProcess;
  open: () => Promise<Stream[]>;
}

const print = (line: string) => process.stdout.write(`${line}\n`);

/** The times that a user's GETs take one after the other, sorted, in milliseconds. */
async function timesOf(api: TestClient, as: TestUser): Promise<number[]> {
  const times: number[] = [];
  for (let i = 0; i < requests; i += 1) {
    const from = performance.now();
    const response = await api.call("GET", "/v1/conversations", { as });
    await response.arrayBuffer();
    times.push(performance.now() - from);
  }
  return times.toSorted((a, b) => a - b);
}

const at = (times: number[], share: number) => times[Math.floor(times.length * share)]!;

async function measure({ name, api, open }: Case, other: TestUser): Promise<void> {
  const without = await timesOf(api, other);
  const before = await api.cost();
  const opened = await open();
  const after = await api.cost();
  const during = await timesOf(api, other);
  for (const { request } of opened) request.destroy();
  const afterwards = await timesOf(api, other);
  const each = (bytes: number) => `${(bytes / streams / kib).toFixed(1)} KiB`;
  const around = [...without, ...afterwards].toSorted((a, b) => a - b);
  const p99 = [at(around, 0.99), at(during, 0.99)] as const;
  const p50 = [at(around, 0.5), at(during, 0.5)] as const;
  const ratio = ([a, b]: readonly [number, number]) =>
    `${a.toFixed(2)} → ${b.toFixed(2)} ms (×${(b / a).toFixed(2)})`;
  print(name);
  print(
    `  a stream     heap ${each(bytesBetween(before, after))}, RSS ${each(after.rss - before.rss)}`,
  );
  print(`  others' GET  p50 ${ratio(p50)}, p99 ${ratio(p99)}`);
}

async function bench(apis: ApiProcess[], inference: FakeInference): Promise<void> {
  const [first, second] = apis as [ApiProcess, ApiProcess];
  inference.keeps = true;
  inference.scripts.set(content, { pieces: ["It ", "comes."], hold: new Promise(() => {}) });
  const [user, other] = [await first.register(), await first.register()];
  for (let i = 0; i < 20; i += 1) await first.call("POST", "/v1/conversations", { as: other });
  const { path } = await beginReply(first, user, content);
  const openEach = async () => {
    const opened: Stream[] = [];
    for (let i = 0; i < streams; i += 10) {
      const begun = await Promise.all(
        Array.from({ length: 10 }, () => beginReply(first, user, content)),
      );
      for (const reply of begun) {
        opened.push(...(await openStreams(1, first, user, reply.path)));
        await reply.events.return(undefined);
      }
    }
    return opened;
  };
  const follow = (api: ApiProcess) => () => openStreams(streams, api, user, path);
  await Promise.all(apis.map((api) => timesOf(api, other)));
  print(
    `${streams} idle streams, each measured over ${requests} requests of somebody else with them and as many before and after`,
  );
  await measure(
    { name: "of one reply, where it is written", api: first, open: follow(first) },
    other,
  );
  await measure({ name: "of one reply, elsewhere", api: second, open: follow(second) }, other);
  await measure({ name: "of a reply each, being written here", api: first, open: openEach }, other);
}

async function main(): Promise<void> {
  const cluster = await startCluster();
  if (!("url" in cluster)) throw new Error(`No Postgres: ${cluster.reasons.join("; ")}`);
  const name = `sarah_bench_${process.pid}`;
  const inference = await startFakeInference();
  const apis: ApiProcess[] = [];
  try {
    const settings = {
      DATABASE_URL: await createDatabase(cluster.url, name),
      INFERENCE_URL: inference.url,
      MIGRATE_ON_START: "true",
    };
    for (let i = 0; i < 2; i += 1) apis.push(await startApiProcess(settings));
    await bench(apis, inference);
  } finally {
    await Promise.all(apis.map((api) => api.kill()));
    await inference.close();
    await dropDatabase(cluster.url, name);
    await cluster.stop();
  }
}

await main();
