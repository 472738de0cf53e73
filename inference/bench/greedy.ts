import { ask } from "./ask.ts";
import type { Bench } from "./target.ts";
import { createWords } from "./words.ts";

const PROMPTS = 200;

/**
 * How many of 200 prompts get the same greedy reply cold, from the slot, from disk and after a
 * restart. Rounding may differ with what else is in a batch; here nothing is.
 */
export async function countEqualReplies(bench: Bench): Promise<number> {
  const words = createWords(7);
  const prompts = Array.from({ length: PROMPTS }, () => words(40));
  const seen = prompts.map(() => new Set<string>());
  const reply = async (content: string, index: number) => {
    const messages = [{ role: "user", content }];
    const { text } = await ask(bench.own, { messages, tokens: 8, key: `greedy-${index}` });
    seen[index]?.add(text);
  };
  for (const [index, prompt] of prompts.entries()) {
    await reply(prompt, index);
    await reply(prompt, index);
  }
  for (const [index, prompt] of prompts.entries()) await reply(prompt, index);
  await bench.restart();
  for (const [index, prompt] of prompts.entries()) await reply(prompt, index);
  return seen.filter(({ size }) => size === 1).length;
}
