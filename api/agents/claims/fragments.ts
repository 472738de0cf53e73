import { findGenderedNoun, genderOfPlural } from "./gendered-words.ts";
import type { FoundClaim } from "./introductions.ts";
import { joinCompounds, readNounPhrase, tokensOf } from "./noun-phrase.ts";
import { standingAfter } from "./own-voice.ts";

const isHead = (word: string) => findGenderedNoun(word) !== undefined;
const greeting =
  /^(?:hi|hey|hello|well|so|yep|yes|yo|not a bot|lol)?[\s,.!:]*(?:(?:just|only|another|another|typical|fellow)\s+)*/i;
const ofOwn =
  /^of (?:\d|one|two|three|four|five|six|seven|eight|the year|the bride|a newborn|twins|triplets|girls|boys)/i;
const manner =
  /^(?:single|divorced|proud|tired|new|newly|working|full-time|stay-at-home|first|time|first-time|widowed|lonely|young|old|older|retired|married|military|busy|exhausted|eldest|oldest|youngest|only|middle|ex|former|sleep-deprived|stressed|worried|recovering|soccer|trans|gay|cis|straight|queer|\d+)$/;

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
  if (!noun) return [];
  const rest = tokens.slice(phrase.end).join(" ");
  const here = noun.isTie ? hereOfTie : hereOfAnyone;
  const isHere =
    here.test(rest) &&
    !/^[^.]{0,40}\b(?:is|was|are|were|lives?|works?|came|come|has|said)\b[^.]* here/i.test(rest);
  const isProud =
    noun.isTie &&
    /^of (?:an?|the|my) (?:\S+ ){1,3}?[,.;:!-]/i.test(`${rest} .`) &&
    /\b(?:i|i'm|im|me|my)\b/i.test(rest);
  const isOfOwn =
    noun.isTie && ofOwn.test(rest) && /^of (?:\S+ ){0,3}\S+\s*(?:[,.!;:-]|here|$)/i.test(rest);
  const isList =
    adjectives.length > 0 &&
    adjectives.every((word) => manner.test(word)) &&
    /^(?:[,.;!]|$)/.test(rest);
  const isJust =
    /\bjust\s+$/i.test(opening) &&
    from === 1 &&
    /^(?:from|who|trying|looking|with|in|living)/.test(phrase.next || rest);
  const isMe = /\b(?:that'?s|that is|that would be) me\b/i.test(rest);
  const isListed = noun.isTie && isList;
  const isOfAnother = /^the$/i.test(tokens[0] ?? "");
  if (isOfAnother && !isMe) return [];
  if (!isHere && !isProud && !isOfOwn && !isListed && !isJust && !isMe) return [];
  return [
    { gender: noun.gender, confidence: 0.92, evidence: tokens.slice(0, phrase.end).join(" ") },
  ];
}

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

/** "us men", "we women", "women like me", "as fathers we", "we're two dads". */
export function gendersOfGroups(sentence: string): FoundClaim[] {
  const patterns = [
    /\b(?:us|we) (\p{L}+)\b/giu,
    /\b(?:i'?m|i am|being|as|i was born) (?:the |an? )?(?:\p{L}+ )?(?:oldest|youngest|eldest|middle|last|first|one|third|second|fourth|baby)(?: (?:one|child|kid))? of (?:us )?(?:(?:\d|two|three|four|five|six|seven|eight|the|many) )?(?:\p{L}+ )?(brothers|sisters|boys|girls|sons|daughters)\b/giu,
    // "Women like me don't…", not "do women like me"
    /\b(?:for|with|about|against|by|other|than) (\p{L}+) like (?:me|us|myself)\b/giu,
    /\ban? (?:\p{L}+ )?(\p{L}+) like (?:me|myself)\b/giu,
    /\b(\p{L}+) like (?:me|us|myself)(?= (?:don'?t|never|are|aren'?t|have|haven'?t|get|stay|can|can'?t|do|deserve|always|will|won'?t|need|want|just|only|usually|rarely|often|know|who|should|must|end|live|feel|still)\b)/giu,
    /\bas (\p{L}+),? we\b/giu,
    /\b(?:we'?re|we are|and i are|us) (?:two|three|four|five|both|a pair of|a couple of|just two|all) (\p{L}+)\b/giu,
    /\b(?:i'?m|i am) one of (?:the|those|these) (?:\p{L}+ ){0,2}(men|women|dads|moms|mums|ladies|wives|husbands|fathers|mothers|(?:guys|girls|boys)(?= (?:who|that|with)))\b/giu,
    /\bone of (?:the )?(?:few |only |two |three )+(men|women|guys|girls|dads|moms|mums|ladies|boys)\b(?= (?:at|in|on) my)/giu,
  ];
  return patterns.flatMap((pattern) =>
    [...sentence.matchAll(pattern)].flatMap((match) => {
      const gender = genderOfPlural(match[1]!) ?? singularLikeMe(match);
      const standing = standingAfter(sentence.slice(0, match.index));
      return gender && standing === "asserted"
        ? [{ gender, confidence: 0.9, evidence: match[0] }]
        : [];
    }),
  );
}

/** "a man like me" */
const singularLikeMe = (match: RegExpExecArray) =>
  / like /i.test(match[0]) ? findGenderedNoun(match[1]!)?.gender : undefined;
