/*
 * What of a message its writer says in their own voice about the real world. Quotes, fiction, roles
 * and jokes are left out here; what is doubted or reported is told by the words before a claim.
 */

/** Longer runs without a full stop are cut, so that no pattern looks far. */
const longestSentence = 300;

const fiction = [
  /\b(?:role ?-?play(?:ing)?|pretend(?:ing)?|act as|in the first person|past life|fan ?fic(?:tion)?|lyrics|according to (?:the|my) (?:book|story|horoscope)|narrator|protagonist|my (?:oc|character)|just kidding|jk)\b/i,
  /\b(?:write|compose|continue|make up|create|tell me) (?:\w+ ){0,4}(?:stor(?:y|ies)|poems?|songs?|scripts?|scenes?|novels?|tales?|jokes?|monologues?|dialogues?|haikus?|raps?|chapters?)\b/i,
  /\b(?:translate|how do (?:you|i) say)\b/i,
  /\bin (?:the|this|that|a|my) (?:film|movie|book|novel|story|game|show|series|song|dream|script|musical)\b/i,
];

const supposed = [
  /\b(?:imagine|suppose|supposing|let'?s (?:say|play|pretend)|hypothetically|for the sake of argument|in this (?:scenario|scene|bit|story)|(?:i|we) (?:dreamt|dreamed)|(?:had|in) (?:a|my) dream|in my dreams)\b/i,
  /(?:^\W*|[,;:.] ?)say (?:that )?i'?m\b/i,
  /\b(?:another|next|previous|past|other|parallel|different|alternate) (?:life|lives|universe|world|timeline)\b/i,
  /\b(?:halloween|costume|cosplay\p{L}*|in drag|d&d|dnd|minecraft|the sims|skyrim|avatar|campaign|karaoke|humming|singing|barbie girl|stuck in my head|reincarnat\p{L}*|on stage|audition\p{L}*|improv)\b/iu,
  /\bin (?:the|our|this|that|a|my)(?: \p{L}+)? (?:play|musical|film|movie|game|show|production|panto\p{L}*|series|book|novel|script|sketch)\b/iu,
];

/** A sentence that gives the one before it to somebody else. */
const attribution =
  /^(?:asks|says|said|asked|goes|sings|quote)\b|^(?:he|she|they|my \p{L}+) (?:said|says|asked|asks|told me|texted|yelled|wrote)\b[^,]*$/iu;

const quote = /["“”„«»][^"“”„«»]*["“”„«»]|(?<![\p{L}\p{N}])['‘][^'‘’]{3,}['’](?![\p{L}\p{N}])/gu;
const quoteMarks = /["“”„«»]/g;

/** The sentences that a message asserts. Empty where it is a fiction, a role or a joke. */
export function ownSentences(text: string): string[] {
  const even = text
    .replaceAll("’", "'")
    .replaceAll(/[ \t\u00a0]+/g, " ")
    .trim();
  if (fiction.some((pattern) => pattern.test(even))) return [];
  return withoutQuotes(even)
    .split(/(?<=[.!?…;])(?<!\b(?:mr|mrs|ms|dr|st)\.)\s+|\n+/iu)
    .flatMap((sentence) => cut(sentence.trim()))
    .filter((sentence, i, all) => sentence !== "" && !attribution.test(all[i + 1] ?? ""))
    .filter((sentence) => !supposed.some((pattern) => pattern.test(sentence)));
}

/** A message that is one quote is the writer's own; inside of a message a quote is somebody's. */
function withoutQuotes(text: string): string {
  const inner = text.slice(1, -1);
  const isOneQuote = /^["“„«].*["”“»]$/su.test(text) && !/["“”„«»]/u.test(inner);
  return isOneQuote ? inner : text.replaceAll(quote, " “” ").replaceAll(quoteMarks, " ");
}

function cut(sentence: string): string[] {
  if (sentence.length <= longestSentence) return [sentence];
  return sentence.match(new RegExp(`[^]{1,${longestSentence}}`, "gu")) ?? [];
}

/** How the words before a claim in its clause weigh on it. */
export type Standing =
  | "asserted"
  | "quoted"
  | "reported"
  | "reported-by-kin"
  | "doubted"
  | "supposed";

const conditional =
  /\b(?:if|whether|wish|wished|what if|as if|as though|could|would|might|may|unless|until|dream|be like|maybe|perhaps|wonder\p{L}*)\b/iu;
const speaker =
  /\b(?:said|says|say|saying|told|tells|tell|thinks?|thought|assum(?:es?|ed|ing)|goes|insists?|insisted|claims?|claimed|jokes?|joked|believes?|swears?|texted|asked|decided|guessed|calls?|called|labels?|reads|assume|according to|told|labelled|treats?|treated)\b/i;
const kinSpeaker =
  /\bmy (?!dog|cat|hamster|bird|phone|app|fitbit|boss|computer|laptop)(?:own |little |older |ex )?\p{L}+ (?:always |still |often |just |even |keeps? )?(?:said|says|say|told me|tells me|thinks?|thought|insists?|believes?|swears?|jokes?)\b/iu;
const ownSpeech =
  /\b(?:i|i've|i just|i finally|i have) (?:\p{L}+ )?(?:said|say|told|tell|texted|confessed|admit|admitted|swear)\b|\b(?:to|gotta|wanna|i'd|just) (?:say|tell)\b|^\W*told (?:you|u)\b|\bcan'?t believe\b/iu;
const doubt =
  /\bi (?:\p{L}+ )?(?:think|guess|suppose|feel|believe|feel like)(?: that)?\s*$|\blike\s*$|\bapparently,?\s*$/iu;

/** What stands before a colon where the words after it are not the writer's. */
const othersLine =
  /\b(?:said|says|say|told|goes|texted|asked|wrote|reads|h(?:e|im|er)|she|they|them|my \p{L}+|\p{L}+'s|opener|line|motto|quote|caption|title|lyrics?|poem|song|story|prompt|example|tweet|headline|sign|shirt|sticker|mug|poster|dad|mom|mum|boss|guy|girl|ex|dude|brother|sister)\b/iu;
const elsewhere = /\b(?:online|on paper|on screen|in game|ingame|in vr|on the phone)\s*,?\s*$/i;

/** Where a clause that says something of its own begins, in the words before a claim. */
const clauseBreak =
  /[,;:–—(]|\s-\s|\.\.|…|\b(?:but|and|so|because|cause|cuz|bc|since|though|tho|while|(?:call|calls|called|calling) me \p{L}+)\b/giu;

/** How a claim stands that begins after `before`, the words of its sentence up to it. */
export function standingAfter(before: string): Standing {
  if (/\b(?:was|were|is|be|all|he's|she's|they're) like,?\s*$/i.test(before)) return "quoted";
  if (/:\s*$/.test(before) && othersLine.test(before) && !ownSpeech.test(before)) return "quoted";
  const breaks = [...before.matchAll(clauseBreak)];
  const last = breaks.at(-1);
  const clause = last ? before.slice(last.index + last[0].length) : before;
  if (conditional.test(clause) || elsewhere.test(before)) return "supposed";
  if (ownSpeech.test(clause)) return "asserted";
  if (kinSpeaker.test(clause)) return "reported-by-kin";
  if (speaker.test(clause)) return "reported";
  return doubt.test(clause) ? "doubted" : "asserted";
}

/** Whether what follows a claim gives it to somebody else: "…, says my neighbour". */
export function isGivenToAnother(after: string): boolean {
  return (
    /,\s*(?:says|said|asks|asked|goes|writes|thinks) (?:my|he|she|they|the|\p{Lu})/u.test(after) ||
    /\b(?:he|she|they|people|\p{L}+) (?:said|says|told me|used to say|always says|joked|wrote|laughed|sang|yelled|whispered)\s*(?:about \p{L}+)?[.!?]*$/iu.test(
      after,
    ) ||
    /\bis what \p{L}+/iu.test(after)
  );
}
