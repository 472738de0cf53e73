import { ownSentences, standingAfter } from "./claims/own-voice.ts";

/** An age that the writer of a message stated as their own. */
export interface AgeClaim {
  /** In years; where it is not exact, the highest that fits what was said. */
  age: number;
  /** False for "in 9th grade" and "a minor". */
  isExact: boolean;
  /** 0 to 1. */
  confidence: number;
  /** The words that say it. */
  evidence: string;
}

const words =
  "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty".split(
    " ",
  );
const number = String.raw`(\d{1,2}|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty)(?!(?![mf]\b)[\p{L}\d])`;

/** What a number counts that is no age: "I'm 16 weeks pregnant", "I'm 5'10", "I'm 20 minutes late". */
const noAge = String.raw`(?![\d.,:]*\d|\s*(?:%|'|"|°|\$|€|£|\/\s?10|kg|lbs?|cm|km|m\b(?!\s*here)|ft|feet|inches|stone|weeks?|months?|days?|hours?|minutes?|mins?|seconds?|percent|points?|pages?|chapters?|episodes?|levels?|kilos?|pounds?|miles?|meters?|metres?|steps?|times|dollars|euros|bucks|k\b|th\b|st\b|nd\b|rd\b|in line|of us|out of|over|under (?:par|the)|down|up|ahead|behind|away|late|early|in dog\b|inside|at heart|and done with))`;
const yearsOld = String.raw`(?:[\s-]*(?:years?|yrs?|y)[\s-]*(?:old|o)?\b|\s*\/?\s*y\/?o\b)?`;

type Reading = (found: RegExpExecArray) => Pick<AgeClaim, "age" | "isExact"> | undefined;

const exact: Reading = ([, found]) => {
  const age = toAge(found);
  return age === undefined ? undefined : { age, isExact: true };
};
const yearBefore: Reading = ([, found]) => {
  const age = toAge(found);
  return age === undefined ? undefined : { age: age - 1, isExact: true };
};
const atMost =
  (age: number): Reading =>
  () => ({ age, isExact: false });

const i = String.raw`\b(?:i'?m|i am)\s+(?:(?:only|just|still|actually|already|like|now|a|an|literally|barely|almost done being|technically)\s+)*`;
const soon = String.raw`(?:next|soon|tomorrow|tonight|in\s+(?:a|an|\d+|one|two|three|a few|january|february|march|april|may|june|july|august|september|october|november|december|spring|summer|autumn|fall|winter)|on\s+(?:the|my|monday|tuesday|wednesday|thursday|friday|saturday|sunday|\d)|this\s+(?:week|month|year|summer|winter|spring|fall|autumn|weekend|monday|friday|saturday|sunday|january|february|march|april|june|july|august|september|october|november|december))`;

