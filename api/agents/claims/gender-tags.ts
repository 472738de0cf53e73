import type { Gender } from "./gendered-words.ts";
import type { FoundClaim } from "./introductions.ts";
import { standingAfter } from "./own-voice.ts";

/** Short forms: "24m here", "I (34F)", "she/her", "FTM here, baby is 3 weeks". */
interface Tag {
  pattern: RegExp;
  confidence: number;
  genderOf: (match: RegExpExecArray, sentence: string) => Gender | undefined;
}

const byLetter = (letter = ""): Gender | undefined =>
  (
    {
      m: "male",
      male: "male",
      f: "female",
      female: "female",
      nb: "nonbinary",
      enby: "nonbinary",
    } as const
  )[letter.toLowerCase() as "m"];

function byPronouns(first = ""): Gender | undefined {
  return (
    { he: "male", she: "female", they: "nonbinary", ze: "nonbinary", xe: "nonbinary" } as const
  )[first.toLowerCase() as "he"];
}

const age = String.raw`(?:1[3-9]|[2-9]\d)`;
const old = String.raw`(?:\s?(?:yo|y\/o|yrs?|years? old))?`;
const sex = String.raw`(m|f|male|female|nb|enby)`;
const hello = String.raw`^(?:hi|hey|hello|yo|so|(?:for |some )?context|about me|a bit about me|me|asl|btw|fyi)?[\s,!.:(]*`;
const goesOn = String.raw`(?=\s*(?:$|[,.)!;/-]|here|from|in|looking|new|single|and|with|who|bored|student))(?!, (?:that|then|long|deep|tall|away|sprint|which|max|minimum))`;
const pattern = (...parts: string[]) => new RegExp(parts.join(""), "giu");
const byWord: Tag["genderOf"] = ([, letter]) => byLetter(letter);

const nonbinary = String.raw`(?:nonbinary|non[ -]binary|enby|gender[ -]?fluid|gender[ -]?queer|agender|bigender|pangender|genderless|demi(?:girl|boy)|neutrois|two[ -]spirit)`;
/** What may stand between: "I'm a very tired nonbinary barista". */
const filling = String.raw`(?:an?|the|and|&|very|so|also|just|now|still|not just|bi|bisexual|pan|ace|gay|queer|trans|transgender|autistic|disabled|black|asian|white|latino?|jewish|muslim|young|old|older|tired|happy|proud|lonely|out|more|100%|\\d+(?:[- ]?years?[- ]old)?|yo|teen|to be|to my [\\p{L}]+(?: [\\p{L}]+)?|last [\\p{L}]+|most [\\p{L}]+|[\\p{L}]+ly|[\\p{L}]+ed|i'?m|that i'?m|as|as an?)`;
const notAPerson = String.raw`(?! (?:people|friends?|folks|folk|ally|allies|rights|kids?|child|children|siblings?|partners?|characters?|identit\p{L}+|communit\p{L}+|studies|option|flag|lover|day|pride|or (?:not|what|whatever)))`;
const presentsSelf = String.raw`\b(?:i'?m|i am|i identify|i consider myself|i describe myself|i call myself|i realised|i realized|i know|i came out|i've come out|i come out|coming out|came out|being|as|as someone(?: who is| who's)?|speaking as)`;

