import { irregular } from "./irregular.ts";
import { stem } from "./stem.ts";
import { stopWords } from "./stop-words.ts";

/** The longest term that the index keeps. */
const maxTerm = 64;
/** How many letters of a text are read at most: a longer one is about what it begins with. */
const maxText = 8000;

/** Scripts that set no spaces between words; their letters are taken in pairs. */
const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]+/gu;
const word = /[\p{L}\p{M}\p{N}]+(?:['’][\p{L}]+)*/gu;

/**
 * The terms of a text, in its order and as often as they are there: words without those that say
 * nothing, by their stem. A name counts as it is written, too, so that it is found by its letters. Of
 * scripts without spaces, each two letters that stand side by side.
 */
export function termsOf(text: string): string[] {
  const read = text.slice(0, maxText).normalize("NFKC");
  const spaced = read.replaceAll(unspaced, " ");
  return [...wordsOf(spaced), ...pairsOf(read)];
}

function wordsOf(text: string): string[] {
  return [...text.matchAll(word)].flatMap(([found]) => {
    const written = found.toLowerCase().replace(/['’].*$/, "");
    const term = termOf(written);
    if (term === undefined) return [];
    const isName = /^\p{Lu}/u.test(found) && term !== written;
    return isName ? [term, cut(written)] : [term];
  });
}

const isPlain = /^[a-z0-9]+$/;

/** A word without the accents of Latin letters; those of other scripts are letters of their own. */
function withoutAccents(written: string): string {
  const taken = written.normalize("NFD");
  return taken.replaceAll(/(?<=[a-z]\p{M}*)\p{M}/gu, "");
}

/** The term a word in lower case stands for; undefined where it says nothing. */
export function termOf(written: string): string | undefined {
  const folded = isPlain.test(written) ? written : withoutAccents(written);
  const base = irregular.get(folded) ?? folded;
  if (stopWords.has(written) || stopWords.has(folded) || isEmpty(base)) return undefined;
  return cut(/^[a-z]+$/.test(base) ? stem(base) : base.normalize("NFC"));
}

/** Cut to what the index keeps, and never through a letter. */
const cut = (term: string) => term.slice(0, maxTerm).replace(/[\uD800-\uDBFF]$/, "");

/** A single letter says nothing; a digit does. */
const isEmpty = (base: string) => base.length < 2 && !/\p{N}/u.test(base);

function pairsOf(text: string): string[] {
  return [...text.matchAll(unspaced)].flatMap(([run]) => pairsIn(Array.from(run)));
}

const pairsIn = (letters: string[]) =>
  letters.length === 1
    ? letters
    : letters.slice(1).map((letter, index) => `${letters[index]}${letter}`);
