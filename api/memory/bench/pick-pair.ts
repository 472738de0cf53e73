import type { Random } from "./random.ts";
import type { Block, Mark } from "./read-blocks.ts";

/** Of how many pairs the nearest is taken: plainly asked, and asked in other words. */
const tries = { plainly: 5, loosely: 2 };

/**
 * A way to say something and a way to ask for it: of some pairs the one that shares most words, as
 * people ask plainly for what they said plainly.
 */
export function pickPair(
  how: keyof typeof tries,
  block: Block,
  [said, asked]: readonly [Mark, Mark],
  random: Random,
): [say: string, ask: string] {
  const pairs = Array.from({ length: tries[how] }, (): [string, string] => [
    random.pick(block.lines(said)),
    random.pick(block.lines(asked)),
  ]);
  return pairs.reduce((best, pair) => (sharedWords(pair) > sharedWords(best) ? pair : best));
}

function sharedWords([say, ask]: readonly [string, string]): number {
  const said = new Set(say.toLowerCase().match(/\p{L}{4,}/gu));
  return new Set((ask.toLowerCase().match(/\p{L}{4,}/gu) ?? []).filter((word) => said.has(word)))
    .size;
}
