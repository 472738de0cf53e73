/** How one language says what is simple: alternatives of patterns, of the writer and of a third person. */
export interface Grammar {
  /** What supposes, plays or reports: nothing is learnt from such a sentence. */
  unsaid: RegExp;
  /** What stands straight before a verb and denies it. */
  not: string;
  /** What says that it was so once. */
  once: RegExp;
  and: string;
  articles: string;
  /** "I am called", "I live in" and the like, each in the first and the third person. */
  named: readonly [string, string];
  aged: readonly [string, string];
  lives: readonly [string, string];
  comes: readonly [string, string];
  is: readonly [string, string];
  works: readonly [string, string];
  worksAt: readonly [string, string];
  likes: readonly [string, string];
  dislikes: readonly [string, string];
  speaks: readonly [string, string];
  has: readonly [string, string];
  years: string;
  my: string;
  /** Endings and words of what people are by their work. */
  jobs: RegExp;
  kin: Record<string, string>;
}

const es: Grammar = {
  unsaid:
    /\b(?:si (?:yo )?(?!no\b)\p{L}+|imagina\p{L}*|ojalá|quisiera|dice|dicen|dijo|cree|creen|como si|traduce|quizás?|tal vez)\b/iu,
  not: "no|ya no|nunca",
  once: /\b(?:antes|de (?:niñ[oa]|joven)|cuando era)\b/iu,
  and: "y|e",
  articles: "el|la|los|las|un|una|al|del|mi|muy",
  named: ["me llamo|mi nombre es|puedes llamarme|llámame", "se llama|su nombre es"],
  aged: ["tengo|acabo de cumplir|cumplí", "tiene"],
  lives: [
    "vivo en|vivimos en|me mudé a|nos mudamos a|me he mudado a|estoy viviendo en|vivo ahora en",
    "vive en|viven en|se mudó a",
  ],
  comes: ["soy de|vengo de|nací en|crecí en|me crié en", "es de|viene de|nació en"],
  is: ["soy|yo soy", "es"],
  works: ["trabajo como|trabajo de", "trabaja como|trabaja de"],
  worksAt: ["trabajo en|trabajo para", "trabaja en|trabaja para"],
  likes: [
    "me gustan?(?: mucho| muchísimo)?|me encantan?|adoro|amo|me flipan?|me chiflan?",
    "le gustan?|le encantan?|adora|ama",
  ],
  dislikes: [
    "odio|detesto|no soporto|no aguanto|aborrezco|me dan? asco",
    "odia|detesta|no soporta",
  ],
  speaks: ["hablo|aprendo|estoy aprendiendo|estudio", "habla"],
  has: ["tengo|tenemos", "tiene"],
  years: "años",
  my: "mi|mis|nuestr[oa]",
  jobs: /^(?:\p{L}+(?:er[oa]|ista|[dt]or|[dt]ora|ólog[oa]|ógraf[oa]|iatra|nauta)|médic[oa]|abogad[oa]|chef|enfermer[oa]|estudiante|cantante|ayudante|piloto|jubilad[oa]|maestr[oa]|arquitect[oa]|músic[oa]|técnic[oa]|mecánic[oa]|secretari[oa]|veterinari[oa]|emplead[oa]|funcionari[oa]|soldado|policía|guía|comerciante|químic[oa]|físic[oa]|psicólog[oa]|gerente|becari[oa])$/iu,
  kin: {
    partner: "esposa|esposo|marido|mujer|novia|novio|pareja",
    child: "hij[oa]",
    sibling: "herman[oa]",
    parent: "madre|padre|mamá|papá",
    friend: "amig[oa]|mejor amig[oa]",
    pet: "perr[oa]|gat[oa]|conejo|loro|caballo|hámster|tortuga",
    prima: "prima",
    primo: "primo",
    abuela: "abuela",
    abuelo: "abuelo",
    tía: "tía",
    tío: "tío",
    vecina: "vecina",
    vecino: "vecino",
    jefe: "jefe",
    jefa: "jefa",
  },
};

