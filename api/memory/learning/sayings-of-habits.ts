import { readConditions } from "./conditions.ts";
import { one, saidAs, type Saying } from "./saying.ts";
import { takePhrase, takeThings } from "./things.ts";
import type { Said } from "./said.ts";

const readNamed = (text: string) => readConditions(text, "having");

function booked(rest: string, how: string): Said[] {
  const thing = takePhrase(rest, 8);
  if (thing === undefined || /^(?:it|that|this|an? (?:appointment|table))\b/iu.test(thing))
    return [];
  return one(
    "plan",
    `${/(?:signed up for|booked|registered for|entered|enrolled in|got tickets \w+|applied \w+) $/iu.exec(how)![0]}${thing}`,
  );
}

/** What one suffers from, does again and again, and means to do. */
export const sayingsOfHabits: Saying[] = [
  {
    pattern: saidAs(
      String.raw`(?:most|some|every|on \p{L}+|in the) (?:evenings?|mornings?|nights?|weekends?|sundays?|saturdays?|days?|week),? i (?=(?:paint|knit|read|bake|sew|run|swim|dance|draw|write|sing|garden|climb|crochet|hike|cycle|sail|fish|row|jog|surf|skate|meditate)\b)`,
    ),
    read: (rest) => one("hobby", takePhrase(rest, 4)),
  },
  {
    pattern: saidAs(
      String.raw`i ((?:brew|roast|ferment|grow|bake|make|sew|knit|design|print|bind|carve) my own [\p{L}]+(?: [\p{L}]+)?)`,
    ),
    read: (_, match) => one("hobby", takePhrase(match[1]!, 5)),
  },
  {
    pattern:
      /\b(sing|play|dance|drum) in (?:a|the|an|our|my)(?: local)? ((?:[\p{L}-]+ )?(?:choir|band|orchestra|group|troupe|ensemble))\b/iu,
    read: (_, match) => one("hobby", `${match[1]} in a ${match[2]}`),
  },
  {
    pattern: saidAs(
      String.raw`(?:my )?(?:(?:severe|bad|mild|life-threatening) )?((?:peanut|nut|tree nut|shellfish|seafood|egg|milk|dairy|bee|cat|dog|pollen|gluten|wheat|soy|latex|penicillin|dust|sesame|strawberry|fish|kiwi|apple) allerg(?:y|ies))(?: here| sucks| is|,|\.|$| runs| flar)`,
    ),
    read: (_, match) => one("health", match[1]),
  },
  {
    pattern:
      /\bi (?:use|need|am in|'m in|sit in|wear|have|live with|'ve got) (?:an? |my )?(wheelchair|hearing aids?|prosthetic (?:leg|arm|hand)|cochlear implant|insulin pump|pacemaker|stoma|white cane)\b/iu,
    read: (_, match) => one("health", match[1]),
  },
  {
    pattern:
      /\bmy ((?:left |right |lower |upper )?(?:knees?|back|hips?|shoulder|ankle|wrist|heart|eyesight|hearing|vision|thyroid|lungs|blood pressure) (?:is|are|has been|have been) (?:wrecked|ruined|shot|bad|weak|busted|broken|messed up|injured|torn|terrible|failing|too high|high|too low|awful|getting worse|acting up|giving me trouble|killing me again))\b/iu,
    read: (_, match) => one("health", match[1]),
  },
  {
    pattern:
      /\b(?:got|have|suffered|had|recovering from|nursing|with) an? ((?:sprained|broken|twisted|torn|dislocated|fractured|pulled) (?:left |right )?\p{L}+|concussion|slipped disc|herniated disc)\b/iu,
    read: (_, match) => one("health", match[1]),
  },
  {
    pattern:
      /^\W*((?:sprained|broke|twisted|tore|dislocated|fractured|pulled) (?:my|a|an) (?:left |right )?\p{L}+)(?= (?:today|yesterday|again|last|on|at|playing|skiing|while|this|in|so)\b|[.,!]|$)/iu,
    read: () => [],
  },
  {
    pattern:
      /\bi'?m on (insulin|antidepressants|dialysis|blood thinners|chemo|beta blockers|hrt|lithium|ssris)\b/iu,
    read: (_, match) => one("health", match[1]),
  },
  {
    pattern:
      /\b(?:doctor|doc|gp|hospital|therapist|they|specialist)s? (?:just |finally |says i have|said i have|told me i have|says it'?s|said it'?s|diagnosed me with|confirmed|found) ?(?:it'?s |i have |that i have |me with )?/iu,
    read: (rest) => one("health", readNamed(rest)),
  },
  {
    pattern: saidAs(
      String.raw`(?:most |on |every |my |at |all )?(?:(?:week)?ends?|weekends|evenings?|free time|spare time|sundays?|saturdays?|mornings|nights?) (?:are|is) (?:for|spent|all about|reserved for) `,
    ),
    read: (rest) => one("hobby", takePhrase(rest, 4)),
  },
  {
    pattern:
      /\bi (?:spend|spent) (?:most of |all )?(?:my |the )?(?:weekends|evenings|free time|spare time|sundays|saturdays|mornings|nights|summers|afternoons)(?: mostly)? /iu,
    read: (rest) =>
      /^\p{L}+ing\b/u.test(rest) &&
      !/^(?:sleeping|working|crying|worrying|doing nothing|being|lying|waiting|thinking|studying)/iu.test(
        rest,
      )
        ? one("hobby", takePhrase(rest, 5))
        : [],
  },
  {
    pattern:
      /\b(?:i'?m|i am) in (?:a|the|an|our local|my local) ((?:[\p{L}-]+ )?(?:choir|band|orchestra|theatre group|theater group|book club|chess club|running club|rugby team|football team|drama club|big band|brass band|football club|knitting circle|rowing club|cycling club))\b/iu,
    read: (_, match) => one("hobby", match[1]),
  },
  {
    pattern: saidAs(
      String.raw`(?:i|we) ((?:build|make|keep|fix up|grow|carve|raise|breed|photograph|take photos of|take pictures of|tinker with|fly|race|ride|train for|solve|translate|roast|ferment|dive|hunt for|print|paint|press) (?:(?:my own|old|model|miniature|small|vintage|wild|scale|tiny|little|home-?made|lego) ?)*(?:bees|trains?|planes|airplanes|ships|boats|candles|soap|jewel(?:le)?ry|furniture|guitars|radios|clocks|motorbikes|motorcycles|bikes|tomatoes|roses|orchids|vegetables|chil(?:l)?ies|pigeons|birds|landscapes|drones|kites|horses|puzzles|crosswords|coffee|kimchi|wood|spoons|music|beats|videos|podcasts|beer|cider|wine|cheese|bread|sourdough|quilts|clothes|cosplay|figurines|miniatures|models|robots|cars|bonsai|mushrooms|flowers|dollhouses|marathons|triathlons))\b`,
    ),
    read: (_, match) => one("hobby", match[1]),
  },
  {
    pattern: saidAs(
      String.raw`((?:reading|gardening|knitting|photography|baking|painting|fishing|cooking|chess|sailing|climbing|pottery|birdwatching|running|swimming|hiking|dancing|singing|writing|sewing|astronomy|drawing|cycling|yoga) (?:is|has (?:always )?been) my (?:hobby|thing|passion|escape|therapy|happy place|great love))\b`,
    ),
    read: (_, match) => one("hobby", match[1]!.split(" ")[0]),
  },
  {
    pattern:
      /\bi(?:'ve| have) been (?:doing |practi[cs]ing |playing |into |going )?((?:the )?(?:karate|judo|yoga|ballet|climbing|bouldering|piano|guitar|violin|chess|tennis|football|fencing|boxing|pottery|knitting|painting|running|swimming|sailing|surfing|gardening|drums|cello|dancing|archery|skating|rowing|cycling)(?: lessons| classes)?) (?:for|since|every|a lot)\b/iu,
    read: (_, match) => one("hobby", match[1]),
  },
  {
    pattern: saidAs(
      String.raw`(?:(?:i(?:'ve| have)?|we) )?(?:just |finally |already )*(?:signed up for|booked|registered for|entered|enrolled in|got tickets (?:for|to)|applied (?:for|to)) (?=(?:an? |my |the |our |two |for )?\p{L})`,
    ),
    read: (rest, match) => booked(rest, match[0]),
  },
  {
    pattern: saidAs(
      String.raw`(?:(?:tomorrow|on \p{L}+day|next \p{L}+|in \p{L}+|this \p{L}+),? )(?:i|we)(?:'m| am|'re| are)? ((?:fly|leave|go|travel|drive|start|move|begin|head|set off|sail|take the train|flying|leaving|heading|sign|meet|see|visit) [\p{L}\p{N} ]{3,50})`,
    ),
    read: (_, match) => one("plan", takePhrase(match[1]!, 7)),
  },
  {
    pattern: saidAs(
      String.raw`(?:i|we) ((?:fly|leave|travel|head|start|move|drive) (?:to|for|back|out|off|my|in|a|the|into|at)? ?[\p{L} ]{2,30}? (?:tomorrow|on \p{L}+day|next \p{L}+|in (?:january|february|march|april|may|june|july|august|september|october|november|december|spring|summer|autumn|fall|winter)))`,
    ),
    read: (_, match) => one("plan", match[1]),
  },
  {
    pattern: saidAs(
      String.raw`(?:(?:i'?m|we'?re) )?(off to \p{L}+(?: \p{L}+)? (?:tomorrow|on \p{L}+|next \p{L}+|in \p{L}+|this \p{L}+))`,
    ),
    read: (_, match) => one("plan", match[1]),
  },
  {
    pattern: saidAs(
      String.raw`(?:my|our|one of my) (?:main |favou?rite |biggest |new |latest |only |current |secret |guilty |weekend )*(?:hobb(?:y|ies)|pastimes?|passions?) (?:is|are|include|includes|would be|has always been) `,
    ),
    read: (rest) => takeThings(rest).map((value) => ({ type: "hobby", value })),
  },
  {
    pattern: saidAs(
      String.raw`in my (?:free|spare) time,? (?:i |i mostly |i usually |i also |i like to |i love to |i enjoy )+`,
    ),
    read: (rest) => one("hobby", takePhrase(rest, 6)),
  },
];
