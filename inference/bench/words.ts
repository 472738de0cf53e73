const SYLLABLES = [..."aeiou"].flatMap((vowel) =>
  [..."bcdfghjklmnprstvwz"].map((consonant) => consonant + vowel),
);

/** Makes texts of pseudo-words, the same ones for the same seed; for the random models one word is one token. */
export function createWords(seed: number): (count: number) => string {
  let state = Math.imul(seed, 2_654_435_761) >>> 0;
  const next = (limit: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
  const syllable = () => SYLLABLES[next(SYLLABLES.length)] ?? "";
  return (count) => Array.from({ length: count }, () => `${syllable()}${syllable()} `).join("");
}
