import type { KnownFact } from "#db/repositories/turn.ts";

/** Words that say nothing of what a request is about. */
const empty = new Set(
  "the and that this about what which who when where how was were are has had have said told tell say you your mine for with from any all ever please fact facts thing things stuff everything anything something know knew noted note remember forget again still called was were".split(
    " ",
  ),
);

const shortestWord = 2;

/** The facts that a request is about, by the share of its words that they have, too. */
export function findFactsAbout(
  what: string,
  facts: KnownFact[],
  isEnough = (share: number) => share >= 0.5,
): KnownFact[] {
  const asked = wordsOf(what);
  if (asked.size === 0) return [];
  return facts.filter(({ type, value }) => {
    const words = wordsOf(`${type.replaceAll("_", " ")} ${value}`);
    const common = [...asked].filter((word) => words.has(word)).length;
    return isEnough(common / asked.size);
  });
}

function wordsOf(text: string): Set<string> {
  const words = text.toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
  return new Set(words.filter((word) => isTelling(word)).map((word) => stem(word)));
}

const isTelling = (word: string) =>
  word.length >= shortestWord &&
  !empty.has(word) &&
  !/^(my|me|is|it|of|on|in|at|to|do|be)$/.test(word);

/** Dogs and dog are one word. */
const stem = (word: string) => (word.length > 3 ? word.replace(/s$/, "") : word);
