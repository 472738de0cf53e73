/*
 * What of a message its writer says in their own voice about the real world. Quotes, fiction, roles
 * and jokes are left out here; what is doubted or reported is told by the words before a claim.
 */

/** Longer runs without a full stop are cut, so that no pattern looks far. */
const longestSentence = 300;

/** The whole message is a role or a joke. */
const notMeant =
  /\b(?:role ?-?play(?:ing)?|just kidding|jk|(?:let'?s|please|now|you|^) pretend|pretend (?:that )?(?:i'?m|i am|you|we)|act as|past life|fan ?fic(?:tion)?)\b/i;

/** Up to the end of its clause such a request is about words: "write a poem that begins with…". */
const workOnWords =
  /\b(?:(?:write|compose|continue|make up|create|tell me) (?:\w+ ){0,4}?(?:stor(?:y|ies)|poems?|songs?|scripts?|scenes?|novels?|tales?|jokes?|monologues?|dialogues?|haikus?|raps?|chapters?)\b|translate\b|how do (?:you|i) say\b)[^,.;!?\n]*/gi;

/** A sentence supposes, retells or plays. */
const supposed = [
  /\b(?:imagine|suppose|supposing|let'?s (?:say|play|pretend)|hypothetically|for the sake of argument|picture this|by mistake|by accident|accidentally|autocorrect\p{L}*|as a (?:joke|prank|test)|(?:just )?to (?:test|trick|prank|fool) \p{L}+|i lied|lying about|catfish\p{L}*|pretend\p{L}*|in this (?:scenario|scene|bit|story)|(?:i|we) (?:dreamt|dreamed)|(?:had|in) (?:a|my) dream|in my dreams|in the first person)\b/iu,
  /(?:^\W*|[,;:.] ?)say (?:that )?i'?m\b/i,
  /\b(?:another|next|previous|past|other|parallel|different|alternate) (?:life|lives|universe|world|timeline)\b/i,
  /\b(?:cosplay\p{L}*|in drag|d&d|dnd|minecraft|the sims|skyrim|avatar|karaoke|humming|singing|barbie girl|stuck in my head|reincarnat\p{L}*|audition\p{L}*|improv|thought experiment|simulation|for this exercise|nativity|pageant|larp|murder mystery|charades|skit|stunt double|understudy|hear me roar|lyrics|on repeat|is playing|came on|on the radio|the chorus|narrator|protagonist|my (?:oc|character))\b/iu,
  /\b(?:according to (?:the|my) (?:book|story|horoscope))\b|\bin (?:the|our|this|that|a|my)(?: \p{L}+)? (?:play|musical|film|movie|production|panto\p{L}*|novel|script|sketch)\b/iu,
];

/** The same, where the claim stands in the very clause. */
export const playedInClause =
  /\b(?:halloween|carnival|costume|campaign|recital|tonight's show|in (?:the|this|that|my|a)(?: \p{L}+)? (?:game|show|series|song|book|story|dream|video))\b/iu;

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
  if (notMeant.test(even)) return [];
  return withoutQuotes(even)
    .replaceAll(workOnWords, " … ")
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

/** Conditions that are only politeness: "if it helps, …", "in case you couldn't tell". */
const courtesy =
  /\b(?:(?:just )?in case|if) (?:it|that|this|you|u|anyone|anybody|someone|people)(?:'s|'re)? (?:\p{L}+'?t? ){0,3}?(?:helps?|matters?|relevant|know|wondering|wonder|tell|noticed?|care|cares|asks?|interested|forgot|missed it|curious|realise|realize|believe it|ask me)\b|\beven (?:if|though|when)\b|\bwhether you like it or not\b|\b(?:could|would|can|will) (?:you|u|people|they|everyone|y'all) (?:please |just |all )?(?:remember|note|stop|keep|understand|accept|respect|believe)\b|\bwish (?:people|they|you|he|she|everyone|someone) (?:would |could )?(?:knew|know|remember\w*|accept\w*|understood|saw|got)\b|\bhope (?:you|it)\b/giu;
const conditional =
  /\b(?:if|whether|wish|wished|what if|as if|as though|could|would|might|(?:i|you|he|she|they|it|we) may|unless|until|dream|be like|maybe|perhaps|assuming|wonder\p{L}*|as long as|in case|not sure)\b/iu;
/** Straight before a claim these make it one of the future: "when I'm a dad". */
const future =
  /\b(?:when|once|by the time|as soon as|until|till|before|after|(?<!end of )the day|someday|one day|in (?:ten|twenty|\d+) years)\s*(?:that\s*)?$/i;

const speech =
  "(?:said|says|say|saying|told|tells|tell|thinks?|thought|assum(?:es?|ed|ing)|goes|insists?|insisted|claims?|claimed|jokes?|joked|believes?|swears?|texted|asked|decided|guessed|guess|calls?|called|labels?|labelled|reads|treats?|treated|mention|mentioned|confess|admit|admitted|convinced)";
const speaker = new RegExp(`\\b(?:${speech}|according to)\\b`, "i");
/** The same of the writer, or of nobody: "I told them", "to say", "nobody believes", "you can tell". */
const ownSpeech = new RegExp(
  `\\b(?:i|we|i'?ve|i'?d|i'?ll|i have|let me|lemme|to|gotta|wanna|just|please|nobody|no one|noone|hardly anyone|(?:do|does|did|would|wo|ca|could)n'?t|never|(?:can|could|might|will)(?: you| u| anyone| everyone)?)(?: \\p{L}+){0,2}? ${speech}\\b|^\\W*(?:told (?:you|u)|remember|don'?t forget)\\b|\\b(?:would you|can you) believe\\b|\\bbelieve it or not\\b`,
  "giu",
);
const kinSpeaker =
  /\bmy (?:\p{L}+ ){0,2}?(?:wife|husband|hubby|spouse|kids?|child|children|sons?|daughters?|mom|mum|mommy|mother|dad|daddy|father|parents|sisters?|brothers?|siblings?|grand\p{L}+|granny|nan|nana|gran|girlfriend|boyfriend|partner|gf|bf|fianc\p{L}+|aunt\p{L}*|uncle|niece|nephew|cousin|family|in-laws|friends?|bestie|bff|ex|boys|girls|twins|step\p{L}+)(?: (?:\p{L}+ly|always|still|often|just|even|keeps?))* (?:said|says|say|told me|tells me|think|thinks?|thought|insists?|believes?|swears?|jokes?)\b/iu;
const doubt =
  /\bi (?:\p{L}+ )?(?:think|thought|guess|suppose|feel|believe|feel like)(?: that)?\s*$|\blike\s*$|\bapparently,?\s*$/iu;

/** What stands before a colon where the words after it are not the writer's. */
const othersLine =
  /\b(?:said|says|say|told|goes|texted|asked|wrote|reads|h(?:e|im|er)|she|they|them|my \p{L}+|\p{L}+'s|opener|line|motto|quote|caption|title|lyrics?|poem|song|story|prompt|example|tweet|headline|sign|shirt|sticker|mug|poster|dad|mom|mum|boss|guy|girl|ex|dude|brother|sister)\b/iu;
const elsewhere =
  /\b(?:online|on paper|on screen|in game|ingame|in vr|on (?:the phone|the internet|reddit|discord|twitter|tiktok|tinder|stage|tv))\s*,?\s*$/i;

/** Where a clause that says something of its own begins, in the words before a claim. */
const clauseBreak =
  /[,;:–—(]|\s-\s|\.\.|…|\b(?:but|and|so|because|cause|cuz|bc|since|though|tho|although|while|whereas|now that|(?:call|calls|called|calling) me \p{L}+)\b/giu;

/** How a claim stands that begins after `before`, the words of its sentence up to it. */
export function standingAfter(before: string): Standing {
  if (/\b(?:was|were|is|be|all|he's|she's|they're) like,?\s*$/i.test(before)) return "quoted";
  if (/:\s*$/.test(before) && othersLine.test(before) && !before.match(ownSpeech)) return "quoted";
  const breaks = [...before.matchAll(clauseBreak)];
  const last = breaks.at(-1);
  const whole = last ? before.slice(last.index + last[0].length) : before;
  const clause = whole.replaceAll(courtesy, " ");
  if (doubt.test(clause)) return "doubted";
  const others = clause.replaceAll(ownSpeech, " ");
  if (conditional.test(others) || future.test(clause) || elsewhere.test(before)) return "supposed";
  if (kinSpeaker.test(others)) return "reported-by-kin";
  return speaker.test(others) ? "reported" : "asserted";
}

/** Whether what follows a claim gives it to somebody else: "…, says my neighbour". */
export function isGivenToAnother(after: string): boolean {
  return (
    /,\s*(?:says|said|asks|asked|goes|writes|thinks) (?:my|he|she|they|the|\p{Lu})/u.test(after) ||
    /\b(?:he|she|they|people|(?!(?:anyone|anybody|nobody|everyone|one|people) )\p{L}+) (?:said|says|told me|used to say|always says|joked|wrote|laughed|sang|yelled|whispered)\s*(?:about \p{L}+)?[.!?]*$/iu.test(
      after,
    ) ||
    /\bis what \p{L}+/iu.test(after) ||
    /\b(?:my|his|her) \p{L}+ (?:always |would |likes to |used to )?(?:says?|said|starts?|begins?|goes|tells)(?: (?:that|it|so|every time))?\W*$/iu.test(
      after,
    )
  );
}