const tags: Tag[] = [
  {
    pattern: new RegExp(
      `${presentsSelf}(?:,? ${filling}){0,6}?,? ${nonbinary}\\b${notAPerson}`,
      "giu",
    ),
    confidence: 0.95,
    genderOf: ({ 0: whole, index }, sentence) =>
      /\b(?:he|she|they|who|someone|people|like) (?:is |was )?$/iu.test(sentence.slice(0, index)) ||
      (/^(?:being|as)\b/i.test(whole) && /\b(?:must|you|your|he|she|his|her)\b/i.test(sentence))
        ? undefined
        : "nonbinary",
  },
  {
    pattern: new RegExp(
      `(?:^|[,:;.] )\\W*(?:yes,? )?${nonbinary}(?: person| teen| human)?(?=\\s*(?:$|[,.!:;(]| here))`,
      "giu",
    ),
    confidence: 0.92,
    genderOf: ({ index }, sentence) =>
      /\b(?:i'?m|i am|me|i|here)\b/i.test(sentence) &&
      !/\b(?:my \p{L}+ is|he|she|they|mean|means|is it)\b/iu.test(sentence.slice(0, index))
        ? "nonbinary"
        : undefined,
  },
  {
    pattern: /\bi (?:don'?t have|have no|don'?t really have) (?:a )?gender\b/gi,
    confidence: 0.92,
    genderOf: () => "nonbinary",
  },
  {
    pattern: pattern(
      `\\b(?:i|me|myself|ich|yo|je|eu|io|ik)\\s*,?\\s*[([]\\s*`,
      age,
      old,
      String.raw`\s?[\/,]?\s?`,
      sex,
      "\\b",
    ),
    confidence: 0.95,
    genderOf: byWord,
  },
  {
    pattern: pattern(
      `\\b(?:i|me|myself|ich|yo|je|eu|io|ik)\\s*,?\\s*[([]\\s*`,
      sex,
      String.raw`(?:\s?[\/,]?\s?\d\d)?\b`,
    ),
    confidence: 0.95,
    genderOf: byWord,
  },
  {
    pattern: pattern(
      `\\b(?:i'?m|i am)\\s*(?:a |an )?`,
      age,
      String.raw`\/?`,
      sex,
      `\\b(?! (?:from|away|tall|deep|high|long|up|down|under\\p{L}*|into|behind|ahead|above|below|late|early|short))`,
    ),
    confidence: 0.95,
    genderOf: byWord,
  },
  {
    pattern: pattern(
      `\\b(?:i'?m|i am)\\s*(?:a |an )?`,
      age,
      old,
      String.raw`,? (?:and |\/ ?)?`,
      "(male|female)",
      "\\b",
    ),
    confidence: 0.95,
    genderOf: byWord,
  },
  {
    pattern: pattern(`\\b(?:i'?m|i am)\\s*(?:a |an )?`, sex, String.raw`\s?\/?`, age, "\\b"),
    confidence: 0.95,
    genderOf: byWord,
  },
  {
    pattern: pattern(hello, age, old, String.raw`\s?[\/,]?\s?`, sex, "\\b", goesOn),
    confidence: 0.93,
    genderOf: byWord,
  },
  {
    pattern: pattern(hello, sex, String.raw`\s?[\/,]?\s?`, age, "\\b", goesOn),
    confidence: 0.93,
    genderOf: byWord,
  },
  { pattern: pattern(hello, sex, " here\\b"), confidence: 0.92, genderOf: byWord },
  {
    pattern: /(?:^|\b(?:fyi|btw|ps)[:,]? )\W*(male|female) (?:here|btw|fyi|by the way)\b/gi,
    confidence: 0.92,
    genderOf: byWord,
  },
  {
    pattern: /\b(?:i'?m|i am|trans|trans \()\s*(?:an? )?(ftm|mtf)\b/gi,
    confidence: 0.92,
    genderOf: ([, way], sentence) =>
      /\b(?:baby|newborn|pregnan\p{L}+|nursing)\b/iu.test(sentence)
        ? undefined
        : way!.toLowerCase() === "ftm"
          ? "male"
          : "female",
  },
  {
    pattern:
      /\b(?:please )?(?:use|go by|call me|refer to me (?:as|with)|prefer) (he|she|they)\s?\/\s?(?:him|her|them)\b/gi,
    confidence: 0.93,
    genderOf: ([, first], sentence) =>
      /\b(?:my \p{L}+|he|she|who|you|do)\s+(?:uses?|goes?|prefers?)/iu.test(sentence)
        ? undefined
        : byPronouns(first),
  },
  {
    pattern:
      /\b(?:i don'?t identify as|i'?m not|i am not|i'?m neither|i'?m somewhere between) (?:a )?(?:man|male|boy|girl|woman|female)s? (?:n?or|and) (?:a )?(?:man|male|boy|girl|woman|female)\b/gi,
    confidence: 0.9,
    genderOf: ([whole]) =>
      /not/i.test(whole) && !/identify/i.test(whole) ? undefined : "nonbinary",
  },
  {
    pattern:
      /\b(?:my pronouns(?: are| r|:)?|pronouns:?|i use|i go by|i'?m (?:a )?)\s*(he|she|they|ze|xe)\s?(?:[/ ]\s?(?:him|her|them|zir|xem|hers|his)\b|(?= pronouns)|\b(?= (?:now|btw|only|please))|(?=[.!]|$))/gi,
    confidence: 0.95,
    genderOf: ([, first]) => byPronouns(first),
  },
  {
    pattern:
      /(?:^|,)\s*(?:and )?(he|she|they)\s?\/\s?(?:him|her|them)\b(?=\s*(?:$|[,.!]|here|and|please|pronouns|btw))/gi,
    confidence: 0.92,
    genderOf: ([, first], sentence) =>
      /\b(?:my|he|she|they|who|is)\s+\p{L}/iu.test(sentence.split(/\b(?:he|she|they)\s?\//i)[0]!)
        ? undefined
        : byPronouns(first),
  },
  {
    pattern: /\bftm\b(?! to)/gi,
    confidence: 0.9,
    genderOf: ({ index }, sentence) =>
      !/\b(?:baby|newborn|weeks?|months?|pregnan\p{L}+|nursing|breastfe\p{L}+)\b/iu.test(sentence)
        ? undefined
        : /\b(?:she|her|wife|my \p{L}+ is)\b/iu.test(sentence.slice(0, index))
          ? undefined
          : "female",
  },
  {
    pattern: /\bi(?:'ve| have)? (?:just |only |recently )?(?:gave|given) birth\b/gi,
    confidence: 0.95,
    genderOf: () => "female",
  },
  {
    pattern:
      /\b(?:my|two|three|four|these|our) (?:kids?|son|sons|daughters?|children|boys|girls|grandkids|grandchildren|toddler|little one)(?: \p{L}+)?(?: who)? call(?:s|ed)? me (mom|mum|mommy|mama|grandma|dad|daddy|papa|grandpa)\b/giu,
    confidence: 0.93,
    genderOf: ([, noun]) => (/^(?:d|p|grandp)/i.test(noun!) ? "male" : "female"),
  },
  {
    pattern: /(?:\bi'?m|\bi am|^)\W*neither (?:a )?(?:man|male|boy|girl|woman|female) (?:n?or)\b/gi,
    confidence: 0.92,
    genderOf: () => "nonbinary",
  },
];

/** The genders that a sentence states by a short form. */
export function gendersTagged(sentence: string): FoundClaim[] {
  return tags.flatMap(({ pattern, confidence, genderOf }) =>
    [...sentence.matchAll(pattern)].flatMap((match) => {
      const gender = genderOf(match, sentence);
      const standing = standingAfter(sentence.slice(0, match.index));
      return gender && standing === "asserted"
        ? [{ gender, confidence, evidence: match[0].trim() }]
        : [];
    }),
  );
}
