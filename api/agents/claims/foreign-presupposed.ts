import type { Gender } from "./gendered-words.ts";

const ties = {
  male: "hombre|padre|papá|marido|esposo|hijo|hermano|novio|abuelo|tío|mann|vater|papa|ehemann|sohn|bruder|opa|onkel|homme|père|mari|fils|frère|homem|pai|filho|irmão|namorado|avô",
  female:
    "mujer|madre|mamá|esposa|hija|hermana|novia|abuela|tía|frau|mutter|mama|ehefrau|tochter|schwester|oma|tante|femme|mère|maman|fille|sœur|mulher|mãe|filha|irmã|namorada|avó",
} as const;
const children = {
  male: "niño|chico|junge|bub|sohn|garçon|gamin|menino|garoto|rapaz",
  female: "niña|chica|mädchen|tochter|fille|gamine|menina|garota",
} as const;

const edge = String.raw`(?<!\p{L})`;
const end = String.raw`(?!\p{L})`;
const one = "(?:un|una|eine?[rnm]?|une|um|uma)";
const judged =
  "(?:schlechte[rs]?|gute[rs]?|mauvaise?|bonne?|mala|mal|buena|buen|péssim[ao]|má|mau|boa|bom|terrible|horrible|schreckliche[rs]?)";
const better = "(?:bessere[rs]?|meilleure?|mejor|melhor)";
const wished = "(?:ich|je|j'|eu|quiero|quisiera|querría|ojalá|intento|trato de|quero|queria|tento)";

const of = (gender: "male" | "female"): [RegExp, Gender][] =>
  [
    // "Bin ich eine schlechte Mutter?", "¿Soy mal padre?"
    `(?:bin ich|war ich|suis-je|suis je|soy|fui|he sido|sou|serei) (?:${one} )?(?:so |tan |tão |si )?${judged} (?:${ties[gender]})`,
    // "ich wünschte, ich wäre ein besserer Vater", "quiero ser mejor madre"
    `${wished}${end}(?! (?:mi|mein\\p{L}*|mon|ma|meu|minha) ).{0,30}${edge}(?:ser|sein|wäre|werden|être|devenir|étais|fuera|fosse|volverme)${end}.{0,20}(?:${better} (?:${ties[gender]})|(?:${ties[gender]}) ${better})`,
    // "eine Frau wie ich", "un homme comme moi"
    `${one} (?:${ties[gender]}) (?:wie (?:ich|mich|mir)|como (?:yo|eu)|comme moi)`,
    // "ich war ein schüchterner Junge", "j'étais une petite fille timide"
    `(?:ich war|war ich|fui|yo era|j'étais|eu era|fui) (?:\\p{L}+ )?(?:${one}|der|die|das|la|le|el|a|o) (?:\\p{L}+ ){0,2}(?:${children[gender]})`,
    // "moi, femme de 50 ans", "yo, madre de dos"
    `(?:moi|yo|ich|eu), (?:${one} )?(?:\\p{L}+ )?(?:${ties[gender]})(?=,| de | von | d'| mit | com | con )`,
  ].map((pattern) => [new RegExp(`${edge}(?:${pattern})${end}`, "iu"), gender]);

/** What another language than English presupposes: "am I a bad mother", "a woman like me", "I was a shy boy". */
export const presupposed: readonly (readonly [RegExp, Gender])[] = [
  ...of("male"),
  ...of("female"),
  [
    /^\P{L}*(?:(?!mi|mein|dein|mon|ton|meu|seu|tu|el|le|der|ein|un|o)\p{L}+ )?(?:padre|papá|vater|papa|père|pai|mann|hombre|homme|homem)(?!\p{L}).{0,25}(?<!\p{L})(?:ici|hier|por aquí|aquí|por aqui|aqui)\P{L}*$/iu,
    "male",
  ],
  [
    /^\P{L}*(?:(?!mi|mein|dein|ma|ta|minha|sua|tu|la|die|eine|une|a)\p{L}+ )?(?:madre|mamá|mutter|mama|mère|maman|mãe|mamãe|frau|mujer|femme|mulher)(?!\p{L}).{0,25}(?<!\p{L})(?:ici|hier|por aquí|aquí|por aqui|aqui)\P{L}*$/iu,
    "female",
  ],
  [
    /(?<!\p{L})(?:ich|yo|je|eu|moi)\s*,?\s*\(\s*(?:\d\d,?\s*)?(?:männlich|hombre|homme|homem|m|h)(?:,?\s*\d\d)?\s*\)/iu,
    "male",
  ],
  [
    /(?<!\p{L})(?:ich|yo|je|eu|moi)\s*,?\s*\(\s*(?:\d\d,?\s*)?(?:weiblich|mujer|femme|mulher|w|f)(?:,?\s*\d\d)?\s*\)/iu,
    "female",
  ],
  [
    /(?<!\p{L})(?:mis pronombres|mes pronoms|meus pronomes|meine pronomen|pronomen|pronombres|pronoms|pronomes)(?: sind| son| sont| são)?:?\s+(?:they\/them|elle\b(?! y)|iel|elu|dey|xier|sier|en\/ens)(?!\p{L})|(?<!\p{L})(?:iel\/ellui|elu\/delu|dey\/deren)(?!\p{L})/iu,
    "nonbinary",
  ],
];
