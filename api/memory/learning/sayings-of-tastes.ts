import { isLanguage } from "./places.ts";
import { one, saidAs, type Saying } from "./saying.ts";
import { takeThing, takeThings } from "./things.ts";
import type { Said } from "./said.ts";

function trimLead(words: string): string | undefined {
  const thing = words.replace(
    /^(?:honestly|also|but|and|so|really|though|well|sorry|ugh|oh|no|yes|my|the fact that|btw) /iu,
    "",
  );
  return /n't$|\b(?:not|never)$|^(?:my \p{L}+|the \p{L}+ thing|money|time|life|today|tomorrow|everything|anything|something|nothing|there|which|who|all|one|name|people)$/iu.test(
    thing,
  )
    ? undefined
    : takeThing(thing);
}

/** After "my", "taking" and the like a language is meant only by what follows. */
function spoken(rest: string, before: string): Said[] {
  const word = /^[\p{L}-]+/u.exec(rest)?.[0] ?? "";
  if (!isLanguage(word)) return [];
  const after = rest.slice(word.length);
  const isWeak = /^(?:my|taking|doing|picking up|raised in|(?:we|i) talk|teach\w* myself) $/iu.test(
    before,
  );
  const tells =
    /^(?: (?:is|classes|lessons|course|courses|skills|vocabulary|accent|homework|at home|as a child|has|with my|still|gets)\b)/iu;
  if (isWeak && !tells.test(after)) return [];
  const next = /^(?:,? and|,) (?:a (?:bit|little) of )?(\p{L}+)/iu.exec(after)?.[1];
  return [
    ...one("language", word),
    ...(next !== undefined && isLanguage(next) ? one("language", next) : []),
  ];
}

const tongue = (rest: string): Said[] => {
  const word = /^[\p{L}-]+(?: [\p{L}]+)?/u.exec(rest)?.[0];
  if (word === undefined) return [];
  return [word, word.split(" ")[0]!]
    .filter((one) => isLanguage(one))
    .slice(0, 1)
    .map((value) => ({ type: "language", value }));
};

