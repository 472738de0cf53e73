import { findGenderedNoun, type GenderedNoun } from "./gendered-words.ts";
import type { FoundClaim } from "./introductions.ts";
import { joinCompounds, readNounPhrase, tokensOf } from "./noun-phrase.ts";
import { standingAfter } from "./own-voice.ts";
import { isSaying } from "./sayings.ts";

const isHead = (word: string) => findGenderedNoun(word) !== undefined;
const greeting =
  /^(?:hi|hey|hello|well|so yeah|so|yeah|yep|yes|yo|not a bot|lol|finally|officially)?,?(?: (?:sarah|xhash|neutral|there|all|everyone|folks))?[\s,.!:]*(?:(?:just|only|another|another|typical|fellow)\s+)*/i;
const ofOwn =
  /^of (?:\d|one|two|three|four|five|six|seven|eight|the year|the bride|a newborn|twins|triplets|girls|boys)/i;
const manner =
  /^(?:single|divorced|proud|tired|new|newly|working|full-time|stay-at-home|first|time|first-time|widowed|lonely|young|old|older|retired|married|military|busy|exhausted|eldest|oldest|youngest|only|middle|ex|former|sleep-deprived|happy|simple|regular|ordinary|average|normal|random|nervous|anxious|sleepless|bored|broke|frustrated|loving|twice|recently|stressed|worried|recovering|soccer|trans|gay|cis|straight|queer|\d+)$/;

/** Of whom one reads, sees or hears: "Mother of two found dead", "Father of the Bride, great film". */
const ofNews =
  /\b(?:arrested|found|dead|dies|died|killed|missing|jailed|charged|wins|won|sues|shot|stabbed|viral|rescued|movies?|films?|shows?|series|books?|songs?|episodes?|seasons?|albums?|sitcom|novel|painting|statue|memes?|next door)\b/i;
const hereOfAnyone =
  /^(?:[^.,;:?]{0,40} )?(?:over |right )?(?:here|reporting for duty|checking in|signing in|speaking)(?: (?:[,.!:;)(\p{Emoji}-]|and i|\p{L}+ing)|$)/iu;
const hereOfTie =
  /^(?:[^.,;:?]{0,40} )?(?:over |right )?(?:here|reporting for duty|checking in|signing in|speaking)(?: (?:[,.!:;)(\p{Emoji}-]|with|who|and i|just|at|from|in|\p{L}+ing)|$)/iu;

/**
 * The genders of fragments that begin a sentence: "first time dad over here", "eldest daughter of
 * five, so…", "single mum, no sleep", "just a guy from Leeds".
 */
