import { englishSayings } from "./english-sayings.ts";
import type { GenderTag } from "./gender-tag.ts";
import { findGenderedNoun, type Gender } from "./gendered-words.ts";
import type { FoundClaim } from "./introductions.ts";
import { nonbinaryTags } from "./nonbinary-tags.ts";
import { standingAfter } from "./own-voice.ts";

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
    {
      he: "male",
      she: "female",
      they: "nonbinary",
      ze: "nonbinary",
      ey: "nonbinary",
      fae: "nonbinary",
      xe: "nonbinary",
    } as const
  )[first.toLowerCase() as "he"];
}

const age = String.raw`(?:1[3-9]|[2-9]\d)`;
const old = String.raw`(?:\s?(?:y\.?o\.?|y\/o|yrs?|years? old))?`;
const sex = String.raw`(m|f|male|female|nb|enby)`;
const hello = String.raw`^(?:hi|hey|hello|yo|so|(?:for |some )?context|about me|a bit about me|me|asl|btw|fyi|age)?[\s,!.:([]*`;
const goesOn = String.raw`(?=\s*(?:$|[,.)!;/-]|here|from|in|looking|new|single|and (?:i|i'm|im|single|looking|from|my|new|a|bored|still|never|so|very|lonely)\b|with|who|bored|student))(?!, (?:that|then|long|deep|tall|away|sprint|which|max|minimum))(?!.*\b(?:outside|degrees|cold|freezing|weather|snow|brr|feels like|windy|celsius|fahrenheit)\b)`;
const pattern = (...parts: string[]) => new RegExp(parts.join(""), "giu");
const byWord: GenderTag["genderOf"] = ([, letter]) => byLetter(letter);

/** "How do I use they/them?", "I use she/her for my boat" */
const pronounsOfOthers =
  /\b(?:how|should|do|when|can|must|if|whether|why|did) i (?:use|go)|\b(?:use|go by)\b.{0,20}\b(?:for|in a|when|with|to refer)\b(?! me\b)/i;

