import { findGenderedNoun, type Gender, type GenderedNoun } from "./gendered-words.ts";
import {
  joinCompounds,
  readNounPhrase,
  tokensOf,
  opensPhrase,
  type NounPhrase,
} from "./noun-phrase.ts";
import type { Opening } from "./opening.ts";
import { openings } from "./openings.ts";
import { isGivenToAnother, playedInClause, standingAfter } from "./own-voice.ts";
import { isSaying } from "./sayings.ts";

/** A claim as a pattern found it. */
export interface FoundClaim {
  gender: Gender;
  confidence: number;
  evidence: string;
}

/** The genders that a sentence states after "I'm", "as", "being" and their like. */
export function gendersIntroduced(sentence: string): FoundClaim[] {
  return openings.flatMap((opening) =>
    [...sentence.matchAll(opening.pattern)].flatMap((match) => readAfter(opening, sentence, match)),
  );
}

/** Words that may stand between "I'm" and what one is. */
const adverbs = new Set(
  "just but also actually really now still only literally honestly technically both currently always once forever finally proudly secretly officially already even usually very definitely obviously clearly 100% all much most not-just one-of the-kind-of".split(
    " ",
  ),
);

/** Nouns that need no article: "I'm mom to three", "I'm male". */
const bare =
  /^(?:male|female|mama|mamma|mom|mum|dad|papa|dada|mommy|daddy|grandma|grandpa|enby|nb|nonbinary|genderfluid|genderqueer|agender|bigender|pangender|genderless|neutrois|they\/them|trans-\w+|husband|wife|mother|father|sister|brother|daughter|son|widow|widower|man|woman|boy|girl|lady)$/;
const beforeBare = /^(?:gay|trans|cis|straight|queer|bi|single|biologically|openly|now|\d+)$/;

function readAfter(opening: Opening, sentence: string, match: RegExpExecArray): FoundClaim[] {
  const rest = sentence.slice(match.index + match[0].length);
  const before = sentence.slice(0, match.index);
  const standing = standingAfter(before);
  const tokens = tokensOf(joinCompounds(rest));
  const start = skipFilling(tokens);
  if (start === undefined || standing === "quoted" || isGivenToAnother(rest)) return [];
  for (const phrase of phrasesFrom(tokens, start, opening)) {
    const noun = nounOf(phrase);
    if (!noun || isSaying(phrase) || isEither(tokens, phrase.end, noun)) continue;
    const after = tokens.slice(phrase.end).join(" ");
    if (isSought(phrase, tokens) || (noun.isTie && onlyCaredFor.test(after))) continue;
    if (playedInClause.test(clauseAround(sentence, match.index))) continue;
    if (!opening.admits(noun, { phrase, before, after, standing })) continue;
    const evidence = `${match[0]} ${tokens.slice(0, phrase.end).join(" ")}`.trim();
    return [{ gender: noun.gender, confidence: standing === "asserted" ? 0.97 : 0.9, evidence }];
  }
  return [];
}

/** "I'm husband hunting": no article, and something is done. */
const isSought = ({ opener, words, end }: NounPhrase, tokens: readonly string[]) =>
  opener === undefined &&
  words.length === 1 &&
  /^(?:hunting|shopping|seeking|watching|spotting|dating|bashing)$/i.test(tokens[end] ?? "");

/** "I feel like a good mum when my plants bloom" */
const onlyCaredFor =
  /\b(?:plants?|houseplants|succulents?|cactus|sourdough|starter|goldfish|roomba|code (?:compiles|runs|works)|kittens?|pupp(?:y|ies)|hamsters?)\b/i;