const pt: Grammar = {
  unsaid:
    /\b(?:se (?:eu )?\p{L}+(?:sse|asse|esse|isse|r)\b|se eu|imagin[ae]\p{L}*|quem dera|oxalá|tomara|diz|dizem|disse|acha|acham|como se|traduz\p{L}*|talvez)\b/iu,
  not: "não|nao|já não|nunca",
  once: /\b(?:antes|quando (?:eu )?era|antigamente)\b/iu,
  and: "e",
  articles: "o|a|os|as|um|uma|de|do|da|dos|das|meu|minha|muito",
  named: [
    "me chamo|chamo-me|meu nome é|o meu nome é|pode me chamar de|me chame de",
    "se chama|chama-se|o nome (?:dele|dela) é",
  ],
  aged: ["tenho|fiz|acabei de fazer", "tem|fez"],
  lives: [
    "moro em|moro no|moro na|vivo em|vivo no|vivo na|moramos em|vivemos em|me mudei para|mudei-me para|mudei para",
    "mora em|mora no|mora na|vive em|moram em|mudou-se para|se mudou para",
  ],
  comes: [
    "sou de|sou do|sou da|venho de|nasci em|nasci no|cresci em",
    "é de|é do|é da|vem de|nasceu em",
  ],
  is: ["sou|eu sou", "é"],
  works: ["trabalho como|trabalho de", "trabalha como"],
  worksAt: [
    "trabalho no|trabalho na|trabalho em|trabalho para",
    "trabalha no|trabalha na|trabalha em",
  ],
  likes: [
    "gosto(?: muito| bastante)? d[eoa]s?|adoro|amo|curto",
    "gosta(?: muito)? d[eoa]s?|adora|ama",
  ],
  dislikes: [
    "odeio|detesto|não suporto|não gosto(?: nada)? d[eoa]s?",
    "odeia|detesta|não gosta d[eoa]s?",
  ],
  speaks: ["falo|estou aprendendo|estou a aprender|aprendo", "fala"],
  has: ["tenho|temos", "tem"],
  years: "anos",
  my: "(?:[oa] )?(?:meu|minha|nosso|nossa)",
  jobs: /^(?:\p{L}+(?:eir[oa]|ista|[dt]or|[dt]ora|sor|sora|ólog[oa]|ógraf[oa]|iatra)|médic[oa]|advogad[oa]|chef|enfermeir[oa]|estudante|cantora?|piloto|aposentad[oa]|arquitet[oa]|músic[oa]|técnic[oa]|mecânic[oa]|secretári[oa]|veterinári[oa]|funcionári[oa]|soldado|policial|guia|gerente|comerciante|químic[oa]|estagiári[oa])$/iu,
  kin: {
    partner: "esposa|esposo|marido|mulher|namorad[oa]|parceir[oa]",
    child: "filh[oa]",
    sibling: "irmã|irmão",
    parent: "mãe|pai|mamãe|papai",
    friend: "amig[oa]|melhor amig[oa]",
    pet: "cachorr[oa]|cão|cadela|gat[oa]|coelho|papagaio|cavalo|hamster",
    prima: "prima",
    primo: "primo",
    avó: "avó",
    avô: "avô",
    tia: "tia",
    tio: "tio",
    vizinha: "vizinha",
    vizinho: "vizinho",
    chefe: "chefe",
  },
};

