/** A gender that somebody can state. */
export type Gender = "male" | "female" | "nonbinary";

/** What a noun says: a gender, and whether it does so through a tie to others. */
export interface GenderedNoun {
  readonly gender: Gender;
  /** "husband", not "man": also said when blamed, doubted or wished better, it presupposes itself. */
  readonly isTie: boolean;
}

const people: Record<Gender, string> = {
  male: "man guy boy dude bloke lad chap gentleman gent male fella boi geezer codger schoolboy cowboy masseur monk barman doorman weatherman frontman stuntman watchman foreman anchorman bellboy busboy paperboy choirboy altarboy fisherman repairman lumberjack boy-scout businessman salesman policeman fireman mailman milkman postman handyman craftsman cameraman tradesman serviceman congressman nobleman trans-man transman",
  female:
    "woman girl gal lady lass lassie chick female stewardess waitress actress hostess heiress landlady seamstress governess songstress mistress ballerina barmaid schoolgirl cowgirl spinster bachelorette masseuse comedienne dominatrix nun tomboy trans-woman transwoman bridesmaid maid-of-honor girl-scout",
  nonbinary:
    "enby nb nonbinary non-binary genderfluid genderqueer agender bigender pangender genderless demigirl demiboy neutrois androgyne xenogender two-spirit they/them",
};

const ties: Partial<Record<Gender, string>> = {
  male: "father dad daddy dada papa girldad boydad sahd grandfather grandpa grandad granddad son brother uncle nephew husband hubby boyfriend bf groom groomsman widower househusband bachelor gramps granddaddy",
  female:
    "mother mom mum mommy mummy mama momma grandmother grandma granny nana daughter sister aunt auntie niece wife wifey girlfriend gf bride widow housewife matron fiancée boymom girlmom sahm mamma nan nanna gran",
};

const nouns = new Map<string, GenderedNoun>([
  ...entriesOf(people, false),
  ...entriesOf(ties, true),
]);

const plurals = new Map<string, Gender>([
  ...pluralsOf(
    "men guys dudes boys lads blokes gentlemen dads fathers husbands grandpas uncles brothers sons",
    "male",
  ),
  ...pluralsOf(
    "women girls gals ladies moms mums mothers wives grandmas aunts sisters daughters",
    "female",
  ),
  ...pluralsOf("enbies", "nonbinary"),
]);

/** "policewoman", "saleswoman": women by their end. Of what ends in "man" only the listed are men. */
const ending = /^\p{L}{2,}woman$/u;
const superwoman = /^(?:super|wonder)woman$/;

const before = /^(?:ex|step|great|grand|god|foster|half|co|cis|trans|non|soon)-?/;
const after = /-(?:in-law|to-be|here)$/;

/** The noun that a word is, with or without "ex-", "step", "-in-law" and their like. */
export function findGenderedNoun(word: string): GenderedNoun | undefined {
  const plain = word.toLowerCase().replace(after, "");
  const known = nouns.get(plain) ?? nouns.get(plain.replace(before, ""));
  const isWoman = ending.test(plain) && !superwoman.test(plain);
  return known ?? (isWoman ? nouns.get("woman") : undefined);
}

/** The gender of "us men", "women like me" and "we dads". */
export function genderOfPlural(word: string): Gender | undefined {
  return plurals.get(word.toLowerCase());
}

function pluralsOf(words: string, gender: Gender) {
  return words.split(" ").map((word) => [word, gender] as const);
}

function entriesOf(words: Partial<Record<Gender, string>>, isTie: boolean) {
  return (Object.entries(words) as [Gender, string][]).flatMap(([gender, list]) =>
    list.split(" ").map((word) => [word, { gender, isTie }] as const),
  );
}
