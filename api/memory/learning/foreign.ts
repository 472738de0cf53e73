import { grammars, type Grammar } from "./grammars.ts";
import { takeName, takeNames } from "./names.ts";
import { isCountry, isLanguage, takePlace } from "./places.ts";
import type { Said } from "./said.ts";

/** Somebody a sentence of another language speaks of. */
export interface ForeignKin {
  noun: string;
  relation: string;
  name?: string;
}

/** What a sentence of another language says, and of whom. */
export interface ForeignSaid extends Said {
  /** Of the writer where it is missing. */
  kin?: ForeignKin;
}

/** Where a clause may begin. */
const start = String.raw`(?:^|[.,;:!?–—(]\s*|\s(?:pero|aber|mais|mas|y|e|und|et|porque|weil|hola|oi|olá|hallo|bonjour|salut|yo|eu|ich|moi|pues|bueno|also)\s+)[^\p{L}]*(?:(?:hola|oi|olá|hallo|hi|hey|bonjour|salut|coucou|yo|eu|moi|pues|bueno|bom|naja|ja|oui|sí|sim|non|no,|nein,|não,|aujourd'hui|hoy|hoje|heute|maintenant|ahora|agora|jetzt)[\s,!]+)*`;

const ages = String.raw`(?:\d{1,3})`;

type Verb = Exclude<
  keyof Grammar,
  "unsaid" | "not" | "once" | "and" | "articles" | "years" | "my" | "jobs" | "kin"
>;
type Take = (rest: string, grammar: Grammar) => Said[];

const withoutArticle = (text: string, { articles }: Grammar) =>
  text.replace(new RegExp(String.raw`^(?:(?:${articles})\s+|l')+`, "iu"), "");

const place =
  (type: "city" | "hometown", aspect: Said["aspect"]): Take =>
  (rest, grammar) => {
    const found = takePlace(rest, false) ?? takePlace(withoutArticle(rest, grammar), false);
    if (found === undefined) return [];
    return [{ type: isCountry(found) ? "country" : type, value: found, ...(aspect && { aspect }) }];
  };

