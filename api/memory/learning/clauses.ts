import { kinAdjectives, relationOf, singularKin, pluralKin } from "./kin.ts";
import { couldBeName, takeName } from "./names.ts";

/** Who a clause is about. */
export type Subject = { kind: "self" } | ({ kind: "kin" } & Kin) | { kind: "other" };

/** Somebody in the writer's life. */
export interface Kin {
  noun: string;
  relation: string;
  name?: string;
}

/** One thing that is said of somebody. */
export interface Clause {
  subject: Subject;
  /** What is said, from its verb on and without "don't": up to the end of the sentence. */
  said: string;
  /** Whether a form of "to be" was before it. */
  isBeing: boolean;
  isDenied: boolean;
  /** "was", "had": so once, and not now. */
  isPast: boolean;
  /** "used to": so once, and no longer. */
  isFormer: boolean;
  /** "have been", "have lived": since then, and still. */
  isPerfect: boolean;
  /** "will", "'ll", "going to". */
  isFuture: boolean;
  /** The sentence up to the clause. */
  before: string;
  /** Whether the subject is left out where the sentence begins: "moved to Porto". */
  isElliptic: boolean;
}

const boundary =
  /(?:[,;:–—(…]|\.\.+|\s-+\s|\b(?:and|but|so|because|cause|cuz|coz|bc|though|although|while|whereas|plus|then|that's why|which means|now that|even though|as)\b)\s*/giu;

/** What may stand before a subject and says nothing against it. */
const lead =
  /^(?:(?:(?:since|after|before|until|during|for|in|at|on|from|with|despite|thanks to) [^,]{1,40}?(?=,? (?:i|we|i'm|i've|im)\b)|(?:hey|hi|hello|hiya|yo|oh|ah|well|so|ok|okay|yes|yeah|yep|yup|no|nope|nah|wrong|right|sorry|typo|correction|um|uh|hmm|haha|lol|tbh|honestly|actually|basically|anyway|btw|by the way|also|plus|and|but|fyi|fun fact|just|just so you know|you know|in fact|to be honest|i mean|i meant|i told you|i said|like i said|as i said|i think i (?:told you|mentioned)|you should know|you mixed it up|for the record|for context|context|a bit about me|about me|currently|nowadays|these days|right now|at the moment|now|today|yesterday|lately|recently|finally|luckily|unfortunately|sadly|omg|wow|ugh|ooh|yay|great news|good news|big news|news|guess what|sometimes|usually|most days|every \p{L}+|on \p{L}+days?|as you know|remember|believe it or not|technically|personally|obviously|of course|ironically|cause|because|wait|still|already|next (?:week|month|year|\p{L}+)|this (?:week|month|year|\p{L}+)|last (?:week|month|year|\p{L}+))(?![\p{L}'-]))[\s,:!.…-]*)*/iu;

const selfSubject =
  /^(?:(i|we|me and my \p{L}+|my \p{L}+ and (?:i|me)|both of us)\b(?!')|(i'm|im|i am|we're|we are)\b|(i've|ive|we've|i'd|i'll|we'll)\b)/iu;
const kinSubject = new RegExp(
  String.raw`^(?:my|our) ${kinAdjectives}(${singularKin}|${pluralKin})(?:\b(?!')(?!-)|(?='s (?:from|an?|allergic|called|named|in|at|the|so|very|not|living|working|studying|vegan|vegetarian|\d+|really|always|also|based|got|been)\b))`,
  "iu",
);
/** Those whom one calls by what they are. */
const calledKin =
  /^([Mm]um|[Mm]om|[Dd]ad|[Gg]randma|[Gg]randpa|Mum|Mom|Dad|Mama|Mamá|Papa|Papá|Grandma|Grandpa|Granny|Gran|Nan|Nana|Daddy|Mummy)\b(?!')/u;
const pronoun = /^(?:(he|she|they)\b|(he|she|they)(?='s|'re|'ve|'d)|(?:he|she)s\b)/iu;
const otherSubject =
  /^(?:(?:you|u|it|its|it's|that|this|there|these|those|everyone|everybody|nobody|no one|people|someone|somebody|anyone|who|what|your|his|her|their|the|a|an|my|our|some|most|many|one|all|every|each|any|another|if|when|whenever|whether|unless|once|until|maybe|perhaps|let|let's|would|could|should|can|do|does|did|is|are|was|were)\b|you're|they're)/iu;

const adverb =
  /^(?:(?:really|actually|also|still|just|currently|now|always|absolutely|totally|truly|honestly|kinda|kind of|sort of|usually|mostly|generally|only|already|finally|originally|basically|literally|definitely|simply|secretly|recently|officially|proudly|both|all|even|sometimes|often|normally|mainly|today|quite|probably|pretty much|technically|lowkey|low-key|deeply|genuinely|particularly|especially|so|very)(?=\s)\s+)+/iu;

/** The clauses of a sentence that say something of the writer or of somebody the writer has named. */
export function clausesOf(sentence: string, spokenOf?: Kin): Clause[] {
  const clauses: Clause[] = [];
  let subject: Subject = { kind: "self" };
  let isFirst = true;
  for (const start of startsOf(sentence)) {
    const led = sentence.slice(start);
    const skipped = lead.exec(led)?.[0].length ?? 0;
    const at = start + (skipped < led.length ? skipped : 0);
    const text = sentence.slice(at);
    if (text === "") continue;
    const before = sentence.slice(0, at);
    const found = findSubject(text, subject, () => lastKin(before) ?? spokenOf);
    if (found === undefined) {
      clauses.push({ subject, ...readVerb(text), before, isElliptic: isFirst });
    } else {
      subject = found.subject;
      isFirst = false;
      clauses.push({ subject, ...readVerb(found.rest), before, isElliptic: false });
    }
    if (skipped < led.length && found === undefined) isFirst = false;
  }
  return clauses.filter((clause) => clause.subject.kind !== "other" && !isDoubted(clause));
}

function startsOf(sentence: string): number[] {
  const starts = [0];
  for (const match of sentence.matchAll(boundary)) starts.push(match.index + match[0].length);
  // "…my husband Malte works" begins within a clause, too, but is somebody else's matter.
  return [...new Set(starts)].filter((start) => start < sentence.length);
}

function findSubject(
  text: string,
  before: Subject,
  findKin: () => Kin | undefined,
): { subject: Subject; rest: string } | undefined {
  const self = selfSubject.exec(text);
  if (self) {
    const contracted = /'?(m|re|ve|d|ll)$/iu.exec(self[2] ?? self[3] ?? "")?.[1];
    const rest = text.slice(self[0].length).trimStart();
    const verb = toVerb(self[2] ?? self[3] ?? "", contracted);
    return { subject: { kind: "self" }, rest: `${verb} ${rest}`.trim() };
  }
  const kin = kinSubject.exec(text) ?? calledKin.exec(text);
  if (kin) {
    const noun = kin[1]!;
    let rest = text.slice(kin[0].length).trimStart().replace(/^,\s*/u, "");
    const name = takeName(rest);
    if (name !== undefined) rest = rest.slice(name.length).trimStart();
    const relation = relationOf(noun)!;
    return { subject: { kind: "kin", noun, relation, ...(name && { name }) }, rest };
  }
  const who = pronoun.exec(text);
  if (who) {
    const rest = text.slice(who[0].length).trimStart();
    const kin = before.kind === "kin" ? before : findKin();
    const isTheirs = kin !== undefined && couldBe(kin.noun, who[0]);
    const verb = /^(?:he|she)s$/iu.test(who[0]) ? `is ${rest}` : rest;
    return { subject: isTheirs ? { ...kin, kind: "kin" } : { kind: "other" }, rest: verb };
  }
  if (otherSubject.test(text)) return { subject: { kind: "other" }, rest: text };
  const named = takeName(text);
  if (
    named !== undefined &&
    couldBeName(named) &&
    /^\s+(?:is|was|has|works|lives|loves|likes|hates|said|says|thinks|and)\b|^'s\b/u.test(
      text.slice(named.length),
    )
  ) {
    const isKnown = before.kind === "kin" && before.name === named;
    return {
      subject: isKnown ? before : { kind: "other" },
      rest: text.slice(named.length).trimStart(),
    };
  }
  return undefined;
}

const mentioned = new RegExp(
  String.raw`\b(?:my|our|got an?|have an?|adopted an?|a new) ${kinAdjectives}(${singularKin})\b(?!'s)(?!-)(?: (\p{Lu}\p{L}+))?`,
  "giu",
);

/** Whom a text speaks of last of those in the writer's life. */
export function lastKin(text: string): Kin | undefined {
  const last = [...text.matchAll(mentioned)].at(-1);
  if (last === undefined) return undefined;
  const noun = last[1]!;
  const name = last[2] === undefined ? undefined : takeName(last[2]);
  return { noun, relation: relationOf(noun)!, ...(name !== undefined && { name }) };
}

const women =
  /^(?:wife|wifey|girlfriend|gf|fiancée|daughter|stepdaughter|sister|sis|mother|mum|mom|mummy|mommy|mama|mamá|gran\p{L}*ma|grandmother|granny|nan|nana|aunt|auntie|niece|\p{L}+-?(?:wife|girlfriend|mother)|landlady)$/iu;
const men =
  /^(?:husband|hubby|boyfriend|bf|son|stepson|brother|bro|father|dad|daddy|papa|papá|grandfather|grandpa|granddad|grandad|uncle|nephew|\p{L}+-?(?:husband|boyfriend|father))$/iu;

const couldBe = (noun: string, who: string) =>
  /^they/iu.test(who) || !(/^she/iu.test(who) ? men : women).test(noun);

/** What a contraction leaves: "I'm" leaves "am", "I've" "have". */
function toVerb(words: string, contracted: string | undefined): string {
  if (/been$/iu.test(words)) return "have been";
  if (/\b(?:am|are)$/iu.test(words)) return "am";
  const verbs: Record<string, string> = { m: "am", re: "am", ve: "have", d: "would", ll: "will" };
  return contracted === undefined ? "" : verbs[contracted.toLowerCase()]!;
}

type Verb = Pick<
  Clause,
  "said" | "isBeing" | "isDenied" | "isPast" | "isFormer" | "isPerfect" | "isFuture"
>;

/** Reads away what stands before the verb that says something: being, having, denying, adverbs. */
function readVerb(text: string): Verb {
  const verb: Verb = {
    said: text,
    isBeing: false,
    isDenied: false,
    isPast: false,
    isFormer: false,
    isPerfect: false,
    isFuture: false,
  };
  for (;;) {
    const before = verb.said;
    verb.said = verb.said.replace(adverb, "").replace(/^[\s,]+/u, "");
    step(verb, /^(?:am|is|are|'s(?! got)|'re|'m)(?:\s+|$)/iu, () => (verb.isBeing = true));
    step(verb, /^been(?:\s+|$)/iu, () => (verb.isBeing = true));
    step(
      verb,
      /^(?:was|were|had(?= (?:been|always|never|already|just|lived|worked)\b))(?:\s+|$)/iu,
      () => (verb.isPast = true),
    );
    step(verb, /^used to\s+/iu, () => (verb.isFormer = !verb.isBeing));
    step(verb, /^(?:isn'?t|aren'?t|ain'?t)\s+/iu, () => (verb.isBeing = verb.isDenied = true));
    step(verb, /^(?:wasn'?t|weren'?t|hadn'?t)\s+/iu, () => (verb.isPast = verb.isDenied = true));
    step(
      verb,
      /^(?:do not|don'?t|doesn'?t|does not|not|never|no longer|didn'?t|did not|haven'?t|hasn'?t|neither|hardly|rarely)\s+/iu,
      () => (verb.isDenied = true),
    );
    step(
      verb,
      /^(?:will|'ll|[Gg]oing to(?= (?!(?:the|my|our|an?|this|that|\p{Lu}))\p{L})|gonna)\s+/u,
      () => (verb.isFuture = true),
    );
    step(
      verb,
      /^(?:have|has|'ve)\s+(?=been|always|just|never|recently|finally|only|lived|worked|moved|started|had|known|loved|hated|played|relocated|switched|joined|turned|become|taken|quit|left|stopped|given|broken|separated|studied|taught|adopted|begun|decided|collected|spoken)/iu,
      () => (verb.isPerfect = true),
    );
    step(
      verb,
      /^(?:do|did)\s+(?=(?:really|love|like|have|enjoy|speak|play|work|live|hate|eat|own)\b)/iu,
      () => {},
    );
    if (verb.said === before) return verb;
  }
}

function step(verb: Verb, pattern: RegExp, then: () => void): void {
  const match = pattern.exec(verb.said);
  if (match === null) return;
  verb.said = verb.said.slice(match[0].length);
  then();
}

/** What a clause is told by when the words before it give it to somebody else, or to a condition. */
const reported =
  /(?:\b(?:says?|said|saying|goes?|went|like|tells?|told|asks?|asked|texted|texts|writes?|wrote|yell(?:s|ed)|shout(?:s|ed)|claim(?:s|ed)|jok(?:es|ed)|s[ai]ngs?|thinks?|thought|assum(?:es?|ed)|believ(?:es?|ed)|insist(?:s|ed)|guess(?:ed|es)|repl(?:y|ied)|reads?|called|calls|swears?|wishes|wished|wish|hope|hopes|dream(?:s|ed)? )(?: (?:me|us|him|her|them|everyone|people|that|to \p{L}+))*\s*[,:–—-]*\s*(?:that\s+)?(?:and\s+)?)$/iu;
const ownReport =
  /\b(?:i|i've|i have|we|let me|as i|like i|what i)\s+(?:just |already |also |always )?(?:said|say|told you|tell you|meant|mean|think|mentioned|wrote|guess|believe)\s*[,:]*\s*(?:that\s+)?$/iu;
const conditional =
  /(?:^|[,;]\s*|\b(?:but|and|so|as) )(?:if|when|whenever|once|unless|until|as if|as though|even if|whether|in case|wish|i wish|had i|were i|back when|before|the day)\b[^,;]*$/iu;

function isDoubted({ before }: Clause): boolean {
  const own = before.replace(ownReport, "");
  return (
    reported.test(own) ||
    conditional.test(own) ||
    /\b(?:would|might|could) (?:be|have)\b[^,;]*$/iu.test(before)
  );
}
