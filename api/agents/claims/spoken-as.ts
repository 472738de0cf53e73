import { findGenderedNoun, type GenderedNoun } from "./gendered-words.ts";
import { said, type Context } from "./opening.ts";
import { standingAfter } from "./own-voice.ts";

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
/** "I love Sam as a brother" */
const seenAs =
  /\b(?:sees?|loved?|loves|(?:think|thought) of|regard\p{L}*|treat\p{L}*|view\p{L}*|consider\p{L}*|respect\p{L}*|admire\p{L}*|describ\p{L}*|look(?:ed)? up to|picture\p{L}*|want\p{L}*|known?|knew) (?:\p{Lu}\p{Ll}+|my (?!life|job|time|role|place|body|work)\p{L}+|the \p{L}+|this \p{L}+|that \p{L}+)(?: \p{L}+)? $/u;

/** "As a man in a suit sat next to me, I…": what happens meanwhile. */
function happens(after: string): boolean {
  const clause = after.split(/,|\b(?:who|that|which|i|i'm|i've|i'd|my|we)\b/i)[0]!;
  return /\b(?!(?:raised|named|called|married|divorced|based|born|retired|stuck|trapped|diagnosed|obsessed|self|employed|unemployed|widowed|interested|aged|educated|tired|experienced|need|indeed)\b)(?:\p{L}{2,}ed|sat|stood|ran|came|went|said|told|took|left|fell|began|was|were|walks|enters|once)\b/iu.test(
    clause,
  );
}

/** "As a woman of colour, my friend has a lot to say" */
const neutralOther =
  /, my (?:best |good |old |close )?(?:friend|neighbou?r|boss|colleague|coworker|therapist|doctor|teacher|partner|cousin|roommate|flatmate|manager|mentor|coach)\b/i;
const opensFreely =
  /^(?:\W|\b(?:so|and|but|well|honestly|yeah|yes|no|ok|okay|lol|tbh|idk|even|just|only|now|speaking|asking|writing|typing|commenting|coming|life|living|growing|working|raising|dating|parenting|being|hard|tough|weird|funny|it'?s?|that'?s|there'?s|what it'?s like|is|was|not easy|lonely|rough|wild)\b|\s)*$/i;
const asOthers =
  /\b(?:(?:dress\p{L}*|made|dolled|grew|end\p{L}*|cover\p{L}*) up|came|going out|disguised|sees?|saw|seen|treat\p{L}*|think|thinks|thought|consider\p{L}*|regard\p{L}*|dress\p{L}*|cosplay\p{L}*|play\p{L}*|pos(?:e|ed|ing)|disguised?|cast|picture|imagine|describe\p{L}*|use\p{L}*|knew?|known|him|her|them|us|me|it|this|you|went|going|go|same|such|well|soon|long|much|far|mistaken|perceived?|read|pass\p{L}*|reincarnat\p{L}*)\s*$/iu;

/** "As a dad of two I…", "speaking as a man who cries": of oneself, and not asked of the companion. */
export function isSpokenAs(
  noun: GenderedNoun,
  { before, after, standing, phrase }: Context,
): boolean {
  if (!said.has(standing) || standingAfter(`${before}:`) === "quoted") return false;
  if (
    asOthers.test(before) ||
    /\b(?:said|says|goes|told|asked|tells|wrote|writes|began|begins),?\s*$/i.test(before)
  )
    return false;
  if (/^(?:once|he|she|they|told|said|should|grows?|would|does|did)$/.test(phrase.next))
    return false;
  if (
    /^i (?:know|knew|met|once|dated|follow|used to (?:know|date|work)|went to school|work with)\b(?! (?:how|that|what|why|it|this|better|i|exactly|all|too|nothing|when|where|only)\b)/i.test(
      after,
    )
  )
    return false;
  // "As the woman on the train cried, I…" tells when, not who
  const isUnique = /^(?:only|oldest|youngest|eldest|single|lone|token|one)$/.test(
    phrase.words[0] ?? "",
  );
  if (phrase.opener === "the" && !noun.isTie && !isUnique) return false;
  if (seenAs.test(before) || happens(after)) return false;
  if (isPutToTheCompanion(before, after)) return false;
  if (/^,? ?(?:he|she|they)\b/i.test(after) || isOfSomebody(before)) return false;
  const subject = /^, my (\p{L}+) /iu.exec(after)?.[1];
  if (subject && findGenderedNoun(subject)?.gender === noun.gender) return false;
  if (neutralOther.test(after) && !/\b(?:i|i'm|me|myself)\b/i.test(after)) return false;
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
    /^(?:not gonna lie|to be honest|let me tell you|real talk|trust me|confession|hot take|unpopular opinion|fun fact|no offen[cs]e|ngl|in my (?:experience|opinion))\W*$/i.test(
      before.trim(),
    ) ||
    /^(?:being|it'?s|life|speaking|living|growing|raising|parenting|dating|working)\b/i.test(
      before.trim(),
    )
  );
}
