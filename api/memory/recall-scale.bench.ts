/*
 * How long recalling takes beside other people's messages: 20,000 of one's own, first alone, then
 * beside 1,000,000 of fifty others. `npm run bench:recall` needs a Postgres, as the tests do, some
 * minutes and three gigabytes of disk, and ends by itself. `npm run bench:recall -- 5` has five
 * others. The words follow Zipf's law, as words do.
 */

import { planSearch } from "#api/memory/search/plan-search.ts";
import { rank } from "#api/memory/search/rank.ts";
import type { Database } from "#db/clients/database.ts";
import { migrate } from "#db/clients/migrate.ts";
import { openPostgres } from "#db/clients/postgres.ts";
import { createRecallRepository } from "#db/repositories/recall.ts";
import { startCluster } from "#db/testing/cluster.ts";
import { filledUserId, fillMemory, spokenWord } from "#db/testing/fill-memory.ts";
import { createDatabase, dropDatabase } from "#db/testing/postgres-databases.ts";

const others = Number(process.argv[2] ?? 50);
const [messagesEach, termsEach] = [20_000, 9];
const [rounds, wordsAsked] = [400, 6];
const targetMs = 15;

const print = (line: string) => process.stdout.write(`${line}\n`);
const filling = { messages: messagesEach, terms: termsEach };

/** The times of the statement and of what is made of it, sorted, in milliseconds. */
async function measure(db: Database): Promise<{ statement: number[]; ranking: number[] }> {
  const recall = createRecallRepository(db);
  const [statement, ranking]: [number[], number[]] = [[], []];
  const now = new Date();
  for (let round = 0; round < rounds; round += 1) {
    const asked = Array.from({ length: wordsAsked }, spokenWord).join(" ");
    const plan = planSearch(asked, { now });
    const related = Array.from({ length: 20 }, spokenWord).map((term) => ({
      term,
      weight: 0.3,
      atMost: 150,
      inTime: false,
    }));
    const query = { ...plan.query, terms: [...plan.query.terms, ...related] };
    const from = performance.now();
    const found = await recall.recall({ ...query, userId: filledUserId(1), conversationId: null });
    const between = performance.now();
    rank(plan, found.messages, now);
    // The first ones fill caches and make plans.
    if (round < rounds / 10) continue;
    statement.push(between - from);
    ranking.push(performance.now() - between);
  }
  const sorted = (times: number[]) => times.toSorted((a, b) => a - b);
  return { statement: sorted(statement), ranking: sorted(ranking) };
}

const at = (times: number[], share: number) => times[Math.floor(times.length * share)]!;

async function report(db: Database, name: string): Promise<number> {
  await db.execute("vacuum analyze");
  const { statement, ranking } = await measure(db);
  const p95 = at(statement, 0.95) + at(ranking, 0.95);
  const times = (all: number[]) =>
    `p50 ${at(all, 0.5).toFixed(1)}, p95 ${at(all, 0.95).toFixed(1)} ms`;
  print(`${name}: statement ${times(statement)}; ranking ${times(ranking)}`);
  return p95;
}

async function main(): Promise<void> {
  const cluster = await startCluster();
  if (!("url" in cluster)) throw new Error(`No Postgres: ${cluster.reasons.join("; ")}`);
  const name = `sarah_bench_${process.pid}`;
  const url = await createDatabase(cluster.url, name);
  const client = await openPostgres(url, { statementTimeoutMs: 600_000 });
  try {
    await migrate(client);
    await fillMemory(client.db, 1, filling);
    const alone = await report(client.db, "20,000 messages alone");
    for (let number = 2; number <= others + 1; number += 1) {
      await fillMemory(client.db, number, filling);
    }
    const count = (others * messagesEach).toLocaleString("en");
    const beside = await report(client.db, `beside ${count} of others`);
    const ratio = (beside / alone).toFixed(2);
    print(`p95 ${beside.toFixed(1)} ms (target ${targetMs} ms), ×${ratio} of alone`);
  } finally {
    await client.close();
    await dropDatabase(cluster.url, name);
    await cluster.stop();
  }
}

await main();
