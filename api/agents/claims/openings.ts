import { findGenderedNoun, type GenderedNoun } from "./gendered-words.ts";
import type { NounPhrase } from "./noun-phrase.ts";
import { standingAfter, type Standing } from "./own-voice.ts";

/** A way to begin to say what one is, and what may follow it. */
export interface Opening {
  pattern: RegExp;
  /** Whether what is joined by commas counts as well. */
  lists?: boolean;
  /** Whether the noun comes without an article. */
  bare?: boolean;
  admits: (noun: GenderedNoun, context: Context) => boolean;
}

/** What stands around a noun that may be a claim. */
export interface Context {
  phrase: NounPhrase;
  before: string;
  after: string;
  standing: Standing;
}

const said = new Set<Standing>(["asserted", "reported-by-kin"]);
const isSaid = (_: GenderedNoun, { standing }: Context) => said.has(standing);
const ifTie = ({ isTie }: GenderedNoun, { standing }: Context) => isTie && said.has(standing);

/** What only presupposes a tie: "a better husband", "the worst wife", "her good boy". */
const judgement =
  /^(?:bad|good|great|terrible|horrible|awful|failing|failed|better|best|worst|worse|decent|proper|perfect|lousy|selfish|shitty|crappy|strong|patient|present|disappointing|useless|boring|neglectful|loving|amazing|strict|mean|fun|cool|coolest|only|lucky|luckiest)$/;
const isJudged = ({ words }: NounPhrase) => words.some((word) => judgement.test(word));

const judgedTie = ({ isTie }: GenderedNoun, { phrase }: Context) => isTie && isJudged(phrase);

function ifStated(noun: GenderedNoun, { standing, phrase, before }: Context): boolean {
  if (phrase.opener === "such") return false;
  if (standing === "asserted") return true;
  if (standing === "supposed") return noun.isTie && isJudged(phrase);
  if (standing === "doubted") return noun.isTie;
  if (standing === "reported") {
    // "He said I'm a good dad" may be his own words about himself.
    const own = noun.gender === "male" ? /\bhe\b/i : /\bshe\b/i;
    return noun.isTie && isJudged(phrase) && !own.test(before);
  }
  const isHers = /^(?:her|his|their)$/.test(phrase.opener ?? "");
  return standing === "reported-by-kin" && (noun.isTie || isHers || noun.gender === "nonbinary");
}

const young =
  /^(?:boy|girl|lad|lass|schoolboy|schoolgirl|tomboy|girl-scout|boy-scout|daughter|son)$/;
const grown = /^(?:man|woman|guy|lady)$/;

const notMine = /\b(?:he|she|they|her|him|them|my \p{L}+|your?|people)\b/iu;
const someday = /\b(?:one day|someday|never|some day|maybe|eventually|hopefully|in a play)\b/i;

