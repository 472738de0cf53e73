/** Words for people and animals in somebody's life, by what they are to them. */

const people: Record<string, string> = {
  partner:
    "wife|husband|hubby|wifey|girlfriend|boyfriend|gf|bf|partner|fiancé|fiancée|fiance|fiancee|spouse|other half|better half",
  child:
    "son|daughter|child|kid|kiddo|baby|toddler|baby boy|baby girl|stepson|stepdaughter|little one|eldest|youngest",
  sibling:
    "brother|sister|bro|sis|twin|sibling|twin brother|twin sister|half-brother|half-sister|half brother|half sister",
  parent: "mother|father|mum|mom|dad|mummy|mommy|daddy|papa|mama|mamá|papá|parent|pa|ma|mam",
  friend: "friend|best friend|bestie|bff|mate|best mate|buddy|pal|best buddy",
};

/** Those whose relation is called as they are. */
const others =
  "stepmum|stepmom|stepdad|stepmother|stepfather|stepbrother|stepsister|grandmother|grandfather|grandma|grandpa|grandad|granddad|gran|granny|nan|nana|grandson|granddaughter|grandchild|aunt|auntie|uncle|cousin|niece|nephew|mother-in-law|father-in-law|sister-in-law|brother-in-law|son-in-law|daughter-in-law|godmother|godfather|godson|goddaughter|boss|manager|coworker|co-worker|colleague|flatmate|roommate|housemate|neighbour|neighbor|landlord|landlady|teacher|therapist|coach|tutor|mentor|ex|ex-wife|ex-husband|ex-girlfriend|ex-boyfriend|ex wife|ex husband|ex-partner|team lead|classmate|supervisor|bandmate|business partner|trainer|doctor";

export const animals =
  "dog|doggo|puppy|pup|cat|kitten|kitty|rabbit|bunny|hamster|guinea pig|gerbil|parrot|budgie|cockatiel|canary|bird|horse|pony|goldfish|fish|betta|tortoise|turtle|snake|lizard|gecko|iguana|ferret|rat|mouse|chinchilla|hedgehog|chicken|hen|rooster|duck|goat|donkey|cow|pig|sheep|bearded dragon|axolotl|tarantula|labrador|lab|poodle|beagle|corgi|dachshund|terrier|retriever|golden retriever|german shepherd|border collie|collie|husky|pug|bulldog|greyhound|chihuahua|spaniel|tabby|siamese|maine coon|ragdoll|rescue dog|rescue cat|tomcat|mutt|puppies|kittens";

const plurals: Record<string, string> = {
  child:
    "sons|daughters|children|kids|babies|toddlers|twins|boys|girls|stepkids|stepchildren|stepsons|stepdaughters",
  sibling: "brothers|sisters|siblings",
  parent: "parents",
  friend: "friends|best friends|mates",
  grandchild: "grandchildren|grandkids|grandsons|granddaughters",
  cousin: "cousins",
  pet: animals
    .split("|")
    .filter((animal) => !/(?:ies|ens|fish|sheep)$/.test(animal))
    .map((animal) => (animal.endsWith("mouse") ? "mice" : `${animal}s`))
    .join("|"),
};

const table = new Map<string, string>([
  ...Object.entries(people).flatMap(([relation, nouns]) =>
    nouns.split("|").map((noun): [string, string] => [noun, relation]),
  ),
  ...others.split("|").map((noun): [string, string] => [noun, noun]),
  ["pet", "pet"],
  ["pets", "pet"],
  ...animals.split("|").map((noun): [string, string] => [noun, "pet"]),
  ...Object.entries(plurals).flatMap(([relation, nouns]) =>
    nouns.split("|").map((noun): [string, string] => [noun, relation]),
  ),
]);

/** What somebody of this noun is to the writer: `sibling` for a sister; undefined for other words. */
export const relationOf = (noun: string): string | undefined => table.get(noun.toLowerCase());

/** The relations that are the type of a fact. */
export const isKinType = (relation: string): boolean =>
  ["partner", "child", "sibling", "parent", "friend", "pet"].includes(relation);

const longestFirst = (nouns: string[]) => nouns.sort((a, b) => b.length - a.length).join("|");

/** All of the nouns, for a pattern. */
export const kinNouns = longestFirst([...table.keys()]);
const isPlural = new Set(["pets", ...Object.values(plurals).flatMap((nouns) => nouns.split("|"))]);
export const singularKin = longestFirst([...table.keys()].filter((noun) => !isPlural.has(noun)));
export const pluralKin = longestFirst([...isPlural]);
export const animalNouns = longestFirst([...animals.split("|"), ...plurals["pet"]!.split("|")]);

/** What may stand between a possessive and such a noun. */
export const kinAdjectives =
  "(?:(?:own|little|older|elder|younger|big|baby|twin|oldest|eldest|youngest|only|dear|lovely|sweet|new|old|best|good|close|favou?rite|beloved|wonderful|beautiful|amazing|poor|silly|crazy|adopted|biological|first|second|third|middle|small|fluffy|black|white|grey|gray|brown|orange|ginger|rescue|elderly|lazy|fat|tiny|cute|stupid|childhood|school|work|gym|online|dutch|french|german|italian|spanish|polish|japanese|long-time|oldest) )*";
