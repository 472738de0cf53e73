/** Words of a text, lower-cased and otherwise as they are. */
const wordsOf = (text: string) => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

const k1 = 1.2;
const b = 0.75;

/**
 * Plain BM25 (Robertson and Zaragoza, "The Probabilistic Relevance Framework", 2009), the peer of
 * the bench: no stemming, no stop words, nothing but the text of one message. Ranks all that share a
 * word with the question, the best first, equals in the order they were said.
 */
export function createBm25(documents: readonly { id: string; content: string }[]) {
  const lengths = documents.map(({ content }) => wordsOf(content).length);
  const mean = lengths.reduce((sum, length) => sum + length, 0) / Math.max(1, lengths.length);
  const postings = createPostings(documents.map(({ content }) => wordsOf(content)));
  return (question: string): string[] => {
    const scores = new Map<number, number>();
    for (const word of new Set(wordsOf(question))) {
      const found = postings.get(word) ?? new Map<number, number>();
      const rarity = Math.log(1 + (documents.length - found.size + 0.5) / (found.size + 0.5));
      for (const [index, times] of found) {
        const weight = k1 * (1 - b + (b * (lengths[index] ?? 0)) / mean);
        const score = (rarity * times * (k1 + 1)) / (times + weight);
        scores.set(index, (scores.get(index) ?? 0) + score);
      }
    }
    return [...scores]
      .toSorted(([one, best], [other, better]) => better - best || one - other)
      .flatMap(([index]) => documents[index]?.id ?? []);
  };
}

/** How often each word is in each document that has it. */
function createPostings(documents: readonly (readonly string[])[]) {
  const postings = new Map<string, Map<number, number>>();
  for (const [index, words] of documents.entries()) {
    for (const word of words) {
      const found = postings.get(word) ?? new Map<number, number>();
      postings.set(word, found.set(index, (found.get(index) ?? 0) + 1));
    }
  }
  return postings;
}