export const openings: readonly Opening[] = [
  { pattern: /\b(?:i'?m|i am|i'?m being|this is me,)(?= )/gi, lists: true, admits: ifStated },
  {
    pattern: /\b(?:i'?m|i am) (?:the|a) (?:kind|type|sort) of(?: an?)?\b/gi,
    bare: true,
    admits: ifStated,
  },
  { pattern: /\b(?:i'?m|i am) (?:what you(?:'d| would)? call)\b/gi, admits: ifStated },
  { pattern: /\bi (?:may|might) be(?=[^,.]* but\b)/gi, admits: isSaid },
  {
    pattern: /(?:^|\bi am |\bi'm )\W*(?:about to|gonna|going to|soon to) (?:be|become)\b/gi,
    admits: ifTie,
  },
  // "the woman I am today", "what kind of husband am I"
  {
    pattern:
      /\b(?:what (?:kind|sort) of(?: an?)?|what an?|some|the)(?= (?:\p{L}+ )?\p{L}+ (?:am i|i am(?= (?:today|now|becoming)|\s*[,.!?]|$)|i turned out|i have become|i've become|i was raised to be))/giu,
    bare: true,
    admits: (_, { standing, before }) => said.has(standing) && !/\b(?:he|she|they)\b/i.test(before),
  },
  { pattern: /\bthe(?= \p{L}+ in me\b)/giu, bare: true, admits: isSaid },
  {
    pattern:
      /^\W*this(?= (?:\p{L}+ )?\p{L}+ (?:is (?:so |very |beyond )?(?:tired|exhausted|done|proud|happy|sad)|needs? (?:a|some)))/giu,
    bare: true,
    admits: ifTie,
  },
  // "My mum calls me her baby girl", "I'll always be his little boy"
  {
    pattern:
      /\bi'?(?:ll| will) always be|\bmy (?:mom|mum|mother|dad|father|parents|grandma|grandpa|nan|granny) (?:still |always )*calls? me/gi,
    admits: (_, { phrase }) => /^(?:her|his|their|the)$/.test(phrase.opener ?? ""),
  },
  {
    pattern: /\b(?:calls?|called|calling) me|\bintroduce[sd] me as/gi,
    admits: ({ isTie }, { phrase }) => isTie && (isJudged(phrase) || phrase.words[0] === "fiancée"),
  },
  {
    pattern:
      /^\W*(?:please |pls |can you |could you )?(?:set|change|put) (?:my gender|my sex|me down)(?: to| as)\b/gi,
    admits: isSaid,
  },
  {
    // "I've been a single dad for years", "I was a stay-at-home mom", "I'm going to be an uncle"
    pattern:
      /\b(?:i'?ve (?:always |only )?been|i have (?:always )?been|i was|i used to be|i'?ll (?:soon )?be|i will (?:soon )?be|i'?m (?:about to|going to|gonna) (?:be|become)|i'?m becoming|i(?:'ve)? (?:just |recently |finally )?bec[ao]me|i remain|(?:since|after|before) becoming|becoming(?= an? (?:\p{L}+ )?\p{L}+ (?:\p{L}+ed|has|made|was|is|taught|broke|felt|hit|turned|gave) ))\b/giu,
    admits: (noun, { standing, phrase, before, after }) =>
      said.has(standing) &&
      !notMine.test(before.split(/[,;]/).at(-1)!) &&
      !someday.test(after) &&
      !someday.test(before) &&
      (noun.isTie ||
        phrase.words[0] === "only" ||
        phrase.words.join(" ").endsWith("best man") ||
        young.test(phrase.words.at(-1)!)),
  },
  { pattern: /^\W*(?:just|finally|officially) (?:became|become)\b/gi, admits: ifTie },
  {
    pattern: /\b(?:when|since|back when|while|until|before) i was (?:still |just )?/gi,
    admits: (_, { phrase, standing }) =>
      standing !== "reported" &&
      (young.test(phrase.words.at(-1)!) ||
        (grown.test(phrase.words.at(-1)!) && /young|single|teen/.test(phrase.words.join()))),
  },
  { pattern: /\bi (?:grew up|was raised)(?: as)?\b/gi, admits: isSaid },
  // "a hot mess of a mother", "kind of a tomboy"
  {
    pattern:
      /\b(?:i'?m|i am)\s+(?:an? |one |such an? )?(?:\p{L}+ ){0,2}?(?:mess|disaster|hell|excuse|failure|joke|gem|kind|sort|bit|something) (?:of|for) an?\b|\b(?:i'?m|i am) (?:kinda|sorta) an?\b/giu,
    bare: true,
    admits: ifStated,
  },
  {
    pattern:
      /\bnever (?:thought|imagined|expected|planned) (?:that )?i'?d (?:ever )?(?:be|become|end up(?: being)?)\b/gi,
    admits: ({ isTie }, { after }) => isTie && /\b(?:but|yet|here|now)\b/i.test(after),
  },
  {
    pattern: /\bam i (?=the only|always)(?:always )?/gi,
    admits: ({ isTie }, { phrase }) =>
      isTie || phrase.words[0] === "only" || phrase.words.at(-1) === "bridesmaid",
  },
  {
    pattern: /\bhow to be\b/gi,
    admits: (noun, context) => judgedTie(noun, context) && /\bi\b[^.]{0,24}$/i.test(context.before),
  },
  // The tie is given, the rest is asked, wished or felt.
  {
    pattern:
      /\b(?:am i|do i make|was i|have i been|i feel like|i felt like|makes? me(?: feel like)?|i feel (?:like )?such)\b/gi,
    admits: judgedTie,
  },
  {
    pattern:
      /\b(?:i (?:was|were)|i'?d been|(?:i|i'm) (?:want|try|trying|need|have|struggle|learning|do my best) to be(?:come)?|do i become|can i be(?:come)?|i could be|trying to be)\b/gi,
    admits: (noun, context) =>
      judgedTie(noun, context) &&
      !someday.test(context.after) &&
      !notMine.test(context.before.replace(/my \w+ (?:and|deserves?)/gi, "")),
  },
  {
    pattern:
      /\bmy (?:kids?|children|son|daughter|wife|husband|girlfriend|boyfriend|family|parents) deserves?\b/gi,
    admits: judgedTie,
  },
  { pattern: /\bi identify (?:strongly |more )?as\b/gi, admits: isSaid },
  {
    pattern:
      /\bi(?:'ve)? (?:just |recently |finally )?c[ao]me out (?:to \p{L}+ \p{L}+ |to \p{L}+ |last \p{L}+ )?as\b/giu,
    admits: isSaid,
  },
  {
    pattern: /\b(?:you'?re|you are|ur) (?:talking|speaking|chatting|writing) (?:to|with)\b/gi,
    admits: isSaid,
  },
  { pattern: /\btake it from\b/gi, admits: isSaid },
  { pattern: /\b(?:signed|sincerely|regards|yours truly)[,:-]*(?= an? )/gi, admits: isSaid },
  { pattern: /[—–](?= ?an? (?:\p{L}+ ){0,3}\p{L}+\W*$)/giu, admits: isSaid },
  { pattern: /(?:^|\bplease )\W*(?:address|refer to|treat|see) me as\b/gi, admits: isSaid },
  {
    pattern:
      /\b(?:my (?:gender|sex) is|gender|sex)[:]?(?= (?:male|female|man|woman|nonbinary|non))/gi,
    admits: isSaid,
  },
  {
    pattern: /\bi,(?= (?:an?|the|his|her|their|my) )|\bme,(?= (?:an?|the|his|her|their) )/gi,
    admits: (noun, context) =>
      isSaid(noun, context) && /^(?:,|$|who|from|of|with|in|at)/.test(context.after),
  },
  { pattern: /\bi (?:married|am married) as\b/gi, admits: isSaid },
  {
    pattern:
      /\bas(?= (?:an? |the |his |her |their |someone'?s |somebody'?s |enby|nonbinary|non-binary|mom|dad|wife|husband|mother|father|daughter|son))/gi,
    admits: isSpokenAs,
  },
  {
    // "being the only girl on the team", "I love being a dad", "it's hard being a single mom"
    pattern: /\bbeing\b/gi,
    admits: (_, { before, after, standing, phrase }) =>
      said.has(standing) &&
      !/\b(?:must|you|your|u|he|she|they)\b/i.test(after) &&
      !/^[^,]*, (?:my \p{L}+|\p{Lu}\p{Ll}+) /u.test(after) &&
      !/\b(?:he|she|they|you|her|him|them|about|my|people|someone|accused|suspected|called|mistaken|pretend\w*)\b/i.test(
        before,
      ) &&
      (/\bi\b|\bi'?m\b|\bme\b/i.test(before) ||
        phrase.words[0] === "only" ||
        /^\W*(?:so |just )?(?:tired|sick|proud|scared|done|exhausted|bored|glad|afraid) (?:of|with) $/i.test(
          before,
        ) ||
        /^\W*(?:it'?s|its|it is|so) (?:\p{L}+ )?(?:hard|tough|exhausting|lonely|not easy|weird|wild|scary)/iu.test(
          before,
        ) ||
        /\b(?:me|my|i|i'm|im|i've)\b/i.test(after)),
  },
];

/** "Xhash, as a man, would you…", "tell me, as a woman": whoever is asked. */
function isPutToTheCompanion(before: string, after: string): boolean {
  return (
    /\b(?:sarah|xhash|neutral|you|u)\b[,\s]*$/i.test(before) ||
    /\b(?:tell|advise|give|help|answer|ask) (?:me|you)\b[^.]*$/i.test(before) ||
    /^,?\s*(?:(?:do|would|can|could|will|did|are|have|what|how|which|why|where|should)\b.{0,20}\b(?:you|u)\b|(?:tell|give|help|advise|show) me|you\b|your\b|u\b|what\b.*\?)/i.test(
      after,
    )
  );
}

/** Whether somebody else is the last to be spoken of: "my mom worked three jobs | as a single mother". */
function isOfSomebody(before: string): boolean {
  const others =
    [
      ...before.matchAll(
        /\b(?:he|she|they|who|his \p{L}+|her \p{L}+|my (?:own )?(?:mom|mother|mum|dad|father|sister|brother|son|daughter|wife|husband|girlfriend|boyfriend|friends?|boss|neighbou?r|colleague|coworker|partner|teacher|roommate|ex|cousin|kids?|child|children|parents?|doctor|therapist|aunt|uncle|grand\p{L}+|bf|gf|coach|landlord|classmate|bestie|niece|nephew|fianc\p{L}+))\b/giu,
      ),
    ].at(-1)?.index ?? -1;
  const own = [...before.matchAll(/\b(?:i|we|i'?m|i've|i'd|i'll|me)\b/gi)].at(-1)?.index ?? -1;
  return others > own;
}

const speaksOfSelf = /\b(?:i|i'm|i've|i'd|i'll|im|ive|me|my|mine|myself|we|us|our)\b/i;
const opensFreely =
  /^(?:\W|\b(?:so|and|but|well|honestly|yeah|yes|no|ok|okay|lol|tbh|idk|even|just|only|now|speaking|asking|writing|typing|commenting|coming|life|living|growing|working|raising|dating|parenting|being|hard|tough|weird|funny|it'?s?|that'?s|there'?s|what it'?s like|is|was|not easy|lonely|rough|wild)\b|\s)*$/i;
const asOthers =
  /\b(?:sees?|saw|seen|treat\p{L}*|think|thinks|thought|consider\p{L}*|regard\p{L}*|dress\p{L}*|cosplay\p{L}*|play\p{L}*|pos(?:e|ed|ing)|disguised?|cast|picture|imagine|describe\p{L}*|use\p{L}*|knew?|known|him|her|them|us|me|it|this|you|went|going|go|same|such|well|soon|long|much|far|mistaken|perceived?|read|pass\p{L}*|reincarnat\p{L}*)\s*$/iu;

/** "As a dad of two I…", "speaking as a man who cries": of oneself, and not asked of the companion. */
function isSpokenAs(noun: GenderedNoun, { before, after, standing, phrase }: Context): boolean {
  if (!said.has(standing) || standingAfter(`${before}:`) === "quoted") return false;
  if (
    asOthers.test(before) ||
    /\b(?:said|says|goes|told|asked|tells|wrote|writes|began|begins),?\s*$/i.test(before)
  )
    return false;
  if (/^(?:once|he|she|they|told|said|should|grows?|would|does|did)$/.test(phrase.next))
    return false;
  if (
    /^i (?:know|knew|met|once|dated|follow|used to (?:know|date|work)|went to school|work with)\b/i.test(
      after,
    )
  )
    return false;
  // "As the woman on the train cried, I…" tells when, not who
  const isUnique = /^(?:only|oldest|youngest|eldest|single|lone|token|one)$/.test(
    phrase.words[0] ?? "",
  );
  if (phrase.opener === "the" && !noun.isTie && !isUnique) return false;
  if (isPutToTheCompanion(before, after)) return false;
  if (/^,? ?(?:he|she|they)\b/i.test(after) || isOfSomebody(before)) return false;
  const subject = /^, my (\p{L}+) /iu.exec(after)?.[1];
  if (subject && findGenderedNoun(subject)?.gender === noun.gender) return false;
  const isOwn = speaksOfSelf.test(before) || speaksOfSelf.test(after);
  if (/^, (?:the|every|most|people|\p{Lu}\p{Ll})/u.test(after) && !speaksOfSelf.test(before))
    return false;
  if (isOwn)
    return !/\b(?:he|she|they|\p{Lu}\p{L}+) (?:works?|worked|serves?|acts?|lives?) $/iu.test(
      before,
    );
  if (/\b(?:you|u|your|ya|he|she|they|his|her|their)\b|\?/i.test(after)) return false;
  return (
    opensFreely.test(before) ||
    /^(?:being|it'?s|life|speaking|living|growing|raising|parenting|dating|working)\b/i.test(
      before.trim(),
    )
  );
}
