import { countries as codes } from "#api/me/countries.ts";
import { takeName } from "./names.ts";

/** What people call countries besides the names in the tables of the platform. */
const alsoCountries =
  "uk,the uk,usa,the usa,us,the us,the states,the united states,america,the united kingdom,great britain,britain,england,scotland,wales,northern ireland,holland,the netherlands,czech republic,the czech republic,czechia,korea,south korea,north korea,turkey,türkiye,russia,syria,iran,vietnam,laos,bolivia,venezuela,tanzania,moldova,macedonia,ivory coast,the philippines,the bahamas,the gambia,burma,congo,the congo,bosnia,herzegovina,trinidad,the emirates,the uae,uae,palestine,kurdistan,taiwan,estados unidos,eeuu,ee uu,inglaterra,holanda,die schweiz,schweiz,die niederlande,holland,england,amerika,großbritannien,les états-unis,angleterre,pays-bas,états-unis,os estados unidos,eua,corea del sur,coreia do sul".split(
    ",",
  );

let countries: Set<string> | undefined;

/** The names of countries in the languages that are read, from the platform's own tables. */
function countryNames(): Set<string> {
  if (countries) return countries;
  const names = ["en", "es", "de", "fr", "pt"].flatMap((language) => {
    const tables = new Intl.DisplayNames([language], { type: "region", fallback: "none" });
    return [...codes].flatMap((code) => tables.of(code)?.toLowerCase() ?? []);
  });
  countries = new Set([...names, ...alsoCountries]);
  // A state and a city bear these names, too: said alone they may be either.
  for (const name of ["georgia", "monaco"]) countries.delete(name);
  return countries;
}

/** Whether a place is called a country. */
export const isCountry = (name: string): boolean => {
  const plain = name.toLowerCase();
  return countryNames().has(plain) || countryNames().has(plain.replace(/^the /u, ""));
};

/** What one can be in without living there. */
const noPlaces =
  /^(?:a|an|the|my|your|his|her|our|their|this|that|these|those|it|fear|peace|denial|hope|chaos|constant|poverty|sin|pain|terror|silence|harmony|love|luxury|exile|hell|heaven|bed|pajamas|pyjamas|sweatpants|hoodies|jeans|town|space|me|him|them|one|two|three|four|general|particular|different|separate|total|student|university|college|temporary|shared|rented|sweats|squalor|solitude|isolation|darkness|fantasy|dread|limbo|between|front|here|there|case|fact|person|public|private|agony|uncertainty|another|some|many|several|what|where)$/iu;

const capitalPlace =
  /^(?:(?:the|The|El|La|Le|Los|Las|San|São|Santa|St\.?|Saint|Den|Rio|Bad|Sankt|New|North|South|East|West|Upper|Lower|Port|Fort|Mount|Cape) )*\p{Lu}[\p{L}\p{M}]*(?:['-]\p{L}[\p{L}\p{M}]*)*(?:(?: (?:de|da|do|del|di|la|am|an der|on|upon|sur|of|und|y))* \p{Lu}[\p{L}\p{M}]+(?:['-]\p{L}[\p{L}\p{M}]*)*){0,2}/u;

/** Nouns that make of a name something else than a town: "Baker Street", "Oslo time". */
const notTowns = /\b(?:Street|Avenue|Road|Airport|University|College|School|Hospital|time|style)$/u;

/** The place at the beginning of a text; in lower case only where somebody writes all so. */
export function takePlace(text: string, allowsLower: boolean): string | undefined {
  const capital = capitalPlace.exec(text)?.[0].replace(/'s$/u, "");
  if (capital !== undefined) {
    const named = takeName(capital.replace(/^the /iu, ""));
    const follows = text.slice(capital.length);
    const isPart =
      /^(?:'s\b| (?:time|team|style|street|university|airport|days|fans?|food|accent)\b)/iu.test(
        follows,
      );
    if (isPart || notTowns.test(capital)) return undefined;
    if (isCountry(capital)) return capital;
    return named === undefined && !isCountry(capital) ? undefined : capital;
  }
  if (!allowsLower) return undefined;
  const lower =
    /^((?:the |new |san |los |las |st\.? |saint |south |north |el |la |buenos |rio de |sao |são |cape |kuala |tel |ho chi |hong )*\p{Ll}[\p{L}'-]{2,}(?: city)?)(?=\s*(?:$|[.,!;)…(–-]|\s(?:and|but|now|with|for|since|so|because|where|right now|at the moment|these days|lol|btw|though|currently|last|this|in|on|when)\b))/u.exec(
      text,
    )?.[1];
  if (lower === undefined || noPlaces.test(lower.split(" ")[0]!)) {
    return lower !== undefined && isCountry(lower) ? lower : undefined;
  }
  return lower;
}

/** Languages by their codes; the platform knows what they are called. */
const languageCodes =
  "af am ar az be bg bn br bs ca ceb co cs cy da de el en eo es et eu fa fi fil fo fr fy ga gd gl gn gu ha haw he hi hr ht hu hy id ig is it ja jv ka kk km kn ko ku ky la lb lo lt lv mg mi mk ml mn mr ms mt my nb ne nl nn no ny or pa pl ps pt qu rm ro ru rw sa sd si sk sl sm sn so sq sr st su sv sw ta te tg th ti tk tl tn tr tt ug uk ur uz vi wo xh yi yo yue zh zu".split(
    " ",
  );
const alsoLanguages =
  "mandarin,cantonese,farsi,flemish,tagalog,sign language,asl,bsl,british sign language,american sign language,scots,swiss german,urdu,creole,punjabi,hokkien,taiwanese,valencian,gaelic,sicilian,bavarian,latin,klingon,esperanto,català,castellano,catalan,breton,cornish,brasileiro,hochdeutsch,plattdeutsch,norwegian,serbo-croatian,moroccan,darija,braille,manx,frisian,romani,tamazight,berber,kurdish,dari".split(
    ",",
  );

let languages: Set<string> | undefined;

/** Whether a word is the name of a language, in a language that is read. */
export function isLanguage(word: string): boolean {
  languages ??= new Set([
    ...["en", "es", "de", "fr", "pt"].flatMap((language) => {
      const tables = new Intl.DisplayNames([language], { type: "language", fallback: "none" });
      return languageCodes.flatMap((code) => tables.of(code)?.toLowerCase() ?? []);
    }),
    ...alsoLanguages,
  ]);
  const plain = word.toLowerCase().trim();
  return languages.has(plain) || languages.has(plain.replace(/^(?:das|el|le|o) /u, ""));
}
