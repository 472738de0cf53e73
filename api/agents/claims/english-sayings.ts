import type { GenderTag } from "./gender-tag.ts";
import { findGenderedNoun, genderOfPlural, type Gender } from "./gendered-words.ts";

const genderOfNoun = (noun = ""): Gender | undefined => findGenderedNoun(noun)?.gender;
const byLetter = (letter = ""): Gender => (letter.toLowerCase() === "m" ? "male" : "female");
const byTitle = (title = ""): Gender => (/^(?:mr|mister|sir)$/i.test(title) ? "male" : "female");
const byPronoun = (first = ""): Gender =>
  ({ he: "male", she: "female" } as const)[first.toLowerCase() as "he"] ?? "nonbinary";

const age = String.raw`(?:1[3-9]|[2-9]\d)`;
const inBrackets = String.raw`[([]\s*(?:${age}\s*[,/]?\s*)?([mf])\s*[,/]?\s*(?:${age})?\s*[)\]]`;
/** What follows "34F" that is no measure: "34F just got divorced". */
const ofAPerson = String.raw`(?:just|never|not|got|getting|trying|need|needing|feeling|currently|working|living|married|divorced|engaged|gay|straight|bi|trans|nurse|teacher|engineer|student|dating|been)`;

/** "Husband, father, …" and "Mother, teacher, …", but not "Wife, kids, dog asleep". */
const isWhatOneDoes = (item: string, gender: Gender | undefined) => {
  const last = item.trim().split(" ").at(-1)!;
  const ofItem = genderOfNoun(last);
  return (
    (ofItem !== undefined && ofItem === gender) ||
    (ofItem === undefined && /(?:er|or|ist|ian|iac|ant|nerd|fan|addict|nurse|cook)$/i.test(last))
  );
};