/** What one likes, eats and speaks. */
export const sayingsOfTastes: Saying[] = [
  {
    pattern: saidAs(
      String.raw`(?:there'?s |there is )?nothing (?:beats|better than|like|better in (?:life|the world) than) `,
    ),
    read: (rest) => one("likes", takeThing(rest)),
  },
  {
    pattern: saidAs(
      String.raw`(?!i\b|we\b|you\b|it\b|that\b|this\b|they\b|he\b|she\b|what\b|which\b)((?:[\p{L}'-]+ ){0,3}[\p{L}'-]+) (?:always )?(?:makes? me (?:so |very |really )?happy|cheers? me up|calms? me(?: down)?|makes? my day)\b`,
    ),
    read: (_, match) => one("likes", trimLead(match[1]!)),
  },
  {
    pattern: saidAs(
      String.raw`i could (?:eat|drink|listen to|watch|read|talk about) (?=[\p{L} ]+ (?:all day|forever|every day|for hours|24\/7|non-?stop))`,
    ),
    read: (rest) =>
      one(
        "likes",
        takeThing(
          rest.replace(/ (?:all day|forever|every day|for hours|24\/7|non-?stop).*$/iu, ""),
        ),
      ),
  },
  {
    pattern: saidAs(String.raw`give me (?:a |an |some )?(?=[\p{L} ]+ any (?:day|time))`),
    read: (rest) => one("likes", takeThing(rest.replace(/ any (?:day|time).*$/iu, ""))),
  },
  {
    pattern:
      /\b(?:i'?m|i am) an? (?:(?:huge|big|total|massive|real|lifelong) )*([\p{L}-]+(?: [\p{L}-]+)?) (?:fan|lover|addict|enthusiast|nerd|geek|buff|aficionado|nut)\b/iu,
    read: (_, match) => one("likes", trimLead(match[1]!)),
  },
  {
    pattern: saidAs(
      String.raw`(?!i\b|we\b|you\b|it\b|that\b|this\b|they\b|he\b|she\b|what\b|which\b|life\b|today\b)((?:[\p{L}'-]+ ){0,2}[\p{L}'-]+) (?:is|are) (?:just |so |simply |absolutely )*(?:gross|disgusting|the worst(?=\W*$)|vile|overrated|yuck|yucky|my nemesis|my enemy|evil)\b`,
    ),
    read: (_, match) => one("dislikes", trimLead(match[1]!)),
  },
  {
    pattern: saidAs(
      String.raw`(?:i(?:'ve| have)? )?never (?:been (?:a (?:big |huge )?fan of|into|fond of)|(?:really )?(?:liked|enjoyed|cared for|understood the (?:hype|fuss) about)) `,
    ),
    read: (rest) => takeThings(rest).map((value) => ({ type: "dislikes", value })),
  },
  {
    pattern: saidAs(
      String.raw`(?:i )?(?:avoid|try to avoid|have no patience for|have zero tolerance for) `,
    ),
    read: (rest) => one("dislikes", takeThing(rest)),
  },
  {
    pattern: saidAs(String.raw`(?:yuck|ew+|ugh|bleh|blech|bah|gross),? (?=[\p{L} ]{3,25}[.!]?$)`),
    read: (rest) =>
      /^(?:i|my|it|this|that|no|not|what|why|the|he|she|we)\b/iu.test(rest)
        ? []
        : one("dislikes", takeThing(rest)),
  },
  {
    pattern: saidAs(
      String.raw`i find ([\p{L} ]{3,30}?) (?:so |really |very |utterly |deeply )*(?:boring|annoying|disgusting|gross|awful|unbearable|creepy|terrible|pointless|tedious)\b`,
    ),
    read: (_, match) => one("dislikes", takeThing(match[1]!)),
  },
  {
    pattern: saidAs(
      String.raw`(?:no|zero) (meat|dairy|gluten|sugar|alcohol|pork|beef|fish|eggs|nuts|caffeine|coffee|carbs|lactose|shellfish|seafood)(?: for me| in my (?:diet|house)| since| any ?more|,? (?:please|thanks|sorry))`,
    ),
    read: (_, match) => one("food", match[1], { isEnded: true }),
  },
  {
    pattern:
      /\bi(?:'ve| have)?(?: recently| just| finally)? (?:cut out|stay away from|stopped eating|stopped drinking|don'?t do|quit eating|avoid eating|can'?t eat|can'?t have|never eat|never touch|don'?t touch|cut|quit|gave up) (?:all )?((?:red )?meat|dairy|gluten|sugar|alcohol|pork|beef|fish|eggs|nuts|caffeine|coffee|carbs|lactose|shellfish|seafood|cheese|bread|wheat|soy|chicken|drinking|wine|beer|milk|chocolate)\b/iu,
    read: (_, match) => one("food", match[1], { isEnded: true }),
  },
  {
    pattern:
      /\b(?:i|we)(?:'ve| have)?(?: recently| just| finally)? (?:gone|went|became|turned|become|going) ((?:fully |completely )?(?:vegan|vegetarian|veggie|pescatarian|plant-based|keto|gluten[- ]free|dairy[- ]free|sober|teetotal))\b/iu,
    read: (_, match) => one("food", match[1]),
  },
  {
    pattern:
      /\b(?:grew up speaking|at home (?:we|i) (?:speak|talk)|(?:we|i) (?:speak|talk)|can (?:also |even )?speak|(?:i )?understand|trying to learn|teach(?:ing)? myself|taking|doing|picking up|brushing up(?: on)?|self-taught in|lessons in|classes in|bilingual in|bilingual:|trilingual:|brought up in|raised in|i dream in|i write in|my) (?=\p{L})/iu,
    read: (rest, match) => spoken(rest, match[0]),
  },
  {
    pattern:
      /\b(?:not|no longer) (?:an? )?(vegan|vegetarian|veggie|pescatarian|pescetarian)(?: any ?more| any longer)?\b/iu,
    read: (_, match) => one("food", match[1], { isEnded: true }),
  },
  {
    pattern: saidAs(
      String.raw`my (?:native (?:language|tongue)|mother tongue|first language|second language|home language) (?:is|was) `,
    ),
    read: (rest) => tongue(rest),
  },
  {
    pattern:
      /\b(\p{L}+) is my (?:native (?:language|tongue)|mother tongue|first language|second language)\b/iu,
    read: (_, match) => tongue(match[1]!),
  },
  {
    pattern: /\b(?:there'?s )?nothing (?:i|that i|i') (?:enjoy|like|love) more than /iu,
    read: (rest) => one("likes", takeThing(rest)),
  },
  {
    pattern: saidAs(
      String.raw`(?!i\b|we\b|you\b|it\b|that\b|this\b|they\b|he\b|she\b|what\b)((?:[\p{L}'-]+ ){0,3}[\p{L}'-]+) (?:(?:is|are|was)(?: really| just| so)*(?: not|n'?t)|isn'?t|aren'?t) (?:really )?(?:my (?:thing|cup of tea|jam|style|favou?rite)|for me)\b`,
    ),
    read: (_, match) => one("dislikes", trimLead(match[1]!)),
  },
  {
    pattern: saidAs(
      String.raw`(?!i\b|we\b|you\b|it\b|that\b|this\b|they\b|he\b|she\b|what\b)((?:[\p{L}'-]+ ){0,3}[\p{L}'-]+) (?:is|are|'s)(?: totally| really| so| absolutely)* (?:my (?:thing|jam|passion|happy place|guilty pleasure|weakness|comfort (?:food|zone|show)|everything)|the best thing (?:ever|in the world))\b`,
    ),
    read: (_, match) => one("likes", trimLead(match[1]!)),
  },
  {
    pattern: saidAs(
      String.raw`(?!i\b|we\b|you\b|it\b|that\b|this\b|they\b|he\b|she\b|what\b|which\b)((?:[\p{L}'-]+ ){0,3}[\p{L}'-]+) (?:gives? me (?:the creeps|hives|anxiety)|drives? me (?:crazy|mad|insane|nuts|up the wall)|freaks? me out|grosses? me out|makes? me (?:gag|sick|itch)|scares? me(?: to death)?|terrif(?:y|ies) me)\b`,
    ),
    read: (_, match) => one("dislikes", trimLead(match[1]!)),
  },
  {
    pattern: /\b(?:can'?t|cannot) get enough of /iu,
    read: (rest) => one("likes", takeThing(rest)),
  },
  {
    pattern: saidAs(
      String.raw`(?:i )?love (?:to )?(?=(?:hiking|cooking|baking|reading|swimming|dancing|painting|running|knitting|gardening|travelling|traveling|singing|camping|climbing|cycling)\b)`,
    ),
    read: (rest) => one("likes", takeThing(rest)),
  },
];
