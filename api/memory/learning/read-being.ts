import type { Clause } from "./clauses.ts";
import { readConditions } from "./conditions.ts";
import { couldIntroduce, takeName } from "./names.ts";
import { numberPattern, toNumber } from "./numbers-and-days.ts";
import { isOccupation } from "./occupations.ts";
import { takeOrganisation } from "./organisations.ts";
import { isCountry, takePlace } from "./places.ts";
import type { Said } from "./said.ts";
import { takePhrase } from "./things.ts";

/** Something that one is, with what is left of the sentence after it. */
interface Complement {
  facts: Said[];
  rest: string;
}

type Reader = (text: string, clause: Clause) => Complement | undefined;

const [youngest, oldest] = [4, 110];

const age = new RegExp(
  String.raw`^(?:an? |turning |only |about to turn |nearly |almost |aged? |age )*(${numberPattern})(?:(?:[ -]*(?:years?[ -](?:old|young|of age)|yrs?(?:[ -]old)?|y\/?o|year-old|yo))\b|(?= ?(?:$|[.!;)…(]|,(?! ?\d)|(?:and|but|so|now|with|today|already|lol|haha|btw|going on|as of|tbh|years young|from|living|married|single|f|m)\b)))(?: ?[mf]\b)?`,
  "iu",
);

function readAge(text: string): Complement | undefined {
  const match = age.exec(text);
  if (match === null || /^(?:about to turn|turning|nearly|almost)/iu.test(text)) return undefined;
  const years = toNumber(match[1]!);
  if (years === undefined || years < youngest || years > oldest) return undefined;
  const isBareWord = /^(?:one|two|three)$/iu.test(match[1]!);
  if (isBareWord) return undefined;
  return { facts: [{ type: "age", value: match[1]! }], rest: text.slice(match[0].length) };
}

const diets =
  /^(?:a |an |strictly |strict |fully |100% |mostly |raw |lacto-ovo )*((?:vegan|vegetarian|veggie|pescatarian|pescetarian|flexitarian|fruitarian|carnivore|omnivore|lactose[- ]free|gluten[- ]free|dairy[- ]free|sugar[- ]free|plant-based|keto|kosher|halal|paleo|teetotal(?:l?er)?|sober)s?)\b(?! (?:food|restaurant|cooking|recipe|place|meal|option))/iu;

function readDiet(text: string): Complement | undefined {
  const match = diets.exec(text);
  if (match === null) return undefined;
  return { facts: [{ type: "food", value: match[1]! }], rest: text.slice(match[0].length) };
}

function readOrigin(text: string): Complement | undefined {
  const match =
    /^(?:originally |born (?:and (?:raised|bred) )?|raised |bred |native |coming |)*(?:from|in)\s+(?:a (?:(?:small|tiny|little|quiet|big) )*(?:town|village|city|place|island|suburb)(?: called| named|,)? )?/iu.exec(
      text,
    );
  if (match === null || !/from|born|raised/iu.test(match[0])) return undefined;
  const rest = text.slice(match[0].length);
  const place = takePlace(rest, true);
  if (
    place === undefined ||
    /^(?:home|work|scratch|hell|heaven|mars|space|marketing|accounting|sales|support|school|there|here|nowhere|afar|abroad|outer)\b/iu.test(
      place,
    )
  )
    return undefined;
  const after = rest.slice(place.length);
  if (/^\s+(?:team|department|office|side|generation|family)\b/iu.test(after)) return undefined;
  const type = isCountry(place) ? "country" : "hometown";
  return { facts: [{ type, value: place, aspect: "origin" }], rest: after };
}

function readLiving(text: string): Complement | undefined {
  const match =
    /^(?:now |currently |)*(?:(?:living|based|settled|residing|staying|located|stationed)(?: (?:alone|together|abroad|here|happily|with \p{L}+ \p{L}+))* in|(?:moving|relocating) in)\s+/iu.exec(
      text,
    );
  if (match === null) return undefined;
  const rest = text.slice(match[0].length);
  const place = takePlace(rest, true);
  if (place === undefined) return undefined;
  const type = isCountry(place) ? "country" : "city";
  return { facts: [{ type, value: place, aspect: "residence" }], rest: rest.slice(place.length) };
}

const article =
  /^(?:an?|the|your (?:friendly )?(?:local|neighbourhood)|one of the|only an?|just an?|now an?|still an?|training as an?|working as an?|employed as an?|currently an?|by (?:trade|profession),? an?)\s+/iu;

