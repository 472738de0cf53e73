import type { IndexedText } from "#db/repositories/search-index.ts";
import { monthTerm } from "./month-term.ts";
import { termsOf } from "./terms-of.ts";

/** What a column of the index can count to. */
const most = 32_767;

/** A message as the search index keeps it: its terms, how often each, and the month it was said in. */
export function toIndexed(content: string, at: Date): IndexedText {
  const terms = termsOf(content);
  const counts = new Map<string, number>();
  for (const term of terms) counts.set(term, Math.min(most, (counts.get(term) ?? 0) + 1));
  counts.set(monthTerm(at), 1);
  return { length: Math.min(most, terms.length), terms: [...counts] };
}
