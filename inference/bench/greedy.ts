import { ask } from "./ask.ts";
import type { OwnServer } from "./target.ts";
import { createWords } from "./words.ts";

const PROMPTS = 200;

/**
 * How many of 200 prompts get the same greedy reply cold, from the slot, from disk and after a
 * restart. Rounding may differ with what else is in a batch; here nothing is.
 *
 * @param restart ends the server and starts it again
 */
export async function countEqualReplies(
  server: OwnServer,
  restart: () => Promise<OwnServer>,
): Promise<{ equal: number; server: OwnServer }> {
  const words = createWords(7);
  const prompts = Array.from({ length: PROMPTS }, () => words(40));
  const reply = async (target: OwnServer, index: number) => {
    const messages = [{ role: "user", content: prompts[index] ?? "" }];
    return (await ask(target, { messages, tokens: 8, key: `greedy-${index}` })).text;
  };
  const seen = prompts.map(() => new Set<string>());
  for (let index = 0; index < PROMPTS; index++) {
    for (let time = 0; time < 2; time++) seen[index]?.add(await reply(server, index));
  }
  for (let index = 0; index < PROMPTS; index++) seen[index]?.add(await reply(server, index));
  const restarted = await restart();
  for (let index = 0; index < PROMPTS; index++) seen[index]?.add(await reply(restarted, index));
  return { equal: seen.filter(({ size }) => size === 1).length, server: restarted };
}
