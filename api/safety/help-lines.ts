/** Whom to turn to, as the contract's notices carry it. */
export interface HelpLine {
  readonly name: string;
  /** How to reach it: a number, and whether texts work. */
  readonly contact: string;
  readonly url: string;
  /** ISO 3166, or null where it is for everybody. */
  readonly country: string | null;
}

const line = (country: string, name: string, contact: string, url: string): HelpLine => ({
  name,
  contact,
  url,
  country,
});

/** Free of charge or at a local call's, run by a public body or a charity that is known for it. */
const lines: readonly HelpLine[] = [
  line("US", "988 Suicide & Crisis Lifeline", "Call or text 988", "https://988lifeline.org"),
  line("CA", "9-8-8 Suicide Crisis Helpline", "Call or text 988", "https://988.ca"),
  line("GB", "Samaritans", "116 123", "https://www.samaritans.org"),
  line("IE", "Samaritans", "116 123", "https://www.samaritans.org/ireland"),
  line("DE", "TelefonSeelsorge", "0800 111 0 111", "https://www.telefonseelsorge.de"),
  line("AT", "Telefonseelsorge", "142", "https://www.telefonseelsorge.at"),
  line("CH", "Die Dargebotene Hand", "143", "https://www.143.ch"),
  line("FR", "3114, numéro national de prévention du suicide", "3114", "https://3114.fr"),
  line("ES", "Línea 024", "024", "https://www.sanidad.gob.es/linea024/home.htm"),
  line("PT", "SNS 24", "808 24 24 24", "https://www.sns24.gov.pt"),
  line("BR", "Centro de Valorização da Vida", "188", "https://cvv.org.br"),
  line("IT", "Telefono Amico Italia", "02 2327 2327", "https://www.telefonoamico.it"),
  line("NL", "113 Zelfmoordpreventie", "113 or 0800 0113", "https://www.113.nl"),
  line("BE", "Zelfmoordlijn 1813", "1813", "https://www.zelfmoord1813.be"),
  line("BE", "Centre de Prévention du Suicide", "0800 32 123", "https://www.preventionsuicide.be"),
  line("PL", "Telefon zaufania 116 123", "116 123", "https://116sos.pl"),
  line("SE", "Mind Självmordslinjen", "90101", "https://mind.se"),
  line("NO", "Mental Helse", "116 123", "https://mentalhelse.no"),
  line("DK", "Livslinien", "70 201 201", "https://www.livslinien.dk"),
  line("FI", "MIELI Kriisipuhelin", "09 2525 0111", "https://mieli.fi"),
  line("AU", "Lifeline", "13 11 14", "https://www.lifeline.org.au"),
  line("NZ", "1737, Need to talk?", "Call or text 1737", "https://1737.org.nz"),
  line("IN", "Tele-MANAS", "14416", "https://telemanas.mohfw.gov.in"),
  line("SG", "Samaritans of Singapore", "1767", "https://www.sos.org.sg"),
  line("ZA", "SADAG Suicide Crisis Helpline", "0800 567 567", "https://www.sadag.org"),
  line("UA", "Lifeline Ukraine", "7333", "https://lifelineukraine.com"),
];

/** Knows the lines of more than a hundred countries. */
export const findAHelpline: HelpLine = {
  name: "Find A Helpline",
  contact: "https://findahelpline.com",
  url: "https://findahelpline.com",
  country: null,
};

/** The number for danger to life, where it is not the European 112. */
const emergencyNumbers: Readonly<Record<string, string>> = {
  US: "911",
  CA: "911",
  MX: "911",
  GB: "999",
  AU: "000",
  NZ: "111",
  BR: "192",
  SG: "995",
  JP: "119",
  KR: "119",
};
const with112 = new Set(
  "AT BE BG CH CY CZ DE DK EE ES FI FR GR HR HU IE IN IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK UA ZA".split(
    " ",
  ),
);

/**
 * Where somebody in a country finds help, the nearest first and the international directory last.
 *
 * @param country ISO 3166, null where it is not known
 */
export function helpLinesFor(country: string | null): HelpLine[] {
  return [...lines.filter((one) => one.country === country), findAHelpline];
}

/** The emergency number of a country, undefined where it is not known. */
export function emergencyNumberOf(country: string | null): string | undefined {
  if (country === null) return undefined;
  return Object.hasOwn(emergencyNumbers, country)
    ? emergencyNumbers[country]
    : with112.has(country)
      ? "112"
      : undefined;
}
