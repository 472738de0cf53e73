/*
 * The English stemmer known as Porter2, after the description that its author, Martin Porter,
 * published with Snowball. Words that one stem stands for are found by each other: "moved", "moving"
 * and "moves" are "move". A word of another language comes out a little shorter, and always alike.
 */

const vowel = "[aeiouy]";
const afterVowel = new RegExp(`${vowel}.`);
const doubled = /(?:bb|dd|ff|gg|mm|nn|pp|rr|tt)$/;

const exceptions = new Map(
  Object.entries({
    skis: "ski",
    skies: "sky",
    dying: "die",
    lying: "lie",
    tying: "tie",
    idly: "idl",
    gently: "gentl",
    ugly: "ugli",
    early: "earli",
    only: "onli",
    singly: "singl",
    sky: "sky",
    news: "news",
    howe: "howe",
    atlas: "atlas",
    cosmos: "cosmos",
    bias: "bias",
    andes: "andes",
  }),
);

const finished = new Set("inning outing canning herring earring proceed exceed succeed".split(" "));

/** Endings of steps 2 and 3, longest first where one ends with another, and what they become. */
const step2: [ending: string, becomes: string][] = [
  ["ational", "ate"],
  ["ization", "ize"],
  ["fulness", "ful"],
  ["ousness", "ous"],
  ["iveness", "ive"],
  ["tional", "tion"],
  ["biliti", "ble"],
  ["lessli", "less"],
  ["entli", "ent"],
  ["ation", "ate"],
  ["alism", "al"],
  ["aliti", "al"],
  ["ousli", "ous"],
  ["iviti", "ive"],
  ["fulli", "ful"],
  ["enci", "ence"],
  ["anci", "ance"],
  ["abli", "able"],
  ["izer", "ize"],
  ["ator", "ate"],
  ["alli", "al"],
  ["bli", "ble"],
];
const step3: [ending: string, becomes: string][] = [
  ["ational", "ate"],
  ["tional", "tion"],
  ["alize", "al"],
  ["icate", "ic"],
  ["iciti", "ic"],
  ["ical", "ic"],
  ["ness", ""],
  ["ful", ""],
];
const step4 = "ement ance ence able ible ment ant ent ism ate iti ous ive ize al er ic".split(" ");

/** The stem of a word in lower case without accents. */
export function stem(word: string): string {
  if (word.length < 3) return word;
  const exception = exceptions.get(word);
  if (exception !== undefined) return exception;
  const marked = markConsonantY(word.replace(/^'/, ""));
  const [r1, r2] = regionsOf(marked);
  const plain = withoutPlural(marked);
  if (finished.has(plain)) return plain;
  const steps = [withoutTense, withYAsI, withoutSecond, withoutThird, withoutFourth, withoutE];
  return steps.reduce((left, step) => step(left, r1, r2), plain).toLowerCase();
}

/** A y that is a consonant becomes a Y. */
const markConsonantY = (word: string) =>
  word.replace(/^y/, "Y").replaceAll(new RegExp(`(${vowel})y`, "g"), "$1Y");

/** Where the regions R1 and R2 begin: after the first consonant that follows a vowel, and again. */
function regionsOf(word: string): [number, number] {
  const special = /^(?:gener|commun|arsen)/.exec(word);
  const r1 = special ? special[0].length : nextRegion(word, 0);
  return [r1, nextRegion(word, r1)];
}

function nextRegion(word: string, from: number): number {
  const found = /[aeiouy][^aeiouy]/.exec(word.slice(from));
  return found ? from + found.index + 2 : word.length;
}

function withoutPlural(word: string): string {
  if (word.endsWith("sses")) return word.slice(0, -2);
  if (/ie[ds]$/.test(word)) return word.slice(0, word.length > 4 ? -2 : -1);
  if (/(?:us|ss)$/.test(word) || !word.endsWith("s")) return word;
  return afterVowel.test(word.slice(0, -1)) ? word.slice(0, -1) : word;
}

function withoutTense(word: string, r1: number): string {
  const eed = /eed(?:ly)?$/.exec(word);
  if (eed) return eed.index >= r1 ? `${word.slice(0, eed.index)}ee` : word;
  const ending = /(?:ed|ing)(?:ly)?$/.exec(word);
  if (!ending) return word;
  const base = word.slice(0, ending.index);
  if (!/[aeiouy]/.test(base)) return word;
  if (/(?:at|bl|iz)$/.test(base)) return `${base}e`;
  if (doubled.test(base)) return base.slice(0, -1);
  return isShort(base, r1) ? `${base}e` : base;
}

/** Whether a word is a short one: it ends in a short syllable, and nothing follows. */
const isShort = (word: string, r1: number) =>
  r1 >= word.length &&
  (/[^aeiouy][aeiouy][^aeiouywxY]$/.test(word) || /^[aeiouy][^aeiouy]$/.test(word));

const withYAsI = (word: string) => (/.[^aeiouy][yY]$/.test(word) ? `${word.slice(0, -1)}i` : word);

function withoutSecond(word: string, r1: number): string {
  for (const [ending, becomes] of step2) {
    if (word.endsWith(ending)) return replaceEnding(word, ending, { becomes, from: r1 });
  }
  if (word.endsWith("logi")) return replaceEnding(word, "ogi", { becomes: "og", from: r1 });
  const isAdverb = /[cdeghkmnrt]li$/.test(word);
  return isAdverb ? replaceEnding(word, "li", { becomes: "", from: r1 }) : word;
}

function withoutThird(word: string, r1: number, r2: number): string {
  for (const [ending, becomes] of step3) {
    if (word.endsWith(ending)) return replaceEnding(word, ending, { becomes, from: r1 });
  }
  return replaceEnding(word, "ative", { becomes: "", from: r2 });
}

function withoutFourth(word: string, _: number, r2: number): string {
  const ending = step4.find((one) => word.endsWith(one));
  if (ending !== undefined) return replaceEnding(word, ending, { becomes: "", from: r2 });
  const isNoun = /[st]ion$/.test(word);
  return isNoun ? replaceEnding(word, "ion", { becomes: "", from: r2 }) : word;
}

function withoutE(word: string, r1: number, r2: number): string {
  const last = word.length - 1;
  if (word.endsWith("e")) {
    const base = word.slice(0, -1);
    const isFree = last >= r2 || (last >= r1 && !/[^aeiouy][aeiouy][^aeiouywxY]$/.test(base));
    return isFree ? base : word;
  }
  return word.endsWith("ll") && last >= r2 ? word.slice(0, -1) : word;
}

/** Replaces an ending that begins in a region; elsewhere it stays. */
function replaceEnding(
  word: string,
  ending: string,
  { becomes, from }: { becomes: string; from: number },
): string {
  const at = word.length - ending.length;
  return word.endsWith(ending) && at >= from ? `${word.slice(0, at)}${becomes}` : word;
}
