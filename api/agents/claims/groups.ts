import { findGenderedNoun, genderOfPlural } from "./gendered-words.ts";
import type { FoundClaim } from "./introductions.ts";
import { isGivenToAnother, standingAfter } from "./own-voice.ts";

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
    /\b(?:we'?re|we are|and i are|us) (?:(?:two|three|four|five|both|a pair of|a couple of|a bunch of|just|all) )+(?:(?!with|of|for|to|about|and|like|the|friends|my|his|her)\p{L}+(?<!(?<!bor)ing) )??(\p{L}+)\b/giu,
    /\b(?:i'?m|i am|i was|as|being) (?:just )?one of (?:the )?(?:(?:few|only|two|three|four|handful of) )+(men|women|guys|girls|dads|moms|mums|ladies|boys|fathers|mothers)\b/giu,
    /\bi'?m (?:not |nothing )?(?:like|different from|unlike) (?:the |most )?other (men|women|guys|girls|dads|moms|mums)\b/giu,
    /\blike (?:most|many|all|a lot of|so many)(?: other)? (men|women|guys|girls|dads|moms|mums|fathers|mothers|husbands|wives),? i\b/giu,
    /\b(?:to|with|from|meet|than) other (moms|mums|mothers|dads|fathers)\b(?<=\b(?:i|me|i'm)\b.*)/giu,
    /\b(?:i'?m|i am) one of (?:the|those|these) (?:\p{L}+ ){0,2}(men|women|dads|moms|mums|ladies|wives|husbands|fathers|mothers|(?:guys|girls|boys)(?= (?:who|that|with)))\b/giu,
    /\bone of (?:the )?(?:few |only |two |three |four )+(men|women|guys|girls|dads|moms|mums|ladies|boys)\b(?<=\b(?:i|i'm|me|my)\b[^.]*)(?<!\b(?:he|she|they)\b[^.]*)/giu,
    /\b(?:we'?re|we are|we were|and i are|and i were) the (?:(?:only|two|last|first|three|oldest|youngest) )+(men|women|guys|girls|boys|dads|moms|mums|sisters|brothers|daughters|sons)\b(?!')/giu,
    /\bi'?m (?:the |a )?(?:living )?proof that (men|women|guys|girls|dads|moms|mums|mothers|fathers|grandmas|boys)\b/giu,
  ];
  return patterns.flatMap((pattern) =>
    [...sentence.matchAll(pattern)].flatMap((match) => {
      const gender = genderOfPlural(match[1]!) ?? singularLikeMe(match);
      const standing = standingAfter(sentence.slice(0, match.index));
      const isAnothers = isGivenToAnother(sentence.slice(match.index + match[0].length));
      const isOwn = standing === "asserted" || (standing === "doubted" && /^us /i.test(match[0]));
      return gender && isOwn && !isAnothers
        ? [{ gender, confidence: 0.9, evidence: match[0] }]
        : [];
    }),
  );
}

/** "a man like me" */
const singularLikeMe = (match: RegExpExecArray) =>
  / like /i.test(match[0]) ? findGenderedNoun(match[1]!)?.gender : undefined;
