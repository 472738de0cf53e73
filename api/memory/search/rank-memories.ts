import type { FoundMemory } from "#db/repositories/recall.ts";
import type { SearchPlan } from "./plan-search.ts";
import { relatedTo } from "./related-words.ts";
import { termsOf } from "./terms-of.ts";

/** Something that was learnt, with how much it bears on what is asked. */
export interface RankedMemory {
  memory: FoundMemory;
  score: number;
  /** How many of the asked terms it has, a related one counted as a part. */
  matched: number;
}

const relatedShare = 0.4;
/** About what a term that few messages have is worth in a message. */
const rareTerm = 5;

/**
 * Puts what was learnt in the order in which it bears on what is asked: by the share of the asked terms
 * that it has, and by how much it matters.
 */
export function rankMemories(plan: SearchPlan, found: FoundMemory[]): RankedMemory[] {
  const ranked = found.map((memory) => {
    const matched = matchOf(plan.terms, new Set(termsOf(memory.text)));
    return { memory, matched, score: rareTerm * matched * (0.6 + 0.4 * memory.weight) };
  });
  return ranked.filter(({ matched }) => matched > 0).sort((a, b) => b.score - a.score);
}

function matchOf(asked: string[], terms: Set<string>): number {
  const worths = asked.map((term): number => {
    if (terms.has(term)) return 1;
    return [...relatedTo(term)].some((other) => terms.has(other)) ? relatedShare : 0;
  });
  return worths.reduce((sum, worth) => sum + worth, 0);
}
