/** Where a phrase ends: after its head, "a girl | from", "a dad | now". */
const enders = new Set(
  (
    "of in on at with without from to for by about over under after before since until near like than as who whos who's whose that which where when while if because cause cuz bc coz though although tho but and or so yet nor plus then " +
    "i i'm im i've i'd me my you u your he she they it we us is am are was were be been do does did have has had can could will would should might must not never always just also too again already now today tonight tomorrow yesterday currently finally still anyway here there yeah lol lmao haha hahaha btw tbh imo fyi ok okay right pls please actually basically apparently really only even ever either all both tries trying living named called turned born raised based like trans nobody everyone everybody someone people what how why no this these those every each some any last next soon among between during through into onto off more enough myself himself herself themselves well kinda each twice daily forever overnight online abroad overseas long indeed aged age somehow somewhere otherwise whatever whenever wherever per via except w back away later earlier sometimes often instead together ago up down out inside outside alone against despite anymore looking seeking honestly unfortunately hi hello well may get got gets need needs want wants love hate feel feels know think trapped"
  ).split(" "),
);

const articles = new Set("a an the".split(" "));
const possessives = new Set("my his her their our".split(" "));

/** The noun phrase that begins at a word. */
export interface NounPhrase {
  /** All of its words in lower case, the head last, without the article. */
  readonly words: readonly string[];
  /** The word after it, in lower case; empty at the end of a clause. */
  readonly next: string;
  /** Where the next word stands. */
  readonly end: number;
  /** What follows the phrase. */
  readonly rest: string;
  /** The article or possessive before it. */
  readonly opener?: string;
}

/** Words and single marks, as written. */
export function tokensOf(text: string): string[] {
  return text.match(/[\p{L}\p{N}][\p{L}\p{N}'’/-]*|\S/gu) ?? [];
}

/** Whether a word opens a phrase: "a", "my", "Leo's". */
export function opensPhrase(token: string | undefined): boolean {
  const word = token?.toLowerCase() ?? "";
  return articles.has(word) || possessives.has(word) || isPossessive(word);
}

const longest = 9;

/** Reads a phrase from its first word, after the article, to its head. */
export function readNounPhrase(
  tokens: readonly string[],
  from: number,
  isHead: (word: string) => boolean,
): NounPhrase {
  const words: string[] = [];
  let at = from;
  for (; at < Math.min(tokens.length, from + longest); at += 1) {
    const word = tokens[at]!.toLowerCase();
    if (!/^[\p{L}\p{N}]/u.test(word)) break;
    const last = words.at(-1);
    if (last !== undefined && isHead(last) && !isPossessive(last) && goesOn(word)) break;
    if (last !== undefined && /^(?:he|she|it|that|there|they|we|you|what|where|how)['’]/.test(word))
      break;
    if (enders.has(word) && (!/^(?:only|last|more|most)$/.test(word) || last !== undefined)) break;
    words.push(word);
  }
  const next = tokens[at]?.toLowerCase() ?? "";
  const rest = tokens
    .slice(at + 1, at + 6)
    .join(" ")
    .toLowerCase();
  return { words, next: /^[\p{L}\p{N}]/u.test(next) ? next : "", end: at, rest };
}

/** After a head: "a girl living", "a woman recently", "a man 44". */
const goesOn = (word: string) => /(?:ing|ly)$/.test(word) || /^(?:\d|first$|second$)/.test(word);

const isPossessive = (word: string) => /(?:['’]s|s['’])$/.test(word);

/** Words that are one: "stay at home dad", "trans man", "non binary". */
export function joinCompounds(text: string): string {
  return text
    .replaceAll(
      /(?<!\p{L})(?:in fact|after all|at least|for sure|of course|by the way|you know|as it happens|at the end of the day|in reality|to be honest|to be fair),?(?!\p{L})/giu,
      "",
    )
    .replaceAll(/\bstay(?:ing)?[ -]at[ -]home\b/gi, "stay-at-home")
    .replaceAll(/\b(?:maid|matron) of honou?r\b/gi, "maid-of-honor")
    .replaceAll(/\b(girl|boy) scout\b/gi, "$1-scout")
    .replaceAll(
      /\b(?:trans|transgender|cis) (man|woman|guy|girl|boy|lady|dude|dad|mom)\b/gi,
      "trans-$1",
    )
    .replaceAll(/\bplus[ -]size[d]?\b/gi, "plus-size")
    .replaceAll(/\b(mama|papa|momma) bears?\b/gi, "$1")
    .replaceAll(/\bnon[ -]?binary\b/gi, "nonbinary")
    .replaceAll(/\btwo[ -]spirit\b/gi, "two-spirit")
    .replaceAll(/\bgender[ -](fluid|queer)\b/gi, "gender$1");
}
