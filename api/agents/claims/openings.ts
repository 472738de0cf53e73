import type { GenderedNoun } from "./gendered-words.ts";
import { being } from "./being.ts";
import {
  ifTie,
  isJudged,
  isSaid,
  judgedTie,
  notMine,
  said,
  someday,
  type Context,
  type Opening,
} from "./opening.ts";
import { presuppositions } from "./presuppositions.ts";
import { isSpokenAs } from "./spoken-as.ts";

function ifStated(noun: GenderedNoun, { standing, phrase, before }: Context): boolean {
  if (phrase.opener === "such") return false;
  if (standing === "asserted") return true;
  if (standing === "supposed")
    return (noun.isTie && isJudged(phrase)) || phrase.words.includes("better");
  if (standing === "doubted") return noun.isTie;
  if (standing === "reported") {
    // "He said I'm a good dad" may be his own words about himself.
    const own = noun.gender === "male" ? /\bhe\b/i : /\bshe\b/i;
    return noun.isTie && isJudged(phrase) && !own.test(before);
  }
  if (phrase.words[0] === "only" || (noun.isTie && isJudged(phrase))) return true;
  const isHers = /^(?:her|his|their)$/.test(phrase.opener ?? "");
  return standing === "reported-by-kin" && (noun.isTie || isHers || noun.gender === "nonbinary");
}

const young = /^(?:\p{L}*boy|\p{L}*girl|lad|lass|girl-scout|boy-scout|daughter|son)$/u;
const grown = /^(?:man|woman|guy|lady)$/;

/** What only says when: "When my wife was pregnant I was a nervous husband". */
const whenever = /^\W*(?:when|while|after|before|because|since|the day|once|by the time)\b/i;

export const openings: readonly Opening[] = [
  { pattern: /\b(?:i'?m|i am|i'?m being|this is me,)(?= )/gi, lists: true, admits: ifStated },
  {
    pattern: /\b(?:i'?m|i am) (?:the|a) (?:kind|type|sort) of(?: an?)?\b/gi,
    bare: true,
    admits: ifStated,
  },
  // "not the kind of guy who cries", "not the man I used to be", "last time I checked I was a woman"
  {
    pattern:
      /\b(?:i'?m|i am|i was|i'?ve|i have) (?:not|never|always)(?: really| just)?(?: been)? (?:the|a|that) (?:kind|type|sort) of(?: an?)?\b|\bi(?:'ve)? (?:have )?(?:turned|grown|grew) into (?:the|a|that) (?:kind|type|sort) of\b/gi,
    bare: true,
    admits: isSaid,
  },
  {
    pattern:
      /\b(?:i'?m|i am) (?:not|no longer)(?= the (?:\p{L}+ )?\p{L}+ (?:i|you|he|she|they|my \p{L}+|who)\b)/giu,
    admits: isSaid,
  },
  {
    pattern: /\blast (?:time )?i (?:checked|looked),? i(?:'?m| am| was)(?: still)?\b/gi,
    admits: isSaid,
  },
  {
    pattern: /\bi(?:'ve| have) been(?= an? (?:\p{L}+ )?(?:man|woman|guy|girl|male|female)\b)/giu,
    admits: isSaid,
  },
  {
    pattern:
      /\b(?:i (?:also |do |just )*happen to be|i(?:'ve always)? (?:consider|considered|call|describe|see|saw) myself(?: as)?|i think of myself as|i refer to myself as)\b/gi,
    admits: isSaid,
  },
  {
    pattern:
      /^\W*(?:so |very |really |just |still )*(?:proud|happy|glad|lucky|blessed|grateful|thankful|honou?red) to be\b/gi,
    admits: isSaid,
  },
  {
    // "The divorce made me a weekend dad"
    pattern: /\b(?:has |have |had )?(?:made|makes) me(?= (?:an?|the|his|her|their) )/gi,
    admits: (noun, context) =>
      ifTie(noun, context) && !/\b(?:want|wants|wish)\b/i.test(context.before),
  },
  { pattern: /\b(?:they|she|he|my \p{L}+) made me(?= best man\b)/giu, bare: true, admits: isSaid },
  {
    pattern:
      /\b(?:getting |got |be |am |i'm )?used to being called\b|\bi (?:love|hate|like|enjoy|miss) being called\b/gi,
    bare: true,
    admits: ifTie,
  },
  {
    pattern: /\bi'?m (?:far |way |much |getting |probably )*too \p{L}+ to be(?: called)?\b/giu,
    admits: ifTie,
  },
  {
    pattern:
      /\b(?:more|other|something else) than (?:just |only |merely )?(?=an? |the |someone'?s |somebody'?s |his |her |their )/gi,
    admits: (noun, context) =>
      noun.isTie &&
      /\b(?:i|i'm|me)\b/i.test(context.before) &&
      !/\b(?:he|she|him|you|they)\b/i.test(context.before),
  },
  {
    pattern: /\b(?:stop|keep|quit|avoid) being(?= such| an?| the)/gi,
    admits: (noun, { before, phrase }) =>
      (noun.isTie || isJudged(phrase)) &&
      /\b(?:i|i'm)\b[^,.]*$/i.test(before) &&
      !/\b(?:you|he|she|they)\b[^,.]*$/i.test(before),
  },
  { pattern: /\bmy (?:role|job|place|part)(?: \p{L}+){0,4}? is\b/giu, bare: true, admits: ifTie },
  { pattern: /\b(?:raised|brought) me (?:up )?(?:to be|as)\b/gi, admits: isSaid },
  { pattern: /\b(?:when|after|before|the day|ever since) i became\b/gi, admits: ifTie },
  { pattern: /\bi'?m (?:too much|enough|so much|half) of\b/gi, admits: isSaid },
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
    admits: ({ isTie }, { phrase, before, after }) =>
      isTie &&
      (isJudged(phrase) ||
        phrase.words[0] === "fiancée" ||
        (/^(?:his|her|their)$/.test(phrase.opener ?? "") &&
          /\bmy (?:\p{L}+ ){1,2}$/iu.test(before) &&
          !/\b(?:but|not|joke|joking|haha|lol)\b/i.test(after))),
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
      (phrase.opener !== "such" || !noun.isTie || isJudged(phrase)) &&
      (!notMine.test(before.split(/[,;]/).at(-1)!) ||
        whenever.test(before) ||
        (noun.isTie && standing === "reported-by-kin")) &&
      !someday.test(after) &&
      !/\b(?:someday|never|maybe|told|heard)\b/i.test(before) &&
      (noun.isTie ||
        phrase.words[0] === "only" ||
        phrase.words.join(" ").endsWith("best man") ||
        young.test(phrase.words.at(-1)!)),
  },
  { pattern: /^\W*(?:just|finally|officially) (?:became|become)\b/gi, admits: ifTie },
  {
    pattern: /\b(?:when|since|back when|while|until|before) i was (?:still |just )?/gi,
    admits: (noun, { phrase, standing }) =>
      standing !== "reported" &&
      (noun.isTie ||
        young.test(phrase.words.at(-1)!) ||
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
  ...presuppositions,
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
      /\bas(?= (?:an? |the |your (?:average|typical|standard|local) |his |her |their |someone'?s |somebody'?s |enby|nonbinary|non-binary|mom|dad|wife|husband|mother|father|daughter|son))/gi,
    admits: isSpokenAs,
  },
  being,
];
