import { languages } from "./foreign-languages.ts";
import { presupposed } from "./foreign-presupposed.ts";
import { phrases, sayings } from "./foreign-sayings.ts";
import type { FoundClaim } from "./introductions.ts";

/** Between article and noun: at most two words that join nothing. */
const adjectives = String.raw`(?:(?!(?:de|del|da|do|di|von|mit|in|auf|an|bei|avec|con|com|met|van|w|z|с|в|у|chez|dans|en|pour|para|für|voor|per|di|the|a|an|diese[rsmn]?|jene[rsmn]?|mein\p{L}*|dein\p{L}*|seine?\p{L}*|ihr\p{L}*|unser\p{L}*|eine[rsmn]?|des|der|dessen|deren|cette|ce|ces|sa|ma|ta|du|leur|notre|esa|esta|aquella|ese|este|mi|tu|su|questa|quella|mia|tua|sua|essa|minha|deze|die|mijn|zijn|haar|hun)\s)[\p{L}\p{N}-]+\s+){0,2}`;

/** Words that only weigh what is said: "soy solo una mujer", "ich bin auch nur ein Mann". */
const filling =
  "(?:(?:solo|sólo|también|tambien|todavía|ya|apenas|só|também|já|juste|aussi|vraiment|auch|nur|halt|eben|ja|doch|einfach|noch|schon|jetzt|anche|solo|solamente|pure|gewoon|ook|maar|nu|tylko|też|teraz|просто|тоже|уже|теперь|вже|теж|sadece|bara|också|nu|ahora|agora|maintenant|ora|adesso|übrigens|eigentlich|nämlich|wirklich|selbst|leider|selber|además|realmente|orgullosamente|d'ailleurs|quand même|également|trouwens|eigenlijk|wel|davvero|proprio|comunque|realmente|mesmo|orgulhosamente|przecież|zresztą|кстати|вообще|до речі|faktiskt|seit \\S+ (?:tagen|wochen|monaten|jahren)|seit (?:heute|gestern|kurzem|gestern)|bald|endlich|gerade|wieder|por fin|enfin|finalmente)\\s+){0,2}";
const parental =
  "(?:kleine[rs]?|junge[rs]?|alleinerziehende[rs]?|einzige[rs]?|alleenstaande|single|samotn\\p{L}+|joven|jeune|giovane|jovem|jonge|młoda|młody|única|único)";

/** One word between "als" and the noun, if it does not give it to somebody: "als meine Frau kam". */
const describing = `(?:${parental}\\s+|(?!(?:mein|dein|sein|ihr|unser|euer|mijn|jouw|je|zijn|haar|mi|mis|tu|su|sus|minha|meu|sua|seu|ma|mon|ta|ton|sa|son|mia|mio|tua|tuo|sua|suo|moja|mój|twoja|min|din|es|er|sie|ich|die|der|das)[a-ząę]{0,2}\\s)[\\p{L}-]{4,}e[rsnm]?\\s+)?`;

const compiled = languages.map((language) => {
  const introduced = `(?:${language.iAm})\\s+${filling}(?:(?:${language.articles})\\s*)?${adjectives}`;
  const direct = `(?:${language.iAm})\\s+${filling}(?:(?:${language.articles})\\s+)?(?:${parental}\\s+)?`;
  const as =
    language.as === undefined
      ? "(?!)"
      : `(?:${language.as})\\s*(?:(?:${language.articles})\\s+)?${describing}`;
  const edge = String.raw`(?<![\p{L}\p{N}])`;
  const end = String.raw`(?![\p{L}\p{N}'])`;
  const withArticle = `(?:${language.iAm})\\s+${filling}(?:${language.articles})\\s*${adjectives}`;
  const pattern = (nouns: string, lead: string) =>
    new RegExp(`${edge}(?:${lead})(?:${nouns})${end}`, "giu");
  return {
    unsaid: new RegExp(`${edge}(?:${language.unsaid})${end}`, "iu"),
    patterns: [
      ...(["male", "female"] as const).flatMap((gender) => [
        { gender, isAs: false, pattern: pattern(language[gender], `${withArticle}|${direct}`) },
        { gender, isAs: true, pattern: pattern(language[gender], as) },
      ]),
      ...[introduced, as].map((lead) => ({
        gender: "nonbinary" as const,
        isAs: false,
        pattern: pattern(language.nonbinary, lead),
      })),
    ],
  };
});