function readJob(text: string, clause: Clause): Complement | undefined {
  const lead = article.exec(text)?.[0] ?? "";
  if (lead === "" && !/^(?:chief|head|senior|junior|lead|ceo|cto|cfo)\b/iu.test(text))
    return undefined;
  // "the cook tonight" is a turn, and "the manager of a bank" a job.
  const isThe = /^the /iu.test(lead);
  const rest = text.slice(lead.length);
  const agedJob =
    new RegExp(String.raw`^${numberPattern}[ -]years?[ -]old\s+`, "iu").exec(rest)?.[0] ?? "";
  const phrase = /^[\p{L}\p{M}'’/&-]+(?: [\p{L}\p{M}'’/&-]+){0,5}/u.exec(
    rest.slice(agedJob.length),
  )?.[0];
  if (phrase === undefined) return undefined;
  const words = phrase.split(" ");
  const stop = words.findIndex(
    (word, i) =>
      i > 0 &&
      /^(?:at|in|for|with|from|of|and|but|or|so|who|by|on|to|now|here|since|who's|living|working|currently|too|as|if|when|because|that|trying|lol|btw|btw|while|though|myself|actually|these|i|i'm|im|again)$/iu.test(
        word,
      ),
  );
  const job = words.slice(0, stop === -1 ? words.length : stop).join(" ");
  const after = rest.slice(agedJob.length + job.length);
  if (!isOccupation(job) || isNotForALiving(after, clause)) return undefined;
  if (isThe && !/^\s+(?:at|for|of)\b/iu.test(after)) return undefined;
  const facts: Said[] = [{ type: /student$/iu.test(job) ? "job" : "job", value: job }];
  const house = /^\s+(?:at|for|with)\s+/iu.exec(after);
  if (house === null) return { facts, rest: after };
  const organisation = takeOrganisation(after.slice(house[0].length));
  if (organisation === undefined) return { facts, rest: after };
  const type = /(?:student|pupil|undergrad\w*|freshman|sophomore)$/iu.test(job)
    ? "school"
    : "employer";
  facts.push({ type, value: organisation });
  return { facts, rest: after.slice(house[0].length + organisation.length) };
}

const isNotForALiving = (after: string, clause: Clause) =>
  /^\s+(?:tonight|today|at heart|for (?:a|one|the) (?:day|night|evening|weekend)|in (?:the|our|my|this) (?:family|house|relationship|group|school play|game)|of (?:habit|mine|my|the (?:group|family|house|party))|when|if|compared)\b/iu.test(
    after,
  ) || /\b(?:not|no|like)\s*$/iu.test(clause.before);

/** "I'm Kerstin": a name alone, where nothing else begins with a capital there. */
function readName(text: string, { subject, before }: Clause): Complement | undefined {
  if (subject.kind !== "self") return undefined;
  const name = takeName(text);
  if (name === undefined || !couldIntroduce(name.split(" ")[0]!) || isCountry(name))
    return undefined;
  const rest = text.slice(name.length);
  const isIntroduced =
    /^\W*(?:hey|hi|hello|hiya|yo|so|well|a bit about me|about me|greetings|good \p{L}+|nice to meet you)\b/iu.test(
      before,
    );
  const isAlone = /^(?:\s*[.!,;)]|\s*$|\s+(?:and|from|btw|by the way|but|, )\b)/u.test(rest);
  if (
    !isAlone ||
    (!isIntroduced && rest.trim() === "" && before.trim() !== "" && !/[.!,]\s*$/u.test(before))
  )
    return undefined;
  if (name.split(" ").length > 3) return undefined;
  return { facts: [{ type: "name", value: name }], rest };
}

function readCalled(text: string, { subject }: Clause): Complement | undefined {
  const match = /^(?:called|named|known as|nicknamed)\s+/iu.exec(text);
  if (match === null) return undefined;
  const name = takeName(text.slice(match[0].length), true);
  if (name === undefined) return undefined;
  const rest = text.slice(match[0].length + name.length);
  if (subject.kind === "self") return { facts: [{ type: "name", value: name }], rest };
  // What somebody else is called is read where they are mentioned.
  return { facts: [], rest };
}

function readAllegy(text: string): Complement | undefined {
  const match =
    /^(?:(?:badly|deathly|severely|highly|very|super|also) )*(allergic to |intolerant to )(?!(?:mondays?|mornings?|nonsense|bullshit|work|stupid|people|drama|you|bad|commitment|fun|idiots|effort|exercise|small talk|anything)\b)/iu.exec(
      text,
    );
  if (match === null) return undefined;
  const thing = takePhrase(text.slice(match[0].length));
  if (thing === undefined) return undefined;
  return {
    facts: [{ type: "health", value: `${match[1]}${thing}` }],
    rest: text.slice(match[0].length + thing.length),
  };
}

