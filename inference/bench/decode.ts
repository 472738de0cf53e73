import { ask, type Message } from "./ask.ts";
import { cpuSeconds, type Target } from "./target.ts";
import { createWords } from "./words.ts";

export interface DecodeResult {
  /** Tokens a second of processor time, and of time. */
  readonly perCpuSecond: number;
  readonly perSecond: number;
}

const PROMPT_WORDS = 16;

/** Writes with so many streams at once, after their prompts are read and cached. */
export async function measureDecode(
  target: Target,
  { streams, tokens, seed }: { streams: number; tokens: number; seed: number },
): Promise<DecodeResult> {
  const words = createWords(seed);
  const chats = Array.from({ length: streams }, (_, index) => ({
    key: `decode-${seed}-${index}`,
    messages: [{ role: "user", content: words(PROMPT_WORDS) }] satisfies Message[],
  }));
  await Promise.all(chats.map((chat) => ask(target, { ...chat, tokens: 1 })));
  const cpuBefore = await cpuSeconds(target);
  const startedAt = performance.now();
  await Promise.all(chats.map((chat) => ask(target, { ...chat, tokens, temperature: 0.8 })));
  const seconds = (performance.now() - startedAt) / 1000;
  const cpu = (await cpuSeconds(target)) - cpuBefore;
  const written = streams * tokens;
  return { perCpuSecond: written / cpu, perSecond: written / seconds };
}