const unsaidAnywhere =
  /(?<!\p{L})(?:no|não|ne|pas|nicht|kein\p{L}*|non|niet|geen|nie|не|ні|değil|inte|si|se|sen|siz|wenn|ob|als ob|gdyby|если|якщо|eğer|imagin\p{L}*|stell dir|dice|dijo|diz|disse|dit|sagt\p{L}*|zegt|mówi|говорит|mi (?:madre|padre|hermano|hermana|marido|mujer)|mein\p{L}* (?:vater|mutter|bruder|schwester|mann|frau)|mon (?:père|frère|mari)|ma (?:mère|sœur|femme)|(?:minha|meu) (?:mãe|pai|irmão|irmã|marido|mulher)|mi[ao] (?:madre|padre|fratello|sorella))(?!\p{L})/iu;

/** The genders that a sentence states in another language than English. */
export function readForeignGenderClaim(sentence: string): FoundClaim[] {
  const stated = compiled.flatMap(({ unsaid, patterns }) =>
    patterns.flatMap(({ gender, isAs, pattern }) =>
      matchesOf(sentence, pattern, unsaid, isAs).map((evidence) => toClaim(gender, evidence)),
    ),
  );
  const whole = [...phrases, ...sayings, ...presupposed].flatMap(([pattern, gender]) => {
    const match = pattern.exec(sentence);
    return match && !unsaidAnywhere.test(sentence.slice(0, match.index))
      ? [toClaim(gender, match[0].trim())]
      : [];
  });
  return [...stated, ...whole];
}

const toClaim = (gender: FoundClaim["gender"], evidence: string): FoundClaim => ({
  gender,
  evidence,
  confidence: 0.93,
});

function matchesOf(sentence: string, pattern: RegExp, unsaid: RegExp, isAs: boolean): string[] {
  return [...sentence.matchAll(pattern)]
    .filter((match) => {
      if (
        /:\s*$/.test(sentence.slice(0, match.index)) &&
        unsaidAnywhere.test(sentence.slice(0, match.index))
      )
        return false;
      const before = sentence
        .slice(0, match.index)
        .split(/[,;:.]/)
        .at(-1)!;
      const after = sentence.slice(match.index + match[0].length);
      const isEither = /^\s+(?:o|ou|oder|of|czy|или|або|eller|veya)\s/iu.test(after);
      if (supposed.test(sentence.slice(0, match.index))) return false;
      if (
        isAs &&
        /^\s*,?\s*(?:mi|mein|meine|ma|mon|minha|meu|la mia|il mio|mijn|moja|mój|моя|мой)\s/iu.test(
          after,
        )
      )
        return false;
      const isWhen = isAs && /\s(?:der|die|das|de|het)\s/iu.test(match[0]);
      if (isWhen && !/^\s+(?:von|eine[rs]|meine[rs]|van)\s/iu.test(after)) return false;
      if (/^\s+los(?!\p{L})/iu.test(after) || saidByAnother.test(after)) return false;
      return !unsaid.test(before) && !isEither && (!isAs || isOwnAs(before, after));
    })
    .map((match) => match[0].trim());
}

/** "…, decía mi abuelo": what stands before is another's. */
const saidByAnother =
  /,\s*(?:dec[ií]a|dijo|dice|sagte?|meinte|dit|disait|disse|dizia|diz|zegt|zei|mówi|mówił|powiedział\p{L}*|говорит|говорил\p{L}*|сказал\p{L}*|diceva|ha detto|säger|sa)\s/iu;

const supposed =
  /(?<!\p{L})(?:imagin\p{L}*|imagínate|immagina|stell dir vor|angenommen|stel je voor|supon\p{L}*|suppose|wyobraź|представь|уяви|tänk dig|diyelim)(?!\p{L})/iu;
/** Of whom else "como madre" and "als Mann" may be said: of the companion, or of a third. */
const ofAnother =
  /(?<!\p{L})(?:tú|te|ti|tu|tus|usted|vos|você|vc|seu|sua|du|dich|dir|dein\p{L}*|ihr|sie|er|toi|ton|ta|tes|vous|elle|il|él|ella|ele|ela|lui|lei|jij|jou|jouw|hij|zij|ty|ci|tobie|on|ona|ты|тебе|тебя|он|она|sen|sana|o|du|dig|hon|han|opinas|piensas|crees|pensi|denkst|findest|bist|würdest|würde|meinst|penses|dirais|acha|pensa)(?!\p{L})|\?/iu;

/** "Als Frau finde ich…": of oneself, at the beginning of its clause. */
const isOwnAs = (before: string, after: string) =>
  before.trim().length < 12 &&
  after.trim() !== "" &&
  !ofAnother.test(before) &&
  !ofAnother.test(after);
