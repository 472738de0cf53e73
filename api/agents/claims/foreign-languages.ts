/** How one language says what one is. Adjectives may stand between article and noun. */
export interface Language {
  /** "I am" and "as", as alternatives of a pattern. */
  iAm: string;
  as?: string;
  articles: string;
  /** What denies, doubts or supposes when it stands in the same clause before it. */
  unsaid: string;
  male: string;
  female: string;
  nonbinary: string;
}

export const languages: Language[] = [
  {
    iAm: "(?:yo )?soy|tengo \\d\\d(?: años)? y soy|me (?:identifico|defino|considero) como",
    as: "como|siendo|al ser",
    articles: "una?|el|la|su|toda una|todo un",
    unsaid:
      "no|si|que si|imagina|imagínate|dice|dicen|dijo|como si|cree|creen|piensa|piensan|ojalá",
    male: "hombre|chico|tipo|tío|padre|papá|abuelo|hijo|hermano|marido|esposo|novio|varón|viudo|muchacho|señor|niño|chaval|chavo|pibe|caballero|amo de casa",
    female:
      "mujer|chica|tía|madre|mamá|abuela|hija|hermana|esposa|novia|viuda|muchacha|señora|niña|chavala|chava|piba|dama|ama de casa",
    nonbinary:
      "enby|nonbinary|non-binary|(?:persona )?no[ -]binari[aeo]|(?:de )?género fluido|agénero",
  },
  {
    iAm: "(?:eu )?sou|me identifico como",
    as: "como|enquanto|sendo|por ser",
    articles: "uma?|o|a",
    unsaid: "não|nao|se|que se|imagina|imagine|diz|dizem|disse|como se|acha|acham|pensa",
    male: "homem|rapaz|moço|cara|menino|pai|avô|filho|irmão|marido|esposo|namorado|viúvo|garoto|senhor",
    female:
      "mulher|rapariga|moça|menina|mãe|avó|filha|irmã|esposa|namorada|viúva|garota|senhora|dona de casa",
    nonbinary:
      "enby|nonbinary|non-binary|(?:pessoa )?n[ãa]o[ -]bin[áa]ri[aeo]|(?:de )?gênero fluido|agênero",
  },
  {
    iAm: "je suis|chuis?|j'suis|moi je suis|je m'identifie comme|je me définis comme",
    as: "en tant que |en tant qu'|comme |étant ",
    articles: "une?|le|la|l'|son|sa|leur",
    unsaid: "ne|si|que si|imagine|dit|disent|disait|comme si|croit|croient|pense|pensent|suis pas",
    male: "homme|mec|gars|garçon|père|papa|grand-père|papi|fils|frère|mari|copain|veuf|monsieur|type",
    female: "femme|fille|meuf|nana|mère|maman|grand-mère|mamie|sœur|soeur|épouse|copine|veuve|dame",
    nonbinary: "enby|nonbinary|non-binary|(?:personne )?non[ -]binaire|agenre|genderfluid",
  },
  {
    iAm: "(?:ich )?bin(?: \\d\\d,?)?|ich bin|(?:ich )?(?:identifiziere|definiere|sehe) mich als",
    as: "als",
    articles: "eine?|'?ne?|nen|der|die|das|seine?|ihre?|deren",
    unsaid:
      "nicht|kein|keine|ob|wenn|wäre|stell dir vor|sagt|sagen|sagte|meint|denkt|denken|als ob|glaubt",
    male: "mann|junge|kerl|typ|vater|papa|opa|großvater|sohn|bruder|ehemann|bräutigam|witwer|männlich|herr|hausmann|bub|freund von",
    female:
      "frau|mädchen|mutter|mama|oma|großmutter|tochter|schwester|ehefrau|braut|witwe|weiblich|dame|hausfrau|freundin von",
    nonbinary: "(?:nicht|non)[ -]?binär\\p{L}*|non-?binary|agender|enby|genderfluid|divers",
  },
  {
    iAm: "(?:io )?sono|mi identifico come",
    as: "come|da|essendo",
    articles: "un[ao]?|il|la|lo|l'|un'|suo|sua",
    unsaid: "non|se|che se|immagina|dice|dicono|ha detto|come se|pensa|pensano|crede",
    male: "uomo|ragazzo|padre|papà|nonno|figlio|fratello|marito|fidanzato|vedovo|maschio|signore",
    female:
      "donna|ragazza|madre|mamma|nonna|figlia|sorella|moglie|fidanzata|vedova|femmina|signora",
    nonbinary: "(?:persona )?non[ -]binari[aoe*ə]|agender",
  },
  {
    iAm: "(?:ik )?ben|ik identificeer me als",
    as: "als",
    articles: "een|de|het|'n|zijn|haar|hun",
    unsaid: "niet|geen|of|als ik|stel|zegt|zeggen|zei|denkt|denken|alsof",
    male: "man|jongen|kerel|vent|vader|papa|opa|zoon|broer|echtgenoot|weduwnaar|vriend van",
    female: "vrouw|meisje|meid|moeder|mama|oma|dochter|zus|echtgenote|weduwe|vriendin van",
    nonbinary: "non-?binaire?|genderfluïde",
  },
  {
    iAm: "(?:ja )?jestem",
    as: "jako",
    articles: "tą|tym|[\\p{L}]+(?:ą|ym|im)",
    unsaid: "nie|czy|gdyby|jeśli|wyobraź|mówi|mówią|powiedział|powiedziała|myśli|myślą",
    male: "facetem|mężczyzną|chłopakiem|chłopcem|ojcem|tatą|dziadkiem|synem|bratem|mężem|wdowcem|kolesiem|facet|mężczyzna|ojciec|chłopak|tata|dziadek|brat|syn",
    female:
      "kobietą|dziewczyną|dziewczynką|matką|mamą|babcią|córką|siostrą|żoną|wdową|laską|kobieta|matka|mama|dziewczyna|babcia|siostra|córka",
    nonbinary: "(?:osob[ąaę] )?niebinarn[ąyae]",
  },
  {
    iAm: "я(?:\\s*[-—–])?",
    as: "как",
    articles: "[\\p{L}]+(?:ая|яя|ый|ий|ой)",
    unsaid: "не|если|ли|бы|представь|говорит|говорят|сказал|сказала|думает|думают|что",
    male: "мужчина|мужик|парень|мальчик|отец|папа|дед|дедушка|сын|брат|муж|вдовец",
    female: "женщина|девушка|девочка|мать|мама|бабушка|дочь|сестра|жена|вдова",
    nonbinary: "небинарн(?:ая|ый|ое)(?: (?:персона|человек))?",
  },
  {
    iAm: "я(?:\\s*[-—–])?",
    as: "як",
    articles: "[\\p{L}]+(?:а|я|ий|ій)",
    unsaid: "не|якщо|якби|чи|би|уяви|каже|кажуть|сказав|сказала|думає|думають|що",
    male: "чоловік|мужик|хлопець|хлопчик|батько|тато|дід|дідусь|син|брат|вдівець",
    female: "жінка|дівчина|дівчинка|мати|мама|бабуся|дочка|сестра|дружина|вдова",
    nonbinary: "небінарн(?:а|ий)(?: (?:персона|людина))?",
  },
  {
    iAm: "ben|ben de|ben (?:\\p{L}+ )?(?=bir )",
    articles: "bir",
    unsaid: "değil|olsam|eğer|sanki|diyor|dedi|sanıyor",
    male: "erkeğim|adamım|babayım|oğluyum|kocasıyım|dedeyim",
    female: "kadınım|kızım|anneyim|kızıyım|karısıyım|nineyim|babaanneyim|anneanneyim",
    nonbinary: "non-?binary(?:'?[yi]im)?|ikili olmayan",
  },
  {
    iAm: "jag är",
    as: "som",
    articles: "en|ett",
    unsaid: "inte|ingen|om|tänk|säger|sa|tror|som om",
    male: "man|kille|pojke|pappa|far|farfar|morfar|son|bror|make|änkling",
    female: "kvinna|tjej|flicka|mamma|mor|farmor|mormor|dotter|syster|fru|änka",
    nonbinary: "icke-?binär",
  },
];
