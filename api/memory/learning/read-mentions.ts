import type { Kin } from "./clauses.ts";
import { animalNouns, kinAdjectives, kinNouns, pluralKin, relationOf, singularKin } from "./kin.ts";
import { couldBeName, couldIntroduce, takeName, takeNames } from "./names.ts";

/** Somebody or an animal that a sentence speaks of, and what they are to whom. */
export interface Mention {
  noun: string;
  relation: string;
  name?: string;
  /** Whose; of the writer where it is missing. */
  owner?: { noun: string; relation: string };
  /** Whether they are gone: dead, or parted from. */
  isFormer: boolean;
  /** Whether the name takes the place of what was understood before. */
  at: number;
}

const possessed = new RegExp(
  String.raw`\b(?:my|our)\s+(?<late>late |dead |deceased |ex |ex-|former |old )?${kinAdjectives}(?<noun>${kinNouns})(?![\p{L}])(?!-)(?<link>(?:'s| is| are| was| who(?:'s| is))? (?:called|named) |'?s?'? names? (?:is|are|was) |'?s? name'?s |'s called |s are called | whose name is |, (?:called |named )?| - | \(|: | (?:is|are) (?=[\p{L}']+(?: \p{L}+| & \p{L}+| and \p{L}+)?\W*(?:$|[,.!]| and (?:i|we|he|she)))| )(?=(?<rest>.{2,80}))`,
  "giu",
);
const indefinite = new RegExp(
  String.raw`\b(?<have>(?:i|we)(?:'ve| have|'ve got| have got| got| just got| adopted| recently got| just adopted| own| rescued)(?: got| also| just)?|with|and|have|got|adopted) (?<count>an?|one|two|three|four|five|six|\d)? ?(?:very |really |super )?(?:[\p{L}-]+ ){0,3}?(?<noun>${kinNouns})(?![\p{L}])(?:,? (?:called|named|whose names? (?:is|are)|by the name of|who(?:'s| is) called)|,|:| -) ?(?=(?<rest>.{2,60}))`,
  "giu",
);
const isMine = new RegExp(
  String.raw`(?:^|[.,;:!(]\s*|\b(?:and|but|so|that) )(?<name>\p{Lu}[\p{L}'-]+(?: \p{Lu}[\p{L}'-]+)?)(?: is|'s|, |,? who is) (?:my|our) ${kinAdjectives}(?<noun>${singularKin})(?![\p{L}])(?!'s)`,
  "gu",
);

