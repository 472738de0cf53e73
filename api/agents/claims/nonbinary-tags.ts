import type { GenderTag } from "./gender-tag.ts";

const nonbinary = String.raw`(?:nonbinary|non[ -]binary|enby|gender[ -]?fluid|gender[ -]?queer|agender|bigender|pangender|genderless|demi[ -]?(?:girl|boy)|neutrois|two[ -]spirit)`;
/** What may stand between: "I'm a very tired nonbinary barista". */
const filling = String.raw`(?:an?|the|and|&|very|so|also|just|now|still|not just|bi|bisexual|pan|ace|gay|queer|trans|transgender|autistic|disabled|black|asian|white|latino?|jewish|muslim|young|old|older|tired|happy|proud|lonely|out|more|100%|\d+(?:[- ]?years?[- ]old)?|yo|teen|to be|to my [\p{L}]+(?: [\p{L}]+)?|last [\p{L}]+|at [\p{L}]+|on the|under the|somewhere on the|most [\p{L}]+|(?!(?:probab|possib|apparent|supposed|hopeful|hard|bare|near|potential|arguab|allegedly|allegedl)ly\b)[\p{L}]+ly|[\p{L}]+ed|i'?m|that i'?m|as|as an?)`;
const notAPerson = String.raw`(?!'s|-)(?! (?:as|people|friends?|advocate\p{L}*|supporter\p{L}*|activist\p{L}*|expert|stan|fan|icon|wedding|group|meetup|event|teen's|person's|folks|folk|ally|allies|rights|kids?|child|children|siblings?|partners?|characters?|identit\p{L}+|communit\p{L}+|studies|option|flag|lover|day|pride|or (?:not|what|whatever)))`;
const presentsSelf = String.raw`\b(?:i'?m|i am|i identify|i consider myself|i describe myself|i've been|i have been|i've always been|i live as|i exist as|i turned out|coming out(?: to [\p{L}]+ [\p{L}]+)? as|i call myself|i came out|i've come out|i come out|me being|being|as|as someone(?: who is| who's)?|speaking as)`;