const tags: readonly GenderTag[] = [
  ...nonbinaryTags,
  ...englishSayings,
  {
    pattern:
      /\b(?:i'?m|i am) (?:an? )(he|she)\b(?! (?:said|is|was|has))|\bit'?s (he|she|they)\s?\/\s?(?:him|her|them) for me\b/gi,
    confidence: 0.92,
    genderOf: ([, one, two]) => byPronouns(one ?? two),
  },
  {
    pattern:
      /^\W*(male|female|woman|man|girl|boy|guy|dude|lady),? (?:actually|btw|fwiw|if you must know|if (?:that|it) matters)\W*$/gi,
    confidence: 0.9,
    genderOf: ([, noun]) => findGenderedNoun(noun!)?.gender,
  },
  {
    pattern:
      /^(?:hi|hey|hello)?[\s,!.]*(male|female|woman|man|girl|guy|lady|dude),? \(?(?:1[3-9]|[2-9]\d)\b(?!\)?,? (?:found|dies|died|dead|killed|arrested|missing|accused|charged|rescued|wins|jailed|shot|says|hit))/gi,
    confidence: 0.9,
    genderOf: ([, noun]) => findGenderedNoun(noun!)?.gender,
  },
  {
    pattern:
      /^(?:hi|hey|hello|so)?[\s,!.]*(?:a )?(?:1[3-9]|[2-9]\d)(?:,|[\s-]*(?:yo|y\/o|years?[\s-]old))? (?:\p{L}+ )?(male|female|woman|man|girl|guy|lady|dude|mom|dad)\b(?! (?:died|was|killed|arrested|shot|found|in (?:the|a) (?:news|photo)|on the|next))/giu,
    confidence: 0.9,
    genderOf: ([, noun], sentence) =>
      /\b(?:he|she|his|her|they)\b/i.test(sentence) ? undefined : findGenderedNoun(noun!)?.gender,
  },
  {
    pattern:
      /\bfrom one (\p{L}+) to another\b|^\W*(?:talking |speaking )?(man|woman|guy|girl|dude) to (?:man|woman|guy|girl|dude)\b/giu,
    confidence: 0.9,
    genderOf: ([, one, two]) => findGenderedNoun(one ?? two ?? "")?.gender,
  },
  {
    pattern: /\b(?:ya|yo) (girl|boy|gal|guy) (?:here|got|just|passed|finally|needs|made|did)\b/gi,
    confidence: 0.88,
    genderOf: ([, noun]) => findGenderedNoun(noun!)?.gender,
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
      `\\b(?! (?:from|away|tall|deep|high|long|up|down|under\\p{L}*|into|behind|ahead|above|below|late|early|short|in debt|over|richer|poorer|per|apart|of))`,
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
    pattern: pattern(hello, age, old, String.raw`\s?[\/,(]?\s?`, sex, "\\b", goesOn),
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
      /\b(?:please )?(?:use|go by|call me|refer to me (?:as|with)|prefer) (he|she|they)\s?\/\s?(?:him|her|them)\b(?! (?!pronouns|please|thanks|btw|now|and|or|but|for me|only|at|in|when|with|to|as|if|unless|instead|because|since)\p{L})/giu,
    confidence: 0.93,
    genderOf: ([, first], sentence) =>
      /\b(?:my \p{L}+|he|she|who|you|do)\s+(?:uses?|goes?|prefers?)|\bfor (?:my|him|her|them|our|the)\b/iu.test(
        sentence,
      )
        ? undefined
        : byPronouns(first),
  },
  {
    pattern:
      /\b(?:my pronouns(?: are| r|:)?|(?<=^\W*)pronouns:?|i use|i go by|i'?m (?:a )?)\s*(he|she|they|ze|xe|ey|fae)\s?(?:[/ ]\s?(?:him|her|them|zir|hir|xem|em|faer|hers|his)\b|(?= pronouns)|\b(?= (?:now|btw|only|please))|(?=[.!]|$))/gi,
    confidence: 0.95,
    genderOf: ([, first], sentence) =>
      pronounsOfOthers.test(sentence) ? undefined : byPronouns(first),
  },
  {
    pattern:
      /(?:^|,)\s*(?:and )?(he|she|they|xe|ze|fae|ey)\s?\/\s?(?:him|her|them|xem|zir|hir|faer|em)\b(?=\s*(?:$|[,.!]|here|and|please|pronouns|btw|if|thanks|thx|over|only|always|for me|since))/gi,
    confidence: 0.92,
    genderOf: ([, first], sentence) =>
      /\b(?:my|he|she|they|who|is)\s+\p{L}/iu.test(sentence.split(/\b(?:he|she|they)\s?\//i)[0]!)
        ? undefined
        : byPronouns(first),
  },
  {
    pattern: /\b(mtf|ftm)\b/gi,
    confidence: 0.92,
    genderOf: ([, way], sentence) =>
      /\b(?:my (?!transition|voice|body|hrt|dose|parents|mom|dad|family)\p{L}+|he|she|they|what|who|does)\b/iu.test(
        sentence,
      )
        ? undefined
        : way!.toLowerCase() === "mtf"
          ? "female"
          : /\b(?:on t|hrt|testosterone|top surgery|trans|binders?|transition\p{L}*|packer)\b/iu.test(
                sentence,
              )
            ? "male"
            : undefined,
  },
  {
    // "I switched to they/them", "I've started using he/him"
    pattern:
      /\bi(?:'ve| have| just| recently| now| finally| also)* (?:start\p{L}*|beg[au]n|switch\p{L}*|us(?:e|ed|ing)|go(?:ing)? by|went|answer)(?: \p{L}+){0,4}? (he|she|they)\s?\/\s?(?:him|her|them)\b/giu,
    confidence: 0.92,
    genderOf: ([whole, first], sentence) =>
      pronounsOfOthers.test(sentence) ||
      /\b(?:for|my \p{L}+|her|him|friend|character|boat|car)\b/iu.test(
        whole.replace(/\S+\/\S+$/, ""),
      ) ||
      /\b(?:for (?!me\b)|story|essay|novel|to (?:he|she|they)\/)/i.test(sentence)
        ? undefined
        : byPronouns(first),
  },
  {
    pattern:
      /\b(?:as|i'?m|i am) (?:an? )?(?:1[3-9]|[2-9]\d)(?:\s?yo?)? ?\(?([mf])\)?(?= |$|[,.)])(?! (?:from|away|tall|deep|high))/gi,
    confidence: 0.93,
    genderOf: ([, letter], sentence) =>
      /\b(?:you|u)\b.*\?/i.test(sentence) ? undefined : byLetter(letter),
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
    pattern:
      /\bi(?:'ve| have)? (?:just |only |recently )?(?:gave|given) birth\b(?! to (?:an? |this |my )?(?:idea|plan|novel|movement|playlist|monster|company))/gi,
    confidence: 0.95,
    genderOf: () => "female",
  },
  {
    pattern:
      /\b(?:my|two|three|four|these|our) (?:kids?|son|sons|daughters?|children|grandkids|grandchildren|toddler|little one)(?: \p{L}+)?(?: who)? call(?:s|ed)? me (mom|mum|mommy|mama|grandma|dad|daddy|papa|grandpa)\b/giu,
    confidence: 0.93,
    genderOf: ([, noun]) => (/^(?:d|p|grandp)/i.test(noun!) ? "male" : "female"),
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