const phraseEnd =
  /[.,;!?:()…]|\s(?:pero|porque|aber|weil|mais|parce|mas|porque|cuando|wenn|quand|quando|desde|seit|depuis|que|qui|und ich|y (?:me|no|mi|vivo|tengo|trabajo|soy|odio)|e (?:moro|tenho|sou|não|odeio|minha|meu|trabalho|adoro)|et (?:je|j'|mon|ma)|en|bei|chez|sehr|mucho|muito|beaucoup|gern|nicht|auch|también|também|aussi|jaja\p{L}*|haha\p{L}*|lol|mdr|kkk+|rs+)(?=\s|$|[.,;!?])/iu;

function thing(rest: string): string | undefined {
  const end = phraseEnd.exec(rest);
  const phrase = (end === null ? rest : rest.slice(0, end.index)).trim();
  const isEmpty =
    /^(?:eso|esto|tu|te|a ti|ti|isso|isto|você|vc|das|es|dich|euch|ihn|sie|wie|dass|cómo|como|ça|toi|te|ce|que|cuando|o|la|lo|mucho|muito|sehr|j'|estar|ser|être|hablar contigo|falar com|mi \p{L}+|mein\p{L}* \p{L}+|mon \p{L}+|ma \p{L}+|minha \p{L}+|meu \p{L}+)$/iu;
  return phrase === "" || phrase.split(" ").length > 5 || isEmpty.test(phrase) ? undefined : phrase;
}

const taste =
  (type: "likes" | "dislikes"): Take =>
  (rest, grammar) => {
    const value = thing(withoutArticle(rest, grammar));
    if (value === undefined) return [];
    const [first, second, ...more] = value.split(
      new RegExp(String.raw`\s+(?:${grammar.and})\s+`, "iu"),
    );
    const values = more.length === 0 && second !== undefined ? [first!, second] : [value];
    return values.map((one) => ({ type, value: withoutArticle(one, grammar) }));
  };

const job: Take = (rest, grammar) => {
  const word = /^[\p{L}\p{M}-]+(?: (?:de|da|do|en|für|d')\s?[\p{L}\p{M}-]+)?/u.exec(
    withoutArticle(rest, grammar),
  )?.[0];
  const head = word?.split(" ")[0];
  if (head === undefined || !grammar.jobs.test(head)) return [];
  const isMood =
    /^(?:soltero|soltera|seguro|primero|primera|verdadero|entero|sincero|sincera|extranjero|extranjera|feminista|optimista|pesimista|mayor|menor|mejor|peor|madrugador|madrugadora|solteiro|solteira|verdadeiro|inteiro|primeiro|estrangeiro|estrangeira|fier|fière|entier|premier|première|dernier|heureuse|amoureuse|curieuse|meilleur|sérieuse|nerveuse|Optimist|Pessimist|jaloux|viajero|viajera|dormilón)$/iu;
  return isMood.test(head) ? [] : [{ type: "job", value: head }];
};

const anyJob: Take = (rest, grammar) => {
  const word = /^[\p{L}\p{M}-]+/u.exec(withoutArticle(rest, grammar))?.[0];
  return word === undefined ? [] : [{ type: "job", value: word }];
};

const house: Take = (rest) => {
  const name =
    /^(?:(?:un|una|el|la|um|uma|o|a|der|dem|einer|einem|le|la|une|l')\s*)?(\p{Lu}[\p{L}\p{N}&-]+(?: \p{Lu}[\p{L}\p{N}&-]+)*)/u.exec(
      rest,
    )?.[1];
  return name === undefined ? [] : [{ type: "employer", value: name }];
};

const tongues: Take = (rest, grammar) => {
  const words = rest
    .split(/[.;!?]/u)[0]!
    .split(new RegExp(String.raw`\s*,\s*|\s+(?:${grammar.and})\s+`, "iu"));
  return words
    .map(
      (word) =>
        /^(?:un (?:poco|peu) d[e']\s*|um pouco de |ein bisschen |auch |también |le |l'|o )?(\p{L}+)/iu.exec(
          word.trim(),
        )?.[1] ?? "",
    )
    .filter((word) => isLanguage(word))
    .map((value) => ({ type: "language", value }));
};

const readers: [Verb, Take][] = [
  [
    "named",
    (rest) => (takeName(rest, true) ? [{ type: "name", value: takeName(rest, true)! }] : []),
  ],
  [
    "aged",
    (rest, { years }) => {
      const found = new RegExp(
        String.raw`^(${ages})(?= (?:${years})\b|(?= ?(?:$|[.,!]| (?:und|y|et|e)\b)))`,
        "iu",
      ).exec(rest)?.[1];
      const isYears = new RegExp(String.raw`^\d+ (?:${years})`, "iu").test(rest);
      return found !== undefined &&
        (isYears || years.startsWith("jahre")) &&
        Number(found) < 111 &&
        Number(found) > 3
        ? [{ type: "age", value: found }]
        : [];
    },
  ],
  ["lives", place("city", "residence")],
  ["comes", place("hometown", "origin")],
  ["is", job],
  ["works", anyJob],
  ["worksAt", house],
  ["dislikes", taste("dislikes")],
  ["likes", taste("likes")],
  ["speaks", tongues],
];

/** What a sentence says in one of the languages whose simple sentences are read. */
export function readForeign(sentence: string): ForeignSaid[] {
  return Object.values(grammars).flatMap((grammar) => {
    if (grammar.unsaid.test(sentence) || grammar.once.test(sentence)) return [];
    return readOwn(sentence, grammar).concat(readKin(sentence, grammar));
  });
}

function readOwn(sentence: string, grammar: Grammar): ForeignSaid[] {
  const said = readers.flatMap(([verb, take]) => {
    const pattern = new RegExp(
      String.raw`${start}(?<not>(?:${grammar.not})\s+)?(?:${grammar[verb][0]})\s+`,
      "giu",
    );
    return [...sentence.matchAll(pattern)].flatMap((match) => {
      const rest = sentence.slice(match.index + match[0].length);
      const isDenied =
        match.groups?.["not"] !== undefined ||
        new RegExp(String.raw`^(?:(?:${grammar.not})\s+)`, "iu").test(rest);
      return take(rest, grammar).flatMap((one): ForeignSaid[] => {
        if (!isDenied) return [one];
        return verb === "likes" ? [{ ...one, type: "dislikes" }] : [{ ...one, isEnded: true }];
      });
    });
  });
  // "Ich mag keinen Koriander" is read as both.
  const disliked = new Set(
    said.filter(({ type }) => type === "dislikes").map(({ value }) => value),
  );
  return said.filter(
    ({ type, value }) => type !== "likes" || ![...disliked].some((one) => value.includes(one)),
  );
}

function readKin(sentence: string, grammar: Grammar): ForeignSaid[] {
  const nouns = Object.values(grammar.kin).join("|");
  const pattern = new RegExp(
    String.raw`(?:^|[^\p{L}])(?:${grammar.my})\s+(?<noun>${nouns})(?![\p{L}])(?:,)?\s*(?<rest>.*)`,
    "iu",
  );
  const match = pattern.exec(sentence);
  if (match === null) return [];
  const { noun, rest } = match.groups as { noun: string; rest: string };
  const relation = Object.entries(grammar.kin).find(([, words]) =>
    new RegExp(`^(?:${words})$`, "iu").test(noun),
  )![0];
  const calls = new RegExp(String.raw`^(?:${grammar.named[1]})\s+`, "iu").exec(rest);
  const name = takeNames(calls === null ? rest : rest.slice(calls[0].length))[0];
  const kin = { noun, relation, ...(name !== undefined && { name }) };
  const said = name === undefined || calls !== null ? rest : rest.slice(name.length).trim();
  const facts = readers.slice(1).flatMap(([verb, take]) => {
    const third = new RegExp(String.raw`^(?:${grammar[verb][1]})\s+`, "iu").exec(said);
    return third === null ? [] : take(said.slice(third[0].length), grammar);
  });
  const animal = new RegExp(
    String.raw`^(?:${grammar.has[1]}) (?:un|una|uma|um|einen?|eine|une?) (${grammar.kin["pet"]})\b`,
    "iu",
  ).exec(said)?.[1];
  if (animal !== undefined) facts.push({ type: "pet", value: animal });
  if (facts.length === 0 && name === undefined) return [];
  const mention: ForeignSaid = { type: "", value: "", kin };
  return [mention].concat(facts.map((fact) => Object.assign(fact, { kin })));
}