export function gendersInFragments(sentence: string): FoundClaim[] {
  const opening = greeting.exec(sentence)![0];
  const tokens = tokensOf(joinCompounds(sentence.slice(opening.length)));
  const from = /^(?:an?|the)$/i.test(tokens[0] ?? "") ? 1 : 0;
  const phrase = readNounPhrase(tokens, from, isHead);
  const adjectives = phrase.words.slice(0, -1);
  const hasAdjective = adjectives.some((word) => word === "male" || word === "female");
  const noun =
    findGenderedNoun(phrase.words.at(-1) ?? "") ??
    (hasAdjective ? findGenderedNoun(adjectives[0]!) : undefined);
  if (!noun || isSaying(phrase) || ofNews.test(sentence)) return [];
  const rest = tokens.slice(phrase.end).join(" ");
  const isOfAnother = /^the$/i.test(tokens[0] ?? "");
  const isMe = /\b(?:that'?s|that is|that would be) me\b/i.test(rest);
  const fragment = { noun, rest, opening, hasArticle: from === 1, isPlain: isPlain(adjectives) };
  if (!isMe && (isOfAnother || !tells.some((isTold) => isTold(fragment)))) return [];
  return [
    { gender: noun.gender, confidence: 0.92, evidence: tokens.slice(0, phrase.end).join(" ") },
  ];
}

/** What stands at the beginning of a sentence, around its noun. */
interface Fragment {
  noun: GenderedNoun;
  /** What follows the noun. */
  rest: string;
  /** The greeting and the "just" before it. */
  opening: string;
  hasArticle: boolean;
  /** Whether only plain adjectives stand before the noun: "single", "tired". */
  isPlain: boolean;
}

const isPlain = (adjectives: readonly string[]) =>
  adjectives.length > 0 && adjectives.every((word) => manner.test(word));

/** What makes a fragment the writer's own; one is enough. */
const tells: readonly ((fragment: Fragment) => boolean)[] = [
  // "first time dad over here"
  ({ noun, rest }) =>
    (noun.isTie ? hereOfTie : hereOfAnyone).test(rest) &&
    !/^[^.]{0,40}\b(?:is|was|are|were|lives?|works?|came|come|has|said)\b[^.]* here/i.test(rest),
  // "father of the bride, I only pay"
  ({ noun, rest }) =>
    noun.isTie &&
    /^of (?:an?|the|my) (?:\S+ ){1,3}?[,;:-]/i.test(rest) &&
    /\b(?:i|i'm|im|me|my)\b/i.test(rest),
  // "eldest daughter of five, so…"
  ({ noun, rest }) =>
    noun.isTie && ofOwn.test(rest) && /^of (?:\S+ ){0,3}\S+\s*(?:[,.!;:-]|here|$)/i.test(rest),
  // "single mum, no sleep"
  ({ noun, rest, isPlain }) => noun.isTie && isPlain && /^(?:[,.;!]|$)/.test(rest),
  // "just a guy from Leeds", "just a happy single lady."
  ({ rest, opening, hasArticle, isPlain }) =>
    hasArticle &&
    /\bjust\s+$/i.test(opening) &&
    (/^(?:from (?!my |the |work|class|school)|trying|looking|living|who (?!.*\b(?:me|my)\b))/i.test(
      rest,
    ) ||
      (isPlain && /^[.!,]/.test(rest || "."))),
  // "newly single guy, 36"
  ({ rest, isPlain }) => isPlain && /^[,(] ?(?:1[3-9]|[2-9]\d)\b/i.test(rest),
  // "proud wife of a firefighter, worried every night"
  ({ noun, rest, isPlain }) =>
    noun.isTie &&
    isPlain &&
    /^(?:of|to) (?:an?|the|my|two|three|four|five|twins|\d) ?(?:\S+ ){0,2}?\S+ ?(?:[,.;!-]|$)/i.test(
      rest,
    ),
  // "finally a grandpa!"
  ({ noun, rest, opening, hasArticle }) =>
    noun.isTie &&
    hasArticle &&
    /^(?:finally|officially)\s$/i.test(opening) &&
    /^(?:[.!]|$)/.test(rest),
];

/** "Lisa here, mom of two boys", "40, father of three": after a comma, of nobody named before. */
export function gendersInAppositions(sentence: string): FoundClaim[] {
  const pattern =
    /(?:[,:]|\band) (?:a )?(?:(?:proud|single|tired|married|divorced|new) )?(\p{L}+) (?:of|to) (?:\d|one|two|three|four|five|six|twins|a \p{L}+)\b/giu;
  return [...sentence.matchAll(pattern)].flatMap((match) => {
    const noun = findGenderedNoun(match[1]!);
    const before = sentence.slice(0, match.index);
    const isOthers =
      /\b(?:he|she|they|my|the|who|his|her|this|that)\b/i.test(before) ||
      !/\b(?:i|i'?m|me|here|\d\d)\b/i.test(before);
    if (!noun?.isTie || isOthers || standingAfter(before) !== "asserted") return [];
    return [{ gender: noun.gender, confidence: 0.9, evidence: match[0].replace(/^\W+/, "") }];
  });
}