/** Past adverbs and "not just"; undefined where what follows is denied. */
function skipFilling(tokens: readonly string[]): number | undefined {
  let at = 0;
  // "I'm, like, a dad now"
  while (
    /^(?:,|like|uh|um|well|erm)$/i.test(tokens[at] ?? "") &&
    (tokens[at] === "," || tokens[at - 1] === ",")
  )
    at += 1;
  while (isAdverb(tokens[at] ?? "") || adverbs.has(tokens[at]?.toLowerCase() ?? "")) at += 1;
  if (
    /^(?:proud|happy|glad|lucky|blessed|honou?red) to be$/i.test(tokens.slice(at, at + 3).join(" "))
  )
    at += 3;
  if (!/^(?:not|never|no|neither|hardly|barely)$/i.test(tokens[at] ?? "")) return at;
  if (/^your$/i.test(tokens[at + 1] ?? "")) return at + 1;
  return /^(?:just|only|merely)$/i.test(tokens[at + 1] ?? "") ? at + 2 : undefined;
}

/** The words between the marks and conjunctions around a place. */
function clauseAround(sentence: string, at: number): string {
  const before = sentence
    .slice(0, at)
    .split(/[,;:]|\b(?:and|but)\b/)
    .at(-1)!;
  return before + sentence.slice(at).split(/[,;:]|\b(?:and|but)\b/)[0]!;
}

/** "sadly", "definitely"; but not what takes back what follows. */
const isAdverb = (token: string) =>
  /^\p{L}{2,}ly$/iu.test(token) &&
  !/^(?:probab|possib|apparent|supposed|hopeful|basical|practical|near|hard|bare|virtual|fami|sil|love|lone|cudd|friend|figurative|technical|metaphorical)ly$/i.test(
    token,
  );

const isHead = (word: string) => findGenderedNoun(word) !== undefined;
const ofOrEnd = /^(?:of|with|who|and|from|to|by|in|here|at|i|but|so|after|among|out|$)/;

/** The phrase at a place and, where lists are read, those joined to it: "63, a grandmother of four". */
function phrasesFrom(
  tokens: readonly string[],
  start: number,
  { lists, bare }: Opening,
): NounPhrase[] {
  const read = bare ? readNounPhrase(tokens, start, isHead) : firstPhrase(tokens, start);
  const first = read ?? (lists ? stateBefore(tokens, start) : undefined);
  if (!first) return [];
  if (!lists) return [first];
  const phrases = [first];
  let at = first.end;
  const joined = nextInList(tokens, at);
  const isNear = joined === at;
  at = joined;
  while (/^(?:,|and|&)$/i.test(tokens[at] ?? "")) {
    const begin = at + (/^(?:also|and|just|only)$/i.test(tokens[at + 1] ?? "") ? 2 : 1);
    const hasArticle = /^(?:an?|the)$/i.test(tokens[begin] ?? "");
    const phrase = readNounPhrase(tokens, begin + (hasArticle ? 1 : 0), isHead);
    const noun = nounOf(phrase);
    const isListed = isList(tokens.slice(start, begin)) || /^(?:of|to)$/.test(phrase.next);
    const isOwn =
      hasArticle ||
      (noun?.isTie && isListed) ||
      noun?.gender === "nonbinary" ||
      first.words.length === 1;
    const isSure =
      (read !== undefined && isNear) || (hasArticle && /^(?:of|to)?$/.test(phrase.next));
    if (noun && isOwn && isSure && ofOrEnd.test(phrase.next)) phrases.push(phrase);
    if (phrase.end <= at || /^(?:i|he|she|they|my|we|you|it)$/.test(phrase.next)) break;
    at = phrase.end;
  }
  return phrases;
}

/** Past "of habit" in "a creature of habit and a man of few hairs". */
function nextInList(tokens: readonly string[], at: number): number {
  if (!/^(?:of|in|from|with|at|on|by)$/i.test(tokens[at] ?? "")) return at;
  const next = tokens.findIndex((token, i) => i > at && /^(?:,|and)$/i.test(token));
  return next < 0 || next - at > 4 ? at : next;
}

/** "in my forties | and a dad of teenagers": what one is else, up to where the list goes on. */
function stateBefore(tokens: readonly string[], start: number): NounPhrase | undefined {
  const end = tokens.findIndex((token, at) => at > start && /^(?:,|and)$/i.test(token));
  return end < 0 || end - start > 5 ? undefined : { words: [], next: "", end, rest: "" };
}

