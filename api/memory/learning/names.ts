/** Words that begin with a capital and are nobody's name: days, peoples, signs, greetings. */
const notNames = new Set(
  (
    "I I'm Im I've Ive I'd I'll Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March July September October November December " +
    "Christmas Easter Halloween Hanukkah Diwali Ramadan English French German Spanish Italian Dutch Polish Russian Chinese Japanese Korean Arabic Turkish Greek Hindi Irish Scottish Welsh British American Canadian Australian Indian Mexican Brazilian Portuguese Swedish Norwegian Danish Finnish Swiss Austrian Belgian Czech Hungarian Romanian Ukrainian African Asian European Latino Latina Jewish Muslim Christian Catholic Hindu Buddhist Black White Gay Bi Trans " +
    "The A An And But So If My Our His Her Their Your He She It We They You This That What Who When Where Why How Not No Yes Ok Okay Well Hi Hello Hey Sorry Thanks Please God Jesus Christ Dr Mr Mrs Ms LOL OMG TBH AI Internet Google Netflix Sarah Xhash Too Just Also Now Then Mum Mom Dad Mama Papa Santa Batman Superman Spiderman Dracula Taxi Crazy Bob's"
  ).split(" "),
);

/** What is said of oneself after "I'm" with a capital, and is no name there: signs, months, roles. */
const traits =
  /^(?:Aries|Taurus|Gemini|Cancer|Leo|Virgo|Libra|Scorpio|Sagittarius|Capricorn|Aquarius|Pisces|April|May|June|August|Gen|Team|Type|Slavic|Nordic|Hispanic|Arab|Kurdish|Thai|Filipino|Filipina|Greek|Turk|Swede|Dane|Finn|Pole|Scot|Brit|Aussie|Kiwi|Yank|Protestant|Orthodox|Sikh|Agnostic|Atheist|Republican|Democrat|Caucasian|Deaf|Autistic|Pagan|Basque|Catalan|Welsh|ADHD|OCD|INFP|INFJ|INTJ|INTP|ENFP|ENFJ|ENTP|ENTJ|ISTJ|ISFJ|ISTP|ISFP|ESTJ|ESFJ|ESTP|ESFP|[A-Z]{2,4}|\p{L}+(?:ish|ese|ian|ean))$/u;

/** Whether a word with a capital after "I'm" could be how somebody is called. */
export const couldIntroduce = (word: string): boolean => couldBeName(word) && !traits.test(word);

/** Lower-case words that never are a name, where one would stand. */
const notNamesBelow =
  /^(?:a|an|the|my|your|his|her|our|their|not|so|very|really|just|later|back|back later|old|out|crazy|maybe|when|if|whatever|anything|something|nothing|it|that|this|him|them|me|you|us|mud|test|up|on|in|at|for|to|and|or|but|dad|mum|mom|baby|babe|honey|sweetheart|darling|names|now|again|today|tonight|tomorrow|names|too|what|who|going|being|having|boring|weird|ridiculous|unstoppable|stupid|cute|lazy|always|never|still|getting|doing|here|there|nice|long|short|spelled|written|pronounced|common|rare|hard|easy|also|like|after|unisex|changed|secret|private|important|known|called|different|irrelevant|mine|none|unknown|pretty|kind|no|yes)$/iu;

const particle = String.raw`(?:de|da|do|dos|del|della|di|van|von|der|den|la|le|al|bin|ibn|el|ter|y|O'|Mc|Mac)`;
const namePattern = new RegExp(
  String.raw`^\p{Lu}[\p{L}\p{M}]*(?:['-]\p{L}[\p{L}\p{M}]*)*\.?(?:(?: ${particle})*[ -]\p{Lu}[\p{L}\p{M}]+(?:['-]\p{L}[\p{L}\p{M}]*)*){0,3}`,
  "u",
);

/** Whether a word could be a name as it is written. */
export const couldBeName = (word: string): boolean =>
  /^\p{Lu}\p{L}/u.test(word) && !notNames.has(word.replace(/'s$/u, ""));

/**
 * The name at the beginning of a text: words with capitals; where `allowsLower`, else one plain word
 * with nothing after it that would make it a part of a sentence.
 */
export function takeName(text: string, allowsLower = false): string | undefined {
  const capital = namePattern.exec(text)?.[0].replace(/(?:'s|\.)$/u, "");
  if (capital !== undefined && couldBeName(capital.split(" ")[0]!)) {
    const words = capital.split(" ");
    const end = words.findIndex((word, i) => i > 0 && notNames.has(word));
    return words.slice(0, end === -1 ? words.length : end).join(" ");
  }
  if (!allowsLower) return undefined;
  const lower =
    /^(\p{Ll}[\p{L}'-]+)(?=\s*(?:$|[.,!;)…(]|\s(?:and|but|btw|lol|haha|by the way|since|for short|from now on|please|pls|now|with an?|instead|here|too|if)\b))/u.exec(
      text,
    )?.[1];
  return lower === undefined || notNamesBelow.test(lower) ? undefined : lower;
}

/** The names at the beginning of a text, one after the other: "Ada, Ben and Cleo". */
export function takeNames(text: string, allowsLower = false): string[] {
  const names: string[] = [];
  let rest = text;
  for (;;) {
    const name = takeName(rest, allowsLower);
    if (name === undefined) return names;
    names.push(name);
    const next = /^(?:'s)?(?: \([^)]*\))?\s*(?:,\s*(?:and |& )?|and |& |\+ )\s*/u.exec(
      rest.slice(name.length).trimStart(),
    );
    if (next === null) return names;
    rest = rest.slice(name.length).trimStart().slice(next[0].length);
  }
}