function readCondition(text: string): Complement | undefined {
  const found = readConditions(text, "being");
  if (found === undefined || found === "") return undefined;
  return { facts: [{ type: "health", value: found }], rest: text.slice(found.length) };
}

function readUnion(text: string, { subject }: Clause): Complement | undefined {
  const match =
    /^(?:(?:happily|finally|newly|just) )*(?:married to|engaged to|dating|seeing|in a relationship with|together with|going out with)\s+(?:(?:a|an|this|my) (?:[\p{L}-]+ ){0,2}?(?:guy|girl|man|woman|boy|lady|dude|person|someone|nurse|colleague) (?:called|named)\s+|someone (?:called|named)\s+)?/iu.exec(
      text,
    );
  if (match === null || subject.kind !== "self") return undefined;
  const name = takeName(text.slice(match[0].length));
  if (name === undefined) return undefined;
  return {
    facts: [{ type: "partner", value: name }],
    rest: text.slice(match[0].length + name.length),
  };
}

/** What is passed over on the way to the next thing: "Canadian, living in Seoul". */
function passOver(text: string): Complement | undefined {
  const match =
    /^(?:an? )?(?:\p{L}+(?:ish|ese|ian|ean|adian|ican)|french|dutch|german|greek|welsh|swiss|thai|single|divorced|widowed|married|straight|gay|bi|trans|queer|retired|tall|short)(?: and (?:proud|single|divorced))?(?=,? (?:and |but )?(?:living|based|from|born|an? |in my|\d|now living|currently|originally))/iu.exec(
      text,
    );
  return match === null ? undefined : { facts: [], rest: text.slice(match[0].length) };
}

/** One is somebody's dad: of those named. */
function readParenthood(text: string, { subject }: Clause): Complement | undefined {
  const match =
    /^(?:an? |the )?(?:(?:proud|single|tired|happy|new|young|old) )*(?:dad|mum|mom|father|mother|parent|mama|papa)s? (?:to|of)\s+(?:my |our )?/iu.exec(
      text,
    );
  if (match === null || subject.kind !== "self") return undefined;
  const rest = text.slice(match[0].length);
  const names = takeAll(rest);
  if (names.length > 0)
    return { facts: names.map((value) => ({ type: "child", value })), rest: "" };
  const count = new RegExp(
    String.raw`^(${numberPattern})(?: (?:kids|children|boys|girls|sons|daughters))?\b`,
    "iu",
  ).exec(rest);
  if (count === null) return undefined;
  return { facts: [{ type: "child", value: count[0] }], rest: rest.slice(count[0].length) };
}

function takeAll(text: string): string[] {
  const first = takeName(text);
  if (first === undefined) return [];
  const next = /^(?:,| and|,? &)\s+(?:and )?/u.exec(text.slice(first.length));
  return [first, ...(next === null ? [] : takeAll(text.slice(first.length + next[0].length)))];
}

const readers: Reader[] = [
  readAge,
  readParenthood,
  readDiet,
  readLiving,
  readOrigin,
  readAllegy,
  readCondition,
  readUnion,
  readCalled,
  passOver,
  readJob,
  readName,
];

/** What may join one thing that somebody is to the next. */
const joint = /^(?:\s*,\s*|\s+and\s+|\s*\(|\s+)(?:and\s+|also\s+|an?\s+(?=\d))?/iu;

/** What somebody is said to be, one thing after the other: "Kerstin, 38, a harbour pilot from Kiel". */
export function readBeing(clause: Clause): Said[] {
  if (!clause.isBeing && !clause.isElliptic) return [];
  if (clause.isFuture) return [];
  // "I'm not a student anymore" ends what a mere "I'm not a vet" only denies.
  const facts: Said[] = [];
  let text = clause.said;
  const own = clause.isBeing ? readers : readers.filter((reader) => elliptic.has(reader));
  for (let i = 0; i < 6; i += 1) {
    const allowed = i === 0 ? own : readers.filter((reader) => reader !== readName);
    const found = allowed.map((reader) => reader(text, clause)).find((one) => one !== undefined);
    if (found === undefined) break;
    facts.push(...found.facts);
    const next = joint.exec(found.rest);
    if (next === null || found.rest.trim() === "") break;
    text = found.rest.slice(next[0].length);
    if (/^(?:but|so|because|i|i'm|my)\b/iu.test(text)) break;
  }
  // Whoever is not thirty has said nothing of how old they are.
  const told = clause.isDenied ? facts.slice(0, 1).filter(({ type }) => type !== "age") : facts;
  return told;
}

/** Without a subject only these are told for sure: "originally from Izmir". */
const elliptic = new Set<Reader>([readOrigin, readLiving, readUnion]);
