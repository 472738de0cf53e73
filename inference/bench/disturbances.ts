import { type Answer, ask, type Message } from "./ask.ts";
import { cpuSeconds, type Target } from "./target.ts";
import { createWords } from "./words.ts";

const user = (content: string): Message[] => [{ role: "user", content }];
const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** The longest time between two words of a running reply while a newcomer's prompt is read, in milliseconds. */
export async function measureNewcomer(
  target: Target,
  { promptWords, seed }: { promptWords: number; seed: number },
): Promise<number> {
  const words = createWords(seed);
  const running = ask(target, { messages: user(words(16)), tokens: 96, key: `running-${seed}` });
  await sleep(500);
  await ask(target, { messages: user(words(promptWords)), tokens: 1, key: `newcomer-${seed}` });
  return longestGap([await running]);
}

export interface KvResult {
  /** To forget a conversation in an idle slot, and to answer one that comes back from disk, in milliseconds. */
  readonly forgetMs: number;
  /** The longest time between two words of those who write meanwhile. */
  readonly gapMs: number;
  /** The same without any such thing. */
  readonly quietGapMs: number;
}

/** KV work on the fourth slot while three streams write. Ours only. */
export async function measureKvWork(target: Target, seed: number): Promise<KvResult> {
  const words = createWords(seed);
  const stream = (index: number, tokens: number) =>
    ask(target, { messages: user(words(16)), tokens, key: `stream-${seed}-${index}` });
  const idle = { messages: user(words(300)), tokens: 1, key: `idle-${seed}` };
  await ask(target, idle);
  const quiet = await Promise.all([0, 1, 2].map((index) => stream(index, 48)));
  const busy = [0, 1, 2].map((index) => stream(index, 96));
  await sleep(300);
  const startedAt = performance.now();
  await fetch(`${target.url}/v1/cache/${idle.key}`, { method: "DELETE", headers: target.headers });
  const forgetMs = performance.now() - startedAt;
  const gapMs = longestGap(await Promise.all(busy));
  return { forgetMs, gapMs, quietGapMs: longestGap(quiet) };
}

/** Tokens that are evaluated after a client has left while its prompt was read, and how long the slot is taken. */
export async function measureCancel(
  target: Target,
  { promptWords, seed }: { promptWords: number; seed: number },
): Promise<{ freeMs: number; tokensAfter: number }> {
  const leaving = new AbortController();
  const messages = user(createWords(seed)(promptWords));
  const asking = ask(target, { messages, tokens: 8, signal: leaving.signal }).catch(
    () => undefined,
  );
  while (!(await busySlot(target))?.n_read) await sleep(5);
  const before = (await busySlot(target))?.n_read ?? 0;
  const startedAt = performance.now();
  leaving.abort();
  let after = before;
  for (let slot = await busySlot(target); slot; slot = await busySlot(target)) {
    after = slot.n_read;
    await sleep(2);
  }
  await asking;
  return { freeMs: performance.now() - startedAt, tokensAfter: after - before };
}

/** How long the next one waits after many long requests came and went, in milliseconds. */
export async function measureCrowd(target: Target, seed: number): Promise<number> {
  const words = createWords(seed);
  const leaving = new AbortController();
  const crowd = Array.from({ length: 200 }, () =>
    ask(target, { messages: user(words(600)), tokens: 200, signal: leaving.signal }).catch(
      () => undefined,
    ),
  );
  await sleep(500);
  leaving.abort();
  const answer = await ask(target, { messages: user(words(8)), tokens: 1 });
  await Promise.all(crowd);
  return answer.firstMs;
}

/** The slowest answer of `/health` while a long prompt is read, in milliseconds. */
export async function measureHealth(target: Target, seed: number): Promise<number> {
  const messages = user(createWords(seed)(700));
  const reading = ask(target, { messages, tokens: 1 }).then(() => true);
  let slowest = 0;
  do {
    const startedAt = performance.now();
    await (await fetch(`${target.url}/health`)).arrayBuffer();
    slowest = Math.max(slowest, performance.now() - startedAt);
  } while (!(await Promise.race([reading, sleep(20).then(() => false)])));
  return slowest;
}

/** Processor seconds and milliseconds of one answer. */
export async function measureOnce(target: Target, messages: Message[], key: string) {
  const before = await cpuSeconds(target);
  const { firstMs, cachedTokens, promptTokens } = await ask(target, { messages, tokens: 1, key });
  const cpu = (await cpuSeconds(target)) - before;
  return { cpu, firstMs, cachedTokens, promptTokens };
}

interface BusySlot {
  readonly n_read: number;
  readonly is_processing: boolean;
}

async function busySlot(target: Target): Promise<BusySlot | undefined> {
  const response = await fetch(`${target.url}/slots`, { headers: target.headers });
  const slots = (await response.json()) as BusySlot[];
  return slots.find((slot) => slot.is_processing);
}

function longestGap(answers: readonly Answer[]): number {
  const gaps = answers.flatMap(({ times }) =>
    times.slice(1).map((time, index) => time - (times[index] ?? time)),
  );
  return Math.max(0, ...gaps);
}
