import type { GenderedNoun } from "./gendered-words.ts";
import type { NounPhrase } from "./noun-phrase.ts";
import type { Standing } from "./own-voice.ts";

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

/** What counts as said by the writer. */
export const said = new Set<Standing>(["asserted", "reported-by-kin"]);

/** The noun counts wherever it is the writer who says it. */
export const isSaid = (_: GenderedNoun, { standing }: Context) => said.has(standing);
/** Only a tie to others counts. */
export const ifTie = ({ isTie }: GenderedNoun, { standing }: Context) =>
  isTie && said.has(standing);

/** What only presupposes a tie: "a better husband", "the worst wife", "her good boy". */
const judgement =
  /^(?:bad|good|great|terrible|horrible|awful|failing|failed|better|best|worst|worse|decent|proper|perfect|lousy|selfish|shitty|crappy|strong|patient|present|disappointing|useless|boring|neglectful|loving|amazing|strict|mean|fun|cool|coolest|only|lucky|luckiest|caring|supportive|absent|distant|\p{L}{3,}est)$/u;
/** Whether what is said of somebody presupposes what they are. */
export const isJudged = ({ words }: NounPhrase) => words.some((word) => judgement.test(word));

/** "I want to be a better man", "am I a terrible woman": what is judged is there. */
export const judgedSelf = (noun: GenderedNoun, { phrase }: Context) =>
  (noun.isTie || /^(?:man|woman|guy|girl|boy|lady)$/.test(phrase.words.at(-1)!)) &&
  isJudged(phrase);

/** A tie that is given, and judged. */
export const judgedTie = ({ isTie }: GenderedNoun, { phrase }: Context) =>
  isTie && isJudged(phrase);

/** Somebody else, of whom what follows may be said. */
export const notMine = /\b(?:he|she|they|her|him|them|my \p{L}+|your?|people)\b/iu;
/** What puts it off. */
export const someday =
  /\b(?:one day|someday|some day|maybe|eventually|hopefully|in a play|in sims)\b/i;