const de: Grammar = {
  unsaid:
    /\b(?:wenn|falls|stell dir vor|angenommen|würde|wäre|hätte|sagt|sagen|sagte|meint|denkt|glaubt|als ob|übersetz\p{L}*|vielleicht)\b/iu,
  not: "nicht|kein|keine|keinen|nie",
  once: /\b(?:früher|damals|als kind)\b/iu,
  and: "und",
  articles: "der|die|das|den|dem|ein|eine|einen|mein|meine|meinen|am",
  named: [
    "(?:ich )?heiße|(?:ich )?heisse|mein name ist|nenn mich|man nennt mich|ich bin (?:der|die)",
    "heißt|heisst|(?:sein|ihr) name ist",
  ],
  aged: ["(?:ich )?bin|ich werde(?= .*\\bheute)|ich bin gerade", "ist"],
  lives: [
    "(?:ich |wir )?(?:wohnen?|leben?)(?: (?:jetzt|seit \\p{L}+(?: \\p{L}+)?|zurzeit|gerade|aktuell))* in|(?:ich bin|wir sind) (?:jetzt |vor kurzem |gerade |letztes jahr )?nach",
    "(?:wohnt|lebt|wohnen|leben)(?: jetzt| seit \\p{L}+)? in",
  ],
  comes: [
    "(?:ich )?(?:komme|stamme)(?: ursprünglich| eigentlich)? aus|(?:ich )?bin in(?= \\p{L}+ (?:geboren|aufgewachsen))|ich bin aus",
    "(?:kommt|stammt)(?: ursprünglich)? aus|ist aus",
  ],
  is: ["(?:ich )?bin(?: von beruf)?", "ist"],
  works: ["(?:ich )?arbeite(?: (?:jetzt|gerade|seit \\p{L}+))? als", "arbeitet als"],
  worksAt: [
    "(?:ich )?arbeite (?:bei|beim|bei der|für|im|in der|in einer|in einem)",
    "arbeitet (?:bei|beim|bei der|für|im|in der|in einer)",
  ],
  likes: [
    "(?:ich )?(?:mag|liebe)(?: (?:sehr|total|echt|wirklich))?|ich stehe? (?:total )?auf",
    "(?:mag|liebt)",
  ],
  dislikes: [
    "(?:ich )?hasse|(?:ich )?mag (?:kein(?:en|e)?|nicht)|ich verabscheue|ich kann (?=.* nicht (?:leiden|ausstehen))",
    "hasst|mag keinen?|mag keine",
  ],
  speaks: ["(?:ich )?(?:spreche|lerne)(?: (?:gerade|fließend|auch))?", "spricht|lernt"],
  has: ["(?:ich )?(?:habe|hab)|wir haben", "hat"],
  years: "jahre(?: alt)?",
  my: "meine?|unsere?",
  jobs: /^(?:\p{Lu}\p{L}*(?:er|erin|ler|lerin|ist|istin|eur|eurin|or|orin|ent|entin|ent|loge|login|graf|grafin|ant|antin)|\p{Lu}?\p{L}*(?:arzt|ärztin|koch|köchin|anwalt|anwältin|kraft|frau|mann|wirt|wirtin|hebamme|beamter|beamtin|azubi|student|studentin|pflegerin|pfleger|schwester|ingenieur|rentner|hilfe|chef))$/u,
  kin: {
    partner: "Frau|Mann|Ehefrau|Ehemann|Freundin|Partner|Partnerin|Verlobte[r]?",
    child: "Sohn|Tochter|Kind",
    sibling: "Bruder|Schwester|Zwillingsbruder|Zwillingsschwester",
    parent: "Mutter|Vater|Mama|Papa",
    friend: "Freund|beste Freundin|bester Freund|Kumpel",
    pet: "Hund|Hündin|Katze|Kater|Hase|Kaninchen|Pferd|Papagei|Hamster|Wellensittich|Meerschweinchen",
    Cousin: "Cousin",
    Cousine: "Cousine",
    Oma: "Oma",
    Opa: "Opa",
    Tante: "Tante",
    Onkel: "Onkel",
    Nachbarin: "Nachbarin",
    Nachbar: "Nachbar",
    Chef: "Chef",
    Chefin: "Chefin",
    Mitbewohnerin: "Mitbewohnerin",
    Mitbewohner: "Mitbewohner",
  },
};