/** "Mochi, our rabbit", "Luna (my cat)", "meet Waffles, my hedgehog". */
const besides = new RegExp(
  String.raw`(?:^|[\s("“])(?<name>\p{Lu}[\p{L}'-]+(?: \p{Lu}[\p{L}'-]+)?)(?:,| \(|, that's| -| –|,? who is) (?:my|our|My|Our) (?:[\p{L}-]+ ){0,2}?(?<noun>${singularKin})(?![\p{L}])(?!'s)`,
  "gu",
);
/** "husband's called Ravi", "wife: Jo", without a word on whose. */
const bare = new RegExp(
  String.raw`(?:^|[.,;!]\s*|\b(?:and|but|with) )(?:one|an?|two|three|four|big|little|older|younger) (?:(?:big|little|older|younger|twin|small|fat|old|new) )*(?<noun>${kinNouns})(?: (?:at home|here|now))?(?:,|:| called| named) (?=(?<rest>.{2,60}))`,
  "giu",
);
const unowned = new RegExp(
  String.raw`(?:^|[.,;!]\s*|\b(?:and|but|the) )(?<noun>${singularKin})(?:'s| is) (?:called|named|name is) (?=(?<rest>.{2,40}))`,
  "giu",
);
/** "named my goldfish Kevin", "we called the kitten Soot". */
const naming = new RegExp(
  String.raw`\b(?:i|we)(?:'ve| have| just| finally| recently)* (?:named|called|christened|calling|naming) (?:my|our|the|her|him|it) ?(?:new |little |first )*(?<noun>${singularKin})? (?=(?<rest>.{2,40}))`,
  "giu",
);
/** "his name is Bo", of the one the sentence before was about. */
const theirName =
  /\b(?:his|her|its|their) names? (?:is|are|will be) (?=(?<rest>.{2,40}))|\b(?:he|she|it)(?:'s| is) (?:called|named) (?=(?<rest2>.{2,40}))|\b(?:named|call|called|calling|naming) (?:him|her|it|them) (?=(?<rest3>.{2,40}))/iu;
/** Couples: "Ana and I got married", "Jonas proposed", "I proposed to Lina". */
const couples = [
  /(?:^|[.,;!]\s*|\b(?:and|but|so|because) )(?<name>\p{Lu}\p{L}+) and (?:[Ii]|me) (?:just |finally |have |have been |are |got |recently )*(?:got |getting )?(?:married|engaged|wed\b|tied the knot)/u,
  /(?:^|[.,;!]\s*|\b(?:and|but|so|because) )(?<name>\p{Lu}\p{L}+) (?:just |finally )*(?:proposed(?: to me)?\b(?! (?:that|a|we))|asked me to marry)/u,
  /\b[Ii] (?:just |finally )*(?:proposed to|said yes to|married|am married to|got married to|wed) (?<name>\p{Lu}\p{L}+)/u,
  /\b(?:\p{L}+|\d+) years (?:together |married )?(?:with|to) (?<name>\p{Lu}\p{L}+)/u,
];

/** "my old boy Bruno, he's a labrador": an animal by what is said after. */
const laterAnimal = new RegExp(
  String.raw`\bmy (?:(?:old|little|big|sweet|good) )*(?:boy|girl|baby|buddy|lad|lady) (?<name>\p{Lu}\p{L}+)\b.{0,20}?\b(?:he's|she's|he is|she is|it's|a|the) (?:an? )?(?:\p{L}+ ){0,2}(?:${animalNouns})\b`,
  "u",
);

const gone =
  /\b(?:died|passed away|passed on|was put (?:down|to sleep)|is dead|left me|dumped me|is gone|has died|has passed|crossed the rainbow|used to be|was my)\b/iu;

/** The people and animals of the writer's life that a sentence names. */
export function readMentions(sentence: string, spokenOf?: Kin): Mention[] {
  const found: Mention[] = [];
  const add: Add = (noun, names, at, isFormer) => {
    const relation = relationOf(noun);
    if (relation === undefined) return;
    for (const name of names) found.push({ noun, relation, name, isFormer, at });
  };
  addOwned(sentence, add);
  addNamed(sentence, add, spokenOf);
  return unique([...found, ...neighbours(sentence), ...calledByKin(sentence)]);
}

type Add = (noun: string, names: string[], at: number, isFormer: boolean) => void;

/** Those whose names follow what they are: "my sister Ines", "a cat called Duchess". */
function addOwned(sentence: string, add: Add): void {
  for (const { groups, index } of sentence.matchAll(possessed)) {
    const { late, noun, rest, link } = groups as Record<string, string>;
    const before = sentence.slice(0, index);
    if (/\b(?:if|imagine|wish|named after)\s*$/iu.test(before)) continue;
    const isStrong = /name|called/iu.test(link!);
    if (/^ (?:is|are) $/iu.test(link!) && !couldIntroduce(/^\p{L}+/u.exec(rest!)?.[0] ?? ""))
      continue;
    const names = namesAfter(
      rest!,
      link!,
      isStrong,
      new RegExp(String.raw`^(?:${pluralKin})$`, "iu").test(noun!),
    );
    const isFormer = /late|dead|deceased|ex|former/iu.test(late ?? "") || gone.test(sentence);
    add(noun!, names, index, isFormer);
  }
  for (const { groups, index } of sentence.matchAll(indefinite)) {
    const { noun, rest } = groups as Record<string, string>;
    add(noun!, takeNames(rest!.trim()), index, gone.test(sentence));
  }
  for (const { groups, index } of sentence.matchAll(isMine)) {
    const { name, noun } = groups as Record<string, string>;
    if (couldBeName(name!.split(" ")[0]!)) add(noun!, [name!], index, gone.test(sentence));
  }
}

/** Those whose names come first, are given, or are told of whom the sentence before was about. */
function addNamed(sentence: string, add: Add, spokenOf: Kin | undefined): void {
  for (const pattern of [besides, unowned, naming]) {
    for (const { groups, index } of sentence.matchAll(pattern)) {
      const { name, noun, rest } = groups as Record<string, string | undefined>;
      const named = name === undefined ? takeName(rest!) : takeName(name);
      const isGiven = named !== undefined && couldIntroduce(named.split(" ")[0]!);
      if (noun !== undefined && isGiven) add(noun, [named], index, gone.test(sentence));
    }
  }
  for (const { groups, index } of sentence.matchAll(bare)) {
    const { noun, rest } = groups as Record<string, string>;
    const names = takeNames(rest!).filter((name) => couldIntroduce(name.split(" ")[0]!));
    add(noun!, names, index, gone.test(sentence));
  }
  for (const pattern of couples) {
    const name = pattern.exec(sentence)?.groups?.["name"];
    if (name !== undefined && couldIntroduce(name)) add("partner", [name], 0, false);
  }
  const their = spokenOf && theirName.exec(sentence)?.groups;
  if (their && spokenOf.name === undefined) {
    const name = takeName((their["rest"] ?? their["rest2"] ?? their["rest3"])!);
    if (name !== undefined) add(spokenOf.noun, [name], 0, false);
  }
  const animal = laterAnimal.exec(sentence);
  if (animal) add("dog", [animal.groups!["name"]!], animal.index, gone.test(sentence));
}

function namesAfter(rest: string, link: string, isStrong: boolean, isPlural: boolean): string[] {
  const text = rest.trimStart();
  const names =
    isPlural || isStrong
      ? takeNames(text, isStrong)
      : [takeName(text) ?? ""].filter((name) => name !== "");
  const first = names[0];
  if (first === undefined) return [];
  // "my mother, Anna, …" is her name; "my sister, Anna and I" is not.
  const after = text.slice(first.length);
  if (
    link.startsWith(",") &&
    !isPlural &&
    !/^\s*(?:[,.!;:)…]|$|is\b|was\b|and i\b|who\b)/iu.test(after)
  )
    return [];
  if (/^'s\b/u.test(after) && !isStrong)
    return /^'s (?:a|an|the|so|very|not|always|really|been|just|getting|\p{L}+ing)\b/u.test(after)
      ? [first]
      : [];
  return isPlural || isStrong ? names : [first];
}

const neighbourly = new RegExp(
  String.raw`\b(?:my|our|meine?) (?<owner>${singularKin})(?:'s|s') ${kinAdjectives}(?<noun>${singularKin})(?:,| is called| is named|'s name is)? (?<name>\p{Lu}\p{L}+)`,
  "giu",
);

/** What belongs to somebody in the writer's life: "my neighbour's dog Bruno". */
function neighbours(sentence: string): Mention[] {
  return [...sentence.matchAll(neighbourly)].flatMap(({ groups, index }): Mention[] => {
    const { owner, noun, name } = groups as Record<string, string>;
    const [of, relation] = [relationOf(owner!), relationOf(noun!)];
    if (of === undefined || relation === undefined || !couldBeName(name!)) return [];
    const mention = {
      noun: noun!,
      relation,
      name: name!,
      isFormer: gone.test(sentence),
      at: index,
    };
    return [{ ...mention, owner: { noun: owner!, relation: of } }];
  });
}

const byTitle =
  /(?:^|[.,;!]\s*|\b(?:and|with|but) )(?<noun>Uncle|Aunt|Auntie|Aunty|Grandma|Grandpa|Granny|Cousin) (?<name>\p{Lu}\p{L}+)/gu;

function calledByKin(sentence: string): Mention[] {
  return [...sentence.matchAll(byTitle)].flatMap(({ groups, index }): Mention[] => {
    const { noun, name } = groups as Record<string, string>;
    const relation = relationOf(noun!);
    if (relation === undefined || !couldBeName(name!)) return [];
    return [{ noun: noun!.toLowerCase(), relation, name: name!, isFormer: false, at: index }];
  });
}

function unique(mentions: Mention[]): Mention[] {
  const seen = new Set<string>();
  return mentions.filter(({ relation, name, owner }) => {
    const key = `${relation}|${name}|${owner?.noun ?? ""}`;
    return !seen.has(key) && seen.add(key) !== undefined;
  });
}
