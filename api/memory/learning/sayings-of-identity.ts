import { takeName } from "./names.ts";
import { numberPattern, toNumber } from "./numbers-and-days.ts";
import { one, saidAs, type Saying } from "./saying.ts";
import type { Said } from "./said.ts";

const name = (rest: string) => {
  const found = takeName(rest, true);
  return found !== undefined && /^(?:test|user|bot|none|null|nobody)$/iu.test(found)
    ? undefined
    : found;
};

const youngest = 4;
const oldest = 110;

function ages(rest: string): Said[] {
  const found = new RegExp(`^${numberPattern}`, "iu").exec(rest)?.[0];
  const years = found === undefined ? undefined : toNumber(found);
  return years === undefined || years < youngest || years > oldest ? [] : one("age", found);
}

/** Names, ages, and whose parent or partner one is. */
export const sayingsOfIdentity: Saying[] = [
  {
    pattern: /(?:^|,\s*)(?:retired|freelance|[\p{L} ]+),? (?=\d\d(?:,|\.| years))/iu,
    read: (rest, match) =>
      /^\W*(?:retired|freelance|former|single|married|divorced|widowed|proud|mum|mom|dad|mother|father|student|teacher|nurse|engineer)\b/iu.test(
        match[0],
      )
        ? ages(rest)
        : [],
  },
  {
    pattern:
      /^\W*(?:(?:i'?m |as )?(?:an? )?(?:(?:proud|single|tired|busy|happy|new|stay-at-home|working) )*(?:mum|mom|dad|mother|father|parent|mama|papa) (?:of|to) )/iu,
    read: (rest) =>
      one(
        "child",
        new RegExp(
          `^(?:${numberPattern}(?: (?:kids|children|boys|girls|sons|daughters))?|twins|triplets)(?=\\W|$)`,
          "iu",
        ).exec(rest)?.[0],
      ),
  },
  {
    pattern: saidAs(
      String.raw`(?:(?:my |most )?(?:friends|people|family|colleagues)|everyone|they|folks) (?:also |just |all |mostly )?(?:know me as|call me by) `,
    ),
    read: (rest) => one("name", takeName(rest)),
  },
  {
    pattern: saidAs(
      String.raw`(?:my (?:parents|mother|mum|mom|dad) )?(?:named|christened|baptised|baptized) me `,
    ),
    read: (rest) => one("name", takeName(rest)),
  },
  {
    pattern: saidAs(String.raw`(?:i was|i'm|i got) (?:named|christened) `),
    read: (rest) => one("name", takeName(rest)),
  },
  {
    pattern: saidAs(
      String.raw`(?:nice|lovely|good|great|pleased) to (?:meet|finally meet|e-?meet) you,? (?:too,? )?(?:sarah,? |xhash,? )?(?:i'?m|i am|my name'?s|this is) `,
    ),
    read: (rest) => one("name", takeName(rest)),
  },
  {
    pattern: saidAs(
      String.raw`it'?s (?=\p{L}+,? (?:by the way|btw|with an? \p{L}\b|actually,? not|spelled|not))`,
    ),
    read: (rest) => one("name", takeName(rest)),
  },
  {
    pattern: saidAs(
      String.raw`(?:i )?(?:just |finally |recently )*(?:hit|reached) (?:the big )?(?=\d\d\b(?! ?(?:k|km|miles|%|followers|percent|,|\.)))`,
    ),
    read: (rest) => ages(rest),
  },
  {
    pattern: saidAs(
      String.raw`(?:(?:it'?s|it was|celebrated|had|having|just had) )?my (?=\d\d(?:st|nd|rd|th) birthday\b)`,
    ),
    read: (rest) => one("age", /^\d+/u.exec(rest)?.[0]),
  },
  {
    pattern:
      /^\W*(?=\d\d and (?:still|proud|counting|single|happ|never|just|already|finally|loving|not|feeling|retired|a |divorced))/iu,
    read: (rest) => ages(rest),
  },
  {
    pattern: /^\W*at (?=\d\d,? i(?:'ve|'m| have| am| still| finally| don't| can't| no longer)\b)/iu,
    read: (rest) => ages(rest),
  },
  {
    pattern:
      /\b(?:my|our) (wife|husband|girlfriend|boyfriend|partner|gf|bf|fianc\p{L}+) and (?:i|me)(?: have| recently| just| finally)* (?:separated|divorced|split(?: up)?|broke up|got divorced|are (?:divorced|separated|getting divorced))\b/iu,
    read: (_, match) => one("partner", match[1], { isEnded: true }),
  },
  {
    pattern: saidAs(
      String.raw`(?:(?:my|the|first) )?(?:real |full |first |actual |given |birth )?name(?:'s| is|s|:)(?: actually| really| just)? (not )?`,
    ),
    read: (rest, match) => one("name", name(rest), { isEnded: match[1] !== undefined }),
  },
  {
    pattern: saidAs(String.raw`my name (?:isn'?t|is not|ain'?t|was never) `),
    read: (rest) => one("name", name(rest), { isEnded: true }),
  },
  {
    pattern: saidAs(
      String.raw`(?:you |u )?(?:can |may |could |should |please |just |pls |feel free to )*call me (?!(?:later|back|when|if|maybe|crazy|old|a |an |the |out|on|at|tomorrow|tonight|in|names|stupid|dumb|lazy|whatever|anytime|selfish|weird|paranoid|silly|boring|picky|mad|biased|naive|babe|baby|daddy|mommy|ishmael|by |what|romantic|cynical|basic|insane)\b)`,
    ),
    read: (rest) => one("name", name(rest)),
  },
  {
    pattern: saidAs(
      String.raw`(?:most |my )?(?:people|friends|everyone|everybody|family|folks|all|they|we|mates|colleagues)(?: (?:just|all|usually|always|mostly|here|at work|also))* calls? me (?!(?:a|an|the|crazy|lazy|out|names|when|and|to|back|old|weird|boring)\b)`,
    ),
    read: (rest) => one("name", takeName(rest) ?? undefined),
  },
  {
    pattern: saidAs(String.raw`(?:it'?s|this is|its) (?:me,? )?(?=\p{L}+(?: \p{L}+)? here\b)`),
    read: (rest) => one("name", takeName(rest)),
  },
  {
    pattern:
      /^\W*(?:(?:hey|hi|hello|so|ok)[\s,!.]+)*(?=\p{Lu}\p{L}+ here\b(?! (?:is|are|we|in|at|on|for|comes)))/u,
    read: (rest) => one("name", takeName(rest)),
  },
  {
    pattern:
      /^\W*(?:hey|hi|hello|hiya|greetings|good \p{L}+)[\s,!.]+(?:there[\s,!.]+)?(?:this is|it'?s|its) (?=\p{Lu})/iu,
    read: (rest) =>
      takeName(rest) !== undefined &&
      /^(?:[.,!]|$| here| again)/u.test(rest.slice(takeName(rest)!.length))
        ? one("name", takeName(rest))
        : [],
  },
  {
    pattern: saidAs(String.raw`as an? (?=${numberPattern}[ -]?(?:year|yr))`),
    read: (rest) => ages(rest),
  },
  {
    pattern: saidAs(
      String.raw`(?:(?:i'?m|i am|we'?re) )?(?:still )?(?:only |just |aged |my age is |age:? )(?=${numberPattern}\b(?! ?(?:%|minutes?|mins?|hours?|days?|weeks?|months?|km|miles|percent|of|people|more|times|left|steps|bucks|dollars|euros|and a)))`,
    ),
    read: (rest) => ages(rest),
  },
  {
    pattern: /^\W*(?:i'?m |me )?\(?(?=\d\d ?\/? ?(?:f|m|nb|yo|y\/o|years old)\b)/iu,
    read: (rest) => ages(rest),
  },
];