const fr: Grammar = {
  unsaid:
    /(?:\b(?:si (?:j'|je|on|nous)|imagine\p{L}*|supposons|dit|disent|disait|comme si|croit|croient|pense|pensent|peut-être|traduis\p{L}*)(?![\p{L}])|\bs'il)/iu,
  not: "ne|n'|pas|jamais",
  once: /\b(?:avant|autrefois|quand j'étais)\b/iu,
  and: "et",
  articles: "le|la|les|un|une|des|du|mon|ma|mes|très|l'",
  named: [
    "je m'appelle|moi c'est|mon (?:pré)?nom (?:est|c'est)|appelle-moi|tu peux m'appeler",
    "s'appelle|son nom est",
  ],
  aged: ["j'ai|je viens d'avoir", "a"],
  lives: [
    "j'habite(?: maintenant)?(?: (?:à|en|au|aux|dans))|je vis(?: maintenant)? (?:à|en|au)|on habite (?:à|en|au)|nous habitons (?:à|en|au)|j'ai déménagé (?:à|en|au)|je me suis installée? (?:à|en|au)",
    "habite (?:à|en|au)|vit (?:à|en|au)|habitent (?:à|en|au)",
  ],
  comes: [
    "je viens (?:de|du|d')|je suis (?:de|originaire (?:de|du|d'))|je suis née? (?:à|en|au)|j'ai grandi (?:à|en|au)",
    "vient (?:de|du|d')|est (?:de|originaire de)|est née? (?:à|en)",
  ],
  is: ["je suis|chuis|j'suis", "est"],
  works: ["je travaille comme|je bosse comme|je travaille en tant que?", "travaille comme"],
  worksAt: [
    "je travaille (?:à|au|chez|pour|dans)|je bosse (?:à|au|chez|pour)",
    "travaille (?:à|au|chez|pour)",
  ],
  likes: [
    "j'aime(?: (?:bien|beaucoup|trop|vraiment))?|j'adore|je kiffe",
    "aime(?: (?:bien|beaucoup))?|adore",
  ],
  dislikes: [
    "je déteste|je hais|j'ai horreur (?:de|du|des)|(?:je )?n'aime pas(?: (?:trop|beaucoup|du tout))?|j'aime pas(?: (?:trop|beaucoup|du tout))?|je ne supporte pas|je supporte pas",
    "déteste|n'aime pas",
  ],
  speaks: ["je parle|j'apprends", "parle"],
  has: ["j'ai|nous avons|on a", "a"],
  years: "ans",
  my: "mon|ma|notre",
  jobs: /^(?:\p{L}+(?:ier|ière|eur|euse|iste|icien|icienne|ologue|ographe|atrice|teur|trice)|médecin|avocate?|chef|étudiante?|pilote|retraitée?|architecte|musicienne?|mécanicienne?|secrétaire|vétérinaire|prof|professeure?|policière?|guide|commerçante?|chimiste|sage-femme|cadre|stagiaire|interne|gérante?|assistante?|avocat|notaire|maçon|comptable)$/iu,
  kin: {
    partner: "femme|mari|copine|copain|conjointe?|compagnon|compagne|fiancée?",
    child: "fils|fille",
    sibling: "sœur|soeur|frère",
    parent: "mère|père|maman|papa",
    friend: "amie?|meilleure? amie?|pote",
    pet: "chien|chienne|chat|chatte|lapin|cheval|perroquet|hamster|tortue",
    cousin: "cousin",
    cousine: "cousine",
    "grand-mère": "grand-mère",
    "grand-père": "grand-père",
    tante: "tante",
    oncle: "oncle",
    voisine: "voisine",
    voisin: "voisin",
    patron: "patron",
    colocataire: "colocataire",
  },
};

export const grammars = { es, pt, de, fr };