/** In the order they are tried in a sentence. */
const patterns: readonly (readonly [RegExp, number, Reading])[] = [
  [
    re`\b(?:i'?m|i am|i'?ll be|i will be|i|i'm about to)\s+(?:turning|turn|going to (?:be|turn)|gonna (?:be|turn)|about to (?:be|turn)|(?:almost|nearly|not (?:even )?(?:yet )?))\s+${number}${noAge}`,
    0.93,
    yearBefore,
  ],
  [re`\bi'?ll be ${number}${noAge}\s+${soon}`, 0.93, yearBefore],
  [
    re`\b(?:not|isn'?t|aren'?t)\s+(?:even\s+)?(18|eighteen)\s+yet\b|\bi'?m\s+(?:not (?:even )?(?:18|eighteen)|under\s*(?:18|eighteen|age)|underage|a minor|still a minor|not an adult(?: yet)?|not of age)\b`,
    0.93,
    atMost(17),
  ],
  [
    re`\b(?:i\s+(?:just\s+)?turned|i'?ve just turned|just turned|i\s+(?:just\s+)?became)\s+${number}${noAge}(?!.*\b(?:ago|years? back|when|last century)\b)`,
    0.95,
    exact,
  ],
  [re`${i}${number}${yearsOld}${noAge}`, 0.95, exact],
  [re`^(?:hi|hey|hello|yo)?[\s,!.]*${number}${yearsOld}\s?[mf]?\s+here\b`, 0.92, exact],
  [re`\b(?:i'?m|i am)\s+(?:a\s+)?[mf]\s?\/?\s?${number}\b`, 0.92, exact],
  [re`\b(?:i|me)\s*[([]\s*[mf]?\s?,?\s?${number}\s?[mf]?\s*[)\]]`, 0.92, exact],
  [
    re`^(?:hi|hey|hello|yo)?[\s,!.]*${number}\s?\/?\s?[mf](?=[\s,.!]|$)(?! (?:from|away|tall|deep|high|up))`,
    0.9,
    exact,
  ],
  [re`\bmy age is ${number}\b`, 0.95, exact],
  [re`\b(?:i'?m|i am)\s+[\p{L}]+,\s*${number}\s*(?:,|\.|$|and\b|years)`, 0.9, exact],
  [re`\bas an? ${number}[\s-]*(?:years?|yr)[\s-]*old\b`, 0.9, exact],
  // school: the oldest that somebody there usually is, counted high, as it may only protect
  [
    re`\b(?:i'?m|i am|i just started|i started|i go to|i'?m starting)\s+(?:still\s+)?(?:in\s+)?(?:the\s+)?(?:1st|2nd|3rd|4th|5th|6th|7th|8th|first|second|third|fourth|fifth|sixth|seventh|eighth)\s+grade\b`,
    0.88,
    atMost(14),
  ],
  [
    re`\b(?:i'?m|i am|i just started|i'?m starting)\s+(?:still\s+)?(?:in\s+)?(?:the\s+)?(?:9th|10th|ninth|tenth)\s+grade\b`,
    0.88,
    atMost(16),
  ],
  [
    re`\b(?:i'?m|i am|i just started|i'?m starting)\s+(?:still\s+)?(?:in\s+)?(?:the\s+)?(?:11th|eleventh)\s+grade\b`,
    0.85,
    atMost(17),
  ],
  [
    re`\b(?:i'?m|i am)\s+(?:still\s+)?(?:in|at)\s+(?:middle|primary|elementary|junior high|secondary|high)\s?school\b(?!\s+(?:teacher|principal|counsellor|counselor|staff|reunion|teaching|as a))`,
    0.85,
    atMost(17),
  ],
  [re`\b(?:i'?m|i am)\s+(?:still\s+)?in\s+year\s+(?:[3-9]|1[0-2])\b`, 0.85, atMost(17)],
  [
    re`\b(?:i'?m|i am)\s+a\s+(?:(?:high|middle)[\s-]school(?:er)?(?:\s+(?:student|freshman|sophomore|junior))?|middle schooler|high schooler|freshman in high school|sophomore in high school|junior in high school|child|little kid|schoolgirl|schoolboy)\b(?!\s+(?:of|at heart|teacher|principal|counsellor|counselor|dropout|coach|psychologist|therapist|care|actor|star|friend|sweetheart))`,
    0.85,
    atMost(17),
  ],
  // es pt fr de it nl
  [
    re`(?<!\p{L})(?:tengo|ya tengo)\s+(?:solo\s+)?(\d{1,2})\s+(?:años|anos|añitos)(?!\s+(?:de|viviendo|trabajando|con|sin))`,
    0.93,
    exact,
  ],
  [
    re`(?<!\p{L})(?:tenho|eu tenho|já tenho)\s+(?:só\s+|apenas\s+)?(\d{1,2})\s+anos?(?!\s+(?:de|que|com|sem))`,
    0.93,
    exact,
  ],
  [re`(?<!\p{L})j'ai\s+(?:que\s+|seulement\s+)?(\d{1,2})\s+ans(?!\s+(?:de|d'))`, 0.93, exact],
  [
    re`(?<!\p{L})ich\s+bin\s+(?:erst\s+|gerade\s+|schon\s+|noch\s+)?(\d{1,2})(?:\s+jahre?\s+alt)?(?=\s*(?:$|[,.!?]|und|jahre alt|aber))`,
    0.93,
    exact,
  ],
  [re`(?<!\p{L})ho\s+(?:solo\s+)?(\d{1,2})\s+anni(?!\s+(?:di|che))`, 0.93, exact],
  [
    re`(?<!\p{L})ik\s+ben\s+(?:pas\s+|nog maar\s+)?(\d{1,2})(?:\s+jaar)?(?:\s+oud)?(?=\s*(?:$|[,.!?]|en|maar))`,
    0.93,
    exact,
  ],
  [
    re`(?<!\p{L})(?:soy menor de edad|sou menor de idade|je suis mineure?|ich bin minderjährig|sono minorenne|ik ben minderjarig)(?!\p{L})`,
    0.93,
    atMost(17),
  ],
];

/** Youngest and oldest that are taken for an age somebody who writes has. */
const youngest = 5;
const oldest = 99;

/**
 * The age that somebody states of themselves, null where they speak of others, of the past, suppose
 * or quote. Of several the lowest counts, as the law protects the young.
 */
export function readAgeClaim(text: string): AgeClaim | null {
  const claims = ownSentences(text).flatMap((sentence) =>
    patterns.flatMap(([pattern, confidence, read]) => {
      const found = pattern.exec(sentence);
      if (!found || isOfAnother(sentence.slice(0, found.index))) return [];
      const reading = read(found);
      return reading && reading.age >= youngest && reading.age <= oldest
        ? [{ ...reading, confidence, evidence: found[0].trim() }]
        : [];
    }),
  );
  return claims.reduce<AgeClaim | null>(
    (lowest, claim) => (lowest === null || claim.age < lowest.age ? claim : lowest),
    null,
  );
}

function isOfAnother(before: string): boolean {
  const standing = standingAfter(before);
  if (standing !== "asserted" && standing !== "doubted") return true;
  return /\b(?:feel|felt|look|looks|act|acting|when|back when|since|like)\s*(?:like\s*)?$/i.test(
    before,
  );
}

function toAge(found: string | undefined): number | undefined {
  if (found === undefined) return undefined;
  const age = /^\d+$/.test(found) ? Number(found) : words.indexOf(found.toLowerCase());
  return age < 0 ? undefined : age;
}

function re(parts: TemplateStringsArray, ...values: string[]): RegExp {
  return new RegExp(String.raw({ raw: parts.raw }, ...values), "iu");
}