/**
 * Whether what stands before a bare "dad" makes it one of what somebody is ("Tom, 34, dad", "a nurse,
 * mum"), and not somebody who is called: "I'm fine, mom".
 */
const isList = (before: readonly string[]) =>
  before.some((token) => /^(?:an?|the|\d+)$/i.test(token)) && before.includes(",");

function firstPhrase(tokens: readonly string[], at: number): NounPhrase | undefined {
  const first = tokens[at]?.toLowerCase();
  if (first === undefined) return undefined;
  const ordinary = /^(?:average|typical|ordinary|regular|usual|standard)$/i.test(
    tokens[at + 1] ?? "",
  );
  const opensLoosely = /^(?:that|another|some)$/.test(first);
  if (opensPhrase(first) || (first === "your" && ordinary) || opensLoosely) {
    const possessed = /(?:'s|s')$/.test(tokens[at + 1] ?? "") ? 1 : 0;
    const phrase = readNounPhrase(tokens, at + 1 + possessed, isHead);
    return { ...phrase, opener: possessed ? `${first} …'s` : first };
  }
  if (first === "such" && /^an?$/i.test(tokens[at + 1] ?? "")) {
    return { ...readNounPhrase(tokens, at + 2, isHead), opener: first };
  }
  const phrase = readNounPhrase(tokens, at, isHead);
  const words = phrase.words;
  const isBare =
    words.length > 0 && words.every((word) => bare.test(word) || beforeBare.test(word));
  const isJoke =
    first === "dad" &&
    words.length === 1 &&
    !/^(?:to|of)$/.test(phrase.next) &&
    !/^(?:just|only|still)$/i.test(tokens[at - 1] ?? "");
  if (/^hi\b/i.test(first) || isJoke) return undefined;
  if (isName(tokens[at]!, tokens[at + 1])) return isBare ? phrase : { ...phrase, words: [] };
  return isBare || /^\d/.test(first) ? phrase : undefined;
}

/** "hi im Robin, 21, …" */
const isName = (token: string, next: string | undefined) => /^\p{L}+$/u.test(token) && next === ",";

/** Who only has to do with such people: "a nonbinary ally", "a female rapper stan". */
const onlooker =
  /^(?:all(?:y|ies)|friendly|presenting|passing|coded|advocates?|supporters?|activists?|friends?|experts?|research\w*|historians?|fans?|stans?|listeners?|enthusiasts?|lovers?|haters?|collectors?|nerd|junkie|addict|cats?|dogs?|pets?|owners?|characters?|perspective|gaze|boss|doctor'?s|version|lead|singers?|rights|studies|flag|wedding|group|community|icon|elf|orc|dwarf|wizard|paladin|ranger|druid)$/;

/** What a phrase says of gender: by its head, or by "female" and "nonbinary" before a profession. */
function nounOf({ words }: NounPhrase): GenderedNoun | undefined {
  const last = words.at(-1) ?? "";
  const isNonbinary = (word: string) => findGenderedNoun(word)?.gender === "nonbinary";
  const isPossessed = words.some((word) => /(?:'s|s')$/.test(word));
  if (words.some(isNonbinary) && !onlooker.test(last) && !isPossessed) {
    return { gender: "nonbinary", isTie: false };
  }
  const head = findGenderedNoun(last);
  if (head) return head.gender === "nonbinary" && isPossessed ? undefined : head;
  if (onlooker.test(last) || isPossessed) return undefined;
  const adjective = words.slice(0, -1).find((word) => word === "female" || word === "male");
  return adjective === undefined ? undefined : findGenderedNoun(adjective);
}

/** "a man or a woman": one of them, and which is not said. */
function isEither(tokens: readonly string[], end: number, noun: GenderedNoun): boolean {
  if (!/^(?:or|\/)$/i.test(tokens[end] ?? "")) return false;
  return tokens.slice(end + 1, end + 4).some((token) => {
    const other = findGenderedNoun(token.toLowerCase());
    return other !== undefined && other.gender !== noun.gender;
  });
}