/** Whole ways to say it, each with the word that says the gender. */
export const englishSayings: readonly GenderTag[] = [
  {
    // "My (26F) boyfriend (28M)": the first one is the writer
    pattern: new RegExp(String.raw`\bmy\s*${inBrackets}\s+\p{L}`, "giu"),
    confidence: 0.93,
    genderOf: ([, letter]) => byLetter(letter),
  },
  {
    // "Me: 31M. Her: 29F."
    pattern: new RegExp(String.raw`\bme\s*[:=,-]\s*(?:a\s+)?${age}\s?([mf])\b`, "giu"),
    confidence: 0.93,
    genderOf: ([, letter]) => byLetter(letter),
  },
  {
    pattern: new RegExp(String.raw`^\W*${age}([mf])\b,?(?= ${ofAPerson}\b)`, "giu"),
    confidence: 0.92,
    genderOf: ([, letter]) => byLetter(letter),
  },
  {
    pattern: /\b(?:ich|bin)\s*,?\s*\(\s*(?:\d\d\s*[,/]?\s*)?([mw])\s*[,/]?\s*(?:\d\d)?\s*\)/giu,
    confidence: 0.93,
    genderOf: ([, letter]) => byLetter(letter),
  },
  {
    // "I (she/her) started a band", "Alex (they/them) here"
    pattern:
      /(?:\b(?:i|me|myself)|^\W*(?:(?:hi|hey|hello|it'?s|i'?m|this is|name'?s|my name is|here)[\s,!]+)+\p{L}+|^\W*\p{L}+(?=\s*[([][^)\]]*[)\]]\s*(?:here\b|$|[,.!])))\s*[([]\s*(he|she|they)\s?\/\s?(?:him|her|them|they|she|he)\b/giu,
    confidence: 0.93,
    genderOf: ([whole, pronoun], sentence) =>
      /^\W*my\b/i.test(sentence) || /\bmy \p{L}+\s*[([]/iu.test(whole)
        ? undefined
        : byPronoun(pronoun),
  },
  {
    pattern:
      /\bit'?s (mr|mister|mrs|ms|miss|sir|ma'?am|madam)\b[,. ]+(?=not\b|actually|btw|please)/gi,
    confidence: 0.92,
    genderOf: ([, title]) => byTitle(title),
  },
  {
    pattern: /\bit'?s (he|she)\b(?: actually|[,.]? not (?:he|she|him|her|it|they)\b)/gi,
    confidence: 0.9,
    genderOf: ([, pronoun]) => byPronoun(pronoun),
  },
  {
    // "Husband, father, amateur carpenter."
    pattern: /^\W*(\p{L}+)(?:, (?:and )?[\p{L}-]+(?: [\p{L}-]+)?){2,4}\W*$/giu,
    confidence: 0.9,
    genderOf: ([, noun], sentence) =>
      findGenderedNoun(noun!)?.isTie &&
      isWhatOneDoes(sentence.split(",")[1]!, genderOfNoun(noun)) &&
      !/[?!]|\b(?:i|me|my|you|stop|please|help|come|look|no|yes|dinner|and (?:me|i))\b/i.test(
        sentence,
      )
        ? genderOfNoun(noun)
        : undefined,
  },
  {
    // "fellow dads will understand", "the other moms at the gate"
    pattern: /\b(?:my |all |any |calling )?fellow (\p{L}+)\b/giu,
    confidence: 0.9,
    genderOf: ([, plural], sentence) =>
      /\b(?:he|she|his|her|their|they)\b/i.test(sentence) ? undefined : genderOfPlural(plural!),
  },
  {
    pattern:
      /\b(?:all )?(?:of )?the other (moms|mums|mothers|dads|fathers|wives|husbands|bridesmaids|groomsmen)\b/gi,
    confidence: 0.9,
    genderOf: ([, plural], sentence) =>
      /\b(?:he|she|his|her|they|my (?:mom|mum|mother|dad|father|wife|husband|sister|brother|friend|best friend|boss|neighbou?r|cousin))\b/i.test(
        sentence,
      )
        ? undefined
        : /^(?:d|f|h|g)/i.test(plural!)
          ? "male"
          : "female",
  },
  {
    // "my granddaughter calls me nana"
    pattern:
      /\bmy (?:\p{L}+ )?(?:kids?|sons?|daughters?|children|boys?|girls?|twins|toddler|grand(?:son|daughter|kid|child|children|kids)s?|step(?:son|daughter|kids?))(?: (?:still|always|only|just|all))* calls? me (?:her |his |their )?(\p{L}+)\b/giu,
    confidence: 0.93,
    genderOf: ([, noun]) => (findGenderedNoun(noun!)?.isTie ? genderOfNoun(noun) : undefined),
  },
  {
    // "as a woman you learn to…": what everybody in the same place learns, the writer too
    pattern:
      /^\W*(?:(?:and|but|so|well|honestly|sadly)[ ,]+)?as an? (?:\p{L}+ ){0,2}?(\p{L}+),? you (?:(?:just|quickly|kind of|kinda|sort of|really|always|soon|simply) )?(?:learn|get used|get told|are taught|grow up|develop|never really|stop noticing|start to notice|hear)\b(?!.*\?)/giu,
    confidence: 0.88,
    genderOf: ([, noun]) => genderOfNoun(noun),
  },
  {
    // "it's your girl, back with more", "ya boi got the job"
    pattern:
      /\bit'?s (?:your|ya|yo) (girl|boy|boi|gal)\b(?=\W*$|,| here| back| again)|^\W*(?:ya|yo) (girl|boy|boi|gal) (?!is a\b|said|was|called)(?=\p{L}+)/giu,
    confidence: 0.88,
    genderOf: ([, one, two], sentence) =>
      /\?|\b(?:he|she|his|her)\b/i.test(sentence) ? undefined : genderOfNoun(one ?? two),
  },
  {
    // "I'm tall for a girl", "I'm a good cook for a man"
    pattern:
      /\bi(?:'m|m| am) (?:not )?(?:\p{L}+ ){0,3}?(?:tall|short|big|small|loud|quiet|emotional|sensitive|strong|hairy|romantic|old|young|lucky|good|bad|funny|handy|messy|tidy|listener|cook|driver|dancer|singer) for an? (girl|guy|man|woman|dude|lady|dad|mom|mum|boy)\b(?! (?:like|who|that|of|from))/giu,
    confidence: 0.9,
    genderOf: ([, noun]) => genderOfNoun(noun),
  },
  {
    // "not a lady, a lad"
    pattern: /^\W*not an? \p{L}+[,;:–-]+ ?(?:but )?an? (\p{L}+)\b/giu,
    confidence: 0.88,
    genderOf: ([, noun], sentence) =>
      /\?|\b(?:he|she|it|they|you)\b/i.test(sentence) ? undefined : genderOfNoun(noun),
  },
  {
    // "a woman my age shouldn't be afraid of the dark, but I am"
    pattern:
      /(?:^\W*|\bfor )an? (\p{L}+) (?:of )?my (?:age|size|height|generation)\b(?=.*\b(?:i|i'm|me)\b)/giu,
    confidence: 0.88,
    genderOf: ([, noun], sentence) =>
      /\b(?:he|she|him|looking for|looks? for)\b/i.test(sentence) ? undefined : genderOfNoun(noun),
  },
  {
    // "every woman in my family has migraines, me included"
    pattern:
      /\b(?:every|all|all the|most|many|us|we|the) (\p{L}+)\b.*\b(?:me|myself|yours truly) included\b|\bincluding me\b/giu,
    confidence: 0.88,
    genderOf: ([, noun = ""]) => genderOfNoun(noun) ?? genderOfPlural(noun),
  },
  {
    pattern:
      /\b(?:worst|best) (\p{L}+) (?:(?:ever|award|of the year)\b.{0,20})?\b(?:goes to me|right here|reporting|award (?:winner|recipient) here)\b/giu,
    confidence: 0.88,
    genderOf: ([, noun]) => genderOfNoun(noun),
  },
  {
    pattern:
      /\btwo (dads|moms|mums|fathers|mothers)(?: (?:to|of|with|and|raising)\b|(?=,))(?<=\b(?:we|us|we're)\b.*)/gi,
    confidence: 0.9,
    genderOf: ([, plural]) => genderOfPlural(plural!),
  },
];
