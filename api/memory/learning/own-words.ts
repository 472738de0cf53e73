/*
 * What of a message its writer says of the real world in their own voice. Quotes, fiction, tasks with
 * words, jokes and questions are left out here; what only a clause supposes or reports is left out
 * where clauses are read.
 */

/** A sentence that is asserted. */
export interface OwnSentence {
  text: string;
  /** What was asked right before it in the same message: "favourite film? The Lantern Keeper". */
  asked?: string;
}

/** Longer runs without a full stop are cut, so that no pattern looks far. */
const longestSentence = 400;

/** The whole message is words to work on, a role or a letter. */
const notMeant = [
  /^\W*(?:(?:hey|hi|ok|so|please|pls|plz|can you|could you|would you|help me|sarah|xhash)[\s,]+)*(?:translate|proof-?read|rephrase|paraphrase|re-?write|summari[sz]e|fix|edit|correct|check|spell-?check|improve|shorten|repeat after|continue|complete|finish)\b(?=.*[:"“„«\n]|.{0,20}\b(?:this|into|to|my (?:text|essay|letter|grammar)))/isu,
  /^\W*(?:(?:please|pls|can you|could you|help me)[\s,]+)*(?:write|draft|compose|make|create|give me)\b[^.!?]*:/iu,
  /\b(?:role ?-?play(?:ing)?|fan ?fic(?:tion)?|once upon a time|dear (?:sir|madam|hiring|diary|mr|ms|mrs)|lorem ipsum|\[(?:your )?name\])(?=\W|$)/iu,
  /^\W*(?:(?:let'?s|please|now|you|ok|so|hey)[\s,]+)*pretend\b/iu,
];

/** A sentence plays, supposes, retells or dreams. */
const supposed = [
  /\b(?:imagin(?:e|ing)|suppos(?:e|ing)|assum(?:e|ing)|let'?s (?:say|play|pretend)|say (?:that )?i'?m|pretend(?:ing|ed)?|hypothetically|what if|if only|would be (?:nice|cool|great|fun|lovely)|(?:i|we) dream(?:t|ed)|(?:in|had) (?:a|my|the|this) (?:weird |strange |bad )?dream|in my dreams?)\b/iu,
  /\b(?:another|next|previous|past|other|parallel|alternate|different) (?:life|lives|universe|world|timeline|reality)\b/iu,
  /\b(?:cosplay\p{L}*|d&d|dnd|minecraft|the sims|skyrim|avatar|karaoke|lyrics|audition\p{L}*|improv|larp|charades|my (?:oc|character|avatar|alter ego|npc)|main character|protagonist)\b/iu,
  /\b(?:in|for) (?:the|our|this|that|a|my|his|her)(?: [\p{L}-]+)? (?:play|musical|film|movie|production|panto\p{L}*|novel|script|sketch|game|story|book|show|series|song|dream|video|scene|campaign|simulation)\b/iu,
  /^\W*(?:sure|yeah,? right|oh sure|oh yeah|yeah sure|right),? and\b/iu,
  /\b(?:the|a|this|that|my|online) (?:quiz|horoscope|fortune cookie|test result|algorithm|app|bot|ad|sign|shirt|mug|tattoo|poster|headline|caption|meme|e?-?mail|scam mail|spam|letter|text|note|profile|bio|song|lyrics?|motto|joke|review)\b[^.]{0,20}\b(?:says?|said|reads?|goes|went|is:|was:|thinks?|claims?|calls?)\b/iu,
  /\b(?:his|her|their|your) (?:[\p{L}-]+ )?(?:profile|bio|status|tinder|cv|caption|shirt|motto|voicemail)\b/iu,
];

const cancels =
  /^\W*(?:jk|just kidding|(?:i'?m )?(?:just |only )?(?:kidding|joking|messing with you)|joke|psych|not(?=\W*$)|as if|i wish|nope|no i'?m not|lol no|not really|if only|just a joke)\b/iu;

/** A question without its mark. */
const asks =
  /^\W*(?:(?:so|and|but|hey|ok|well|or|sarah|xhash|um|wait|please|tell me)[\s,]+)*(?:(?:do|did|does|is|are|am|was|were|should|shall|can|could|would|will|have|has|had|may|might|isn'?t|aren'?t|don'?t|doesn'?t|didn'?t|can'?t|won'?t) (?:i|you|u|we|he|she|they|it|my|your|our|the|this|that|there|his|her|people|anyone|someone)\b|(?:what|who|whose|where|when|why|how|which|whom)(?:'?s| is| are| do| does| did| would| should| can| could| old| many| much| long| was| if)\b)/iu;

const quote = /["“”„«»][^"“”„«»]*["“”„«»]|(?<![\p{L}\p{N}])['‘][^'‘’]{3,}['’](?![\p{L}\p{N}])/gu;

/** Words a writer takes back at once: "Elif... wait, no, Elio". */
const slip =
  /(\p{Lu}[\p{L}-]+)(?:\s*(?:\.{2,}|…|,|-{1,2}|–|—)?\s*)\b(?:wait|sorry|i mean|no wait|er+m?|uh+m?|scratch that|oops)\b,?\s*(?:(?:no|sorry|i mean|it'?s|wait)\b,?\s*)*(\p{Lu}[\p{L}-]+)/gu;

/** A run of dots ends a sentence only where another begins. */
const sentenceEnd =
  /(?:(?<=[!?;])|(?<=(?<![.…])\.)(?<!\b(?:[Mm]rs?|[Mm]s|[Dd]r|[Ss]t|e\.g|i\.e|vs)\.)|(?<=\.{2}|…)(?=\s+\p{Lu}))["')\]]*\s+|\n+/u;

/** The sentences that a message asserts. */
export function ownSentences(message: string): OwnSentence[] {
  const even = message
    .replaceAll(/[’‘´`]/g, "'")
    .replaceAll(/[ \t\u{A0}]+/gu, " ")
    .replaceAll(slip, "$2")
    .trim();
  if (notMeant.some((pattern) => pattern.test(even))) return [];
  const sentences = even
    .replaceAll(quote, " “” ")
    .split(sentenceEnd)
    .flatMap((sentence) => cut(sentence.trim()))
    .filter((sentence) => sentence !== "");
  return sentences.flatMap((text, i): OwnSentence[] => {
    if (isQuestion(text) || supposed.some((pattern) => pattern.test(text))) return [];
    if (cancels.test(sentences[i + 1] ?? "") || cancels.test(text.split(",")[0]!)) {
      return cancels.test(text) && text.includes(",") ? [{ text: afterComma(text) }] : [];
    }
    const before = sentences[i - 1];
    return [{ text, ...(before !== undefined && isQuestion(before) && { asked: before }) }];
  });
}

const isQuestion = (sentence: string) => /\?\W*$/u.test(sentence) || asks.test(sentence);

const afterComma = (text: string) => text.slice(text.indexOf(",") + 1).trim();

function cut(sentence: string): string[] {
  if (sentence.length <= longestSentence) return [sentence];
  return sentence.match(new RegExp(`[^]{1,${longestSentence}}`, "gu")) ?? [];
}
