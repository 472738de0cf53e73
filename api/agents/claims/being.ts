import { isJudged, said, type Context, type Opening } from "./opening.ts";

/** What one is not, or not yet: "I'm not ready for being a dad". */
const notYet =
  /\b(?:ready (?:for|to)|(?:scared|afraid|terrified|fear|dread\p{L}*|idea|thought|dream\p{L}*|prospect|risk|chance|possibility|instead|rather than|tired|accused|sick) of|want|wants|end up|consider\p{L}*|dread\p{L}*|thinking|thought|i'?d|would|never saw|see myself|avoid\p{L}*|without|than|not)\b(?: \p{L}+){0,2}\s*$(?<!\b(?:tired|sick) of\s*)/iu;
/** "my dad taught me": whoever is taught, it is not said who is one. */
const toMe =
  /\bmy (?:\p{L}+ )?(?:mom|mum|mother|dad|father|parents|grand\p{L}+|sister|brother|wife|husband|friends?|boss|therapist)\b|(?<!\b(?:anyone|anybody|nobody|no one|everyone|they) )\b(?:told|taught|tells|showed|says?|said|asked|asks) (?:to )?me\b/giu;
const ofAnybody = /\b(?:gets|makes|teaches|gives|earns|turns|ages|changes|humbles) (?:you|u)\b/gi;

const particular = /^(?:the of|an? (?:in|at|on|over|with|who))$/;
/** "Being a male teacher gets you funny looks": so particular, and so present, is one's own life. */
const isLived = (before: string, after: string, { words, opener = "", next }: Context["phrase"]) =>
  /^\W*(?:(?:and|but|so|honestly|turns out)[ ,]+)?$/i.test(before) &&
  (words.length > 1 || /(?:'s|^his|^her)$/.test(opener) || particular.test(`${opener} ${next}`)) &&
  !words.includes("good") &&
  !/\b(?:her|him|his|their|them|people|women|men|society|everyone)\b/i.test(after) &&
  /^(?:(?!\b(?:was|were|looks?|seems?|sounds?|must|would|suits?|changed)\b)[^,.?]){0,40}?\b(?:is|feels|gets|means|comes|teaches|makes|gives|sucks|hits|has its)\b/i.test(
    after,
  );

/** "being the only girl on the team", "I love being a dad", "it's hard being a single mom" */
export const being: Opening = {
  pattern: /\bbeing\b/gi,
  admits: (_, { before, after, standing, phrase }) =>
    said.has(standing) &&
    (!notYet.test(before) || isJudged(phrase)) &&
    !/\b(?:must|you|your|u|he|she|they)\b/i.test(after.replaceAll(ofAnybody, "")) &&
    !/^[^,]*, (?:my \p{L}+|\p{Lu}\p{Ll}+) /u.test(after) &&
    !/\b(?:he|she|they|you|her|him|them|about|my|people|someone|accused|suspected|called|mistaken|pretend\w*)\b/i.test(
      before,
    ) &&
    (/\bi\b|\bi'?m\b|\bme\b/i.test(before) ||
      phrase.words[0] === "only" ||
      isLived(before, after, phrase) ||
      /^\W*(?:so |just )?(?:tired|sick|proud|scared|done|exhausted|bored|glad|afraid) (?:of|with) $/i.test(
        before,
      ) ||
      /^\W*(?:(?:honestly|sometimes|and|but|yeah|man|god)[ ,]+)?(?:it'?s|its|it is|it|so|not) (?!called\b|about\b)(?:\p{L}+ ){1,3}$/iu.test(
        before,
      ) ||
      /\b(?:nobody|no one|nothing) (?:tells|told|warns|warned|prepares|prepared|teaches|taught) (?:you|one|me) (?:\p{L}+ ){0,3}$/iu.test(
        before,
      ) ||
      /\b(?:me|my|i|i'm|im|i've)\b/i.test(after.replaceAll(toMe, ""))),
};
