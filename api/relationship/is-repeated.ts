import { counting } from "./rules.ts";

/** Scripts in which one character says about as much as three letters. */
const denseScript =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/gu;

/** How much of a text is compared: what repeats says so early. */
const comparedCharacters = 400;

/** A text without what makes no difference: case, digits, signs, emoji, stretched letters. */
export function normalise(text: string): string {
  const plain = text.slice(0, comparedCharacters).normalize("NFKC").toLowerCase();
  return plain
    .replaceAll(/[^\p{L}\p{M}]+/gu, " ")
    .replaceAll(/(\p{L})\1+/gu, "$1")
    .trim();
}

/** Whether a text says too little to count: a word, a sign, the same word again and again. */
export function isEmptyTalk(text: string): boolean {
  const plain = normalise(text);
  const dense = plain.match(denseScript)?.length ?? 0;
  const letters = plain.replaceAll(" ", "").length + dense * 2;
  const words = new Set(plain.split(" ")).size + Math.floor(dense / 2);
  return letters < counting.minLetters || words < counting.minWords;
}

/** Whether a text is the same, or nearly so, as one of those said before. */
export function isRepeated(text: string, before: string[]): boolean {
  const plain = normalise(text);
  const pieces = piecesOf(plain);
  return before.some((other) => {
    const normalised = normalise(other);
    return normalised === plain || likeness(pieces, piecesOf(normalised)) >= counting.repeatedFrom;
  });
}

const pieceLength = 3;

function piecesOf(plain: string): Set<string> {
  const pieces = new Set<string>();
  for (let i = 0; i + pieceLength <= plain.length; i += 1) {
    pieces.add(plain.slice(i, i + pieceLength));
  }
  return pieces;
}

/** The share of their pieces that two texts have in common (Jaccard). */
function likeness(one: Set<string>, other: Set<string>): number {
  const [small, large] = one.size < other.size ? [one, other] : [other, one];
  if (small.size === 0 || small.size < large.size * counting.repeatedFrom) return 0;
  let common = 0;
  for (const piece of small) if (large.has(piece)) common += 1;
  return common / (small.size + large.size - common);
}