/** Ways to say that one is neither. */
export const nonbinaryTags: readonly GenderTag[] = [
  {
    pattern: new RegExp(
      `^\\W*(?:yes|yep|no|nope|actually|well)?,? ?${nonbinary}(?:,? (?:actually|here|btw|thanks|and proud|person))?\\W*$`,
      "giu",
    ),
    confidence: 0.9,
    genderOf: (_, sentence) => (sentence.includes("?") ? undefined : "nonbinary"),
  },
  {
    pattern: new RegExp(
      `\\b(?:my|this) (?:\\p{L}+ )?${nonbinary} (?:self|ass|heart|butt|brain|existence|identity|body|life|teen|parent|person)? ?(?:is|needs|wants|can|can't|has|just)?\\b(?<=(?:self|ass|heart|butt|brain|existence|identity|body|life|this .*))`,
      "giu",
    ),
    confidence: 0.9,
    genderOf: () => "nonbinary",
  },
  {
    pattern: new RegExp(
      `\\b(?:us|we) (?:trans and )?${nonbinary} (?:people|folks?|kids|teens|parents)\\b|\\b${nonbinary} (?:people|folks?|kids|teens|parents|person|teen) like (?:me|us)\\b|\\bme as (?:their|his|her|an?) ${nonbinary}\\b`,
      "giu",
    ),
    confidence: 0.92,
    genderOf: () => "nonbinary",
  },
  {
    pattern:
      /\bnot an? (?:man|guy|boy)\b[^.]{0,30}\b(?:not|nor) an? (?:woman|girl)\b|\bnot an? (?:woman|girl)\b[^.]{0,30}\b(?:not|nor) an? (?:man|guy|boy)\b|\bi'?m both an? (?:man|boy|guy|woman|girl) and an? (?:man|boy|guy|woman|girl)\b|\bi'?m an? (?:boy|girl|guy|man|woman) (?:on )?(?:some|one|certain) days?\b.{0,20}\b(?:other|others|the next|a)\b/gi,
    confidence: 0.92,
    genderOf: (_, sentence) =>
      /\b(?:i|i'?m)\b/i.test(sentence) && !/\b(?:you'?re|he'?s|she'?s|it'?s) not\b/i.test(sentence)
        ? "nonbinary"
        : undefined,
  },
  {
    pattern:
      /\b(?:call me|i'?m|i am|my title is|i use|it's) mx\b|\bmy (?:passport|id|license|licence) (?:now |finally )?(?:says|has|reads) (?:an? )?x\b/gi,
    confidence: 0.9,
    genderOf: () => "nonbinary",
  },
  {
    pattern: new RegExp(
      `${presentsSelf}(?:,? ${filling}){0,6}?,? ${nonbinary}\\b${notAPerson}`,
      "giu",
    ),
    confidence: 0.95,
    genderOf: ({ 0: whole, index }, sentence) =>
      /\b(?:he|she|they|who|someone|people|like) (?:is |was )?$/iu.test(sentence.slice(0, index)) ||
      (/\b(?:my (?!gender|life|identity)\p{L}+|he|she|they|who|someone)\b/iu.test(
        sentence.slice(0, index),
      ) &&
        /^(?:as|being)\b/i.test(whole) &&
        !/\bi\b/i.test(sentence.slice(0, index))) ||
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
      !/\b(?:male|female|men|women|form|options?|box|survey|dropdown|read|article|word|means?)\b/i.test(
        sentence,
      ) &&
      !/\b(?:my \p{L}+|he|she|they|mean|means|is it)\b/iu.test(sentence.slice(0, index))
        ? "nonbinary"
        : undefined,
  },
  {
    pattern:
      /\bi (?:\p{L}+ )?(?:outside|beyond) (?:of )?(?:the )?(?:gender )?binar(?:y|ies)\b|\bi (?:don'?t|never) fit (?:into |in )?(?:the|either|any) (?:gender )?(?:binary|box|gender)\b|\bmy gender (?:is|isn'?t|doesn'?t)\b.{0,12}\b(?:fluid|neither|none|between|nonbinary|non-binary|binary)\b/giu,
    confidence: 0.9,
    genderOf: ([whole], sentence) =>
      /\?/.test(sentence) || /\bbox\b/i.test(whole) ? undefined : "nonbinary",
  },
  {
    pattern:
      /\bi (?:identify (?:as|with)|feel like|am|consider myself) neither\b(?=\W*$|[,.;]| gender)/gi,
    confidence: 0.88,
    genderOf: (_, sentence) =>
      /\b(?:gender|man|woman|boy|girl|male|female|he|she|binary|identify)\b/i.test(sentence)
        ? "nonbinary"
        : undefined,
  },
  {
    pattern: /\bi (?:don'?t have|have no|don'?t really have) (?:a )?gender\b/gi,
    confidence: 0.92,
    genderOf: () => "nonbinary",
  },
  {
    pattern:
      /\b(?:i don'?t (?:identify as|feel like|see myself as|fit into)|i (?:never felt like|feel like neither|exist outside|identify as neither|identify with neither)|i'?m neither|i'?m somewhere (?:between|outside)|i'?m outside of) (?:a )?(?:man|male|boy|girl|woman|female)s? (?:n?or|and) (?:an? )?(?:man|male|boy|girl|woman|female)\b/gi,
    confidence: 0.9,
    genderOf: ([whole]) =>
      /not/i.test(whole) && !/identify/i.test(whole) ? undefined : "nonbinary",
  },
  {
    pattern:
      /(?:\bi'?m|\bi am|^)\W*(?:neither (?:an? )?(?:man|male|boy|girl|woman|female|he|she) n?or|not male,? (?:and )?(?:also )?not female|not a man,? (?:and )?not a woman|not a woman,? (?:and )?not a man)\b/gi,
    confidence: 0.92,
    genderOf: () => "nonbinary",
  },
];
