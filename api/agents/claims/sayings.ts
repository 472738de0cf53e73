import type { NounPhrase } from "./noun-phrase.ts";

const parent =
  /^(?:mother|father|mom|mum|mommy|dad|daddy|mama|papa|grand\w+|nana|uncle|auntie?|husband|wife)$/;
/** Before a parent these make it a manner or a joke: "the team mom", "a plant dad", "a work wife". */
const ofNoChild =
  /^(?:team|group|office|squad|work|house|band|class|guild|plant|cat|dog|fur|kitty|puppy|doggo|hamster|bunny|horse|chicken|sourdough|founding|figurative|honorary|resident|designated|sugar)$/;
/** What follows a joke about oneself: "a grandpa when it comes to music", "an old lady at heart". */
const onlyInPart =
  /^(?:(?:in|of) (?:this|our|the|my) (?:\p{L}+ )?(?:friendship|relationship|friend group|situation|dynamic|duo|flat|dorm|roommate\p{L}*|group chat)|about (?:it|this|that|music|tech\w*|sleep|bedtime)|when it comes(?! to (?:my|his|her|our|their) (?:kid|child|son|daughter|boy|girl|baby|famil))|at heart|in spirit|inside|deep down|in disguise|for (?:a day|halloween|the night|once)|by (?:no doubt|the \p{L}+|\p{L}+ \p{L}+ (?:is|was|came|comes|plays|playing)))\b/u;
/** Figures that "the" makes somebody else's: "the Michelin man", "the tooth fairy lady". */
const knownToAll =
  /^(?:only|oldest|youngest|eldest|other|tallest|shortest|same|token|lone|loudest)$/;
const group =
  /^(?:group|friends?|office|team|squad|gang|party|class|bunch|crew|all|procrastinat\w+)$/;

const bareMan = /^(?:man|dude|guy)$/;
const ofWhom =
  /^(?:who|i|we|you|that|from|in|everybody|everyone|nobody|she|he|they|my|you|people|of)$/;
const inJest =
  /\b(?:plants?|houseplants|succulents?|sourdough|starter|cats?|dogs?|kittens|goldfish|cact\w+|chickens|idea|spreadsheet|problems|procrastination|the match|the hour|the moment)\b/;

/** Whether it is said of oneself without being it: "the man", "such a grandma", "my mother", "just a girl". */
export function isSaying({ words, opener = "", next, rest }: NounPhrase): boolean {
  const head = words.at(-1)!;
  const last = words.slice(-2).join(" ");
  if (
    /^(?:odd|yes|middle|bad|straw|point|hat|no|front|bogey|common|mad|invisible|last|right|dead|poster|whipping|golden|errand|it|cover|lost|toy|fan|party|boss) (?:guy|man|boy|girl)$|^new (?:guy|man|boy)$/.test(
      last,
    )
  )
    return true;
  if (parent.test(head) && words.slice(0, -1).some((word) => ofNoChild.test(word))) return true;
  if (onlyInPart.test(`${next} ${rest}`)) return true;
  const isChildlike =
    words.includes("giddy") || /^(?:school(?:girl|boy))$/.test(head) || words.includes("little");
  if (isChildlike && /^(?:when|around|again|whenever|inside)$/.test(next)) return true;
  if (opener === "the" && words.length > 1 && /^(?:man|guy|lady)$/.test(head) && !isPlainly(words))
    return true;
  if (
    (/^(?:of|to)$/.test(next) && /^(?:nobody|no|nothing)\b/.test(rest)) ||
    /^(?:nobody|anybody|anyone|no-one)'s/.test(opener) ||
    /^(?:nobody|anybody|anyone)'s$/.test(words[0] ?? "")
  )
    return true;
  if (words.includes("total") || words.includes("neither")) return true;
  if (opener === "the" && words.length === 1 && bareMan.test(head) && !ofWhom.test(next))
    return true;
  if (opener === "my" && words.length === 1 && parent.test(head)) return true;
  if (
    /^(?:trapped|down|short)$/.test(next) ||
    (next === "of" && /^(?:this|that|all|our|dragons|a gun|a bitch|adam|steel|pearl)\b/.test(rest))
  )
    return true;
  if (/^(?:of|to)$/.test(next) && inJest.test(rest)) return true;
  return (
    next === "of" &&
    parent.test(head) &&
    rest
      .split(" ")
      .slice(0, 4)
      .some((word) => group.test(word))
  );
}

/** "the only man", "the old guy": told by a plain adjective, not by a name. */
const isPlainly = (words: readonly string[]) =>
  words
    .slice(0, -1)
    .every(
      (word) =>
        knownToAll.test(word) ||
        /(?:est|ed)$/.test(word) ||
        /^(?:new|old|young|happy|lucky|trans|gay|straight|black|white|single|first|second|third|married|kind|type)$/.test(
          word,
        ),
    );
