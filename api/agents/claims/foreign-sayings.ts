import type { Gender } from "./gendered-words.ts";

/** Other ways to say it that only one language has: childhood, becoming, belonging, pronouns. */
export const sayings: [RegExp, Gender][] = [
  [
    /(?:^|[,.] )de (?:pequeño|niño|chico|chaval)(?!\p{L})|(?<!\p{L})cuando (?:yo )?era(?: un)? (?:pequeño|niño|chico|chaval)(?!\p{L})/iu,
    "male",
  ],
  [
    /(?:^|[,.] )de (?:pequeña|niña|chica)(?!\p{L})|(?<!\p{L})cuando (?:yo )?era(?: una)? (?:pequeña|niña|chica)(?!\p{L})/iu,
    "female",
  ],
  [
    /(?<!\p{L})(?:voy a ser|acabo de ser|(?:ya )?fui|me convertí en|seré) (?:papá|padre|abuelo|tío)(?!\p{L})/iu,
    "male",
  ],
  [
    /(?<!\p{L})(?:voy a ser|acabo de ser|(?:ya )?fui|me convertí en|seré) (?:mamá|madre|abuela|tía)(?!\p{L})/iu,
    "female",
  ],
  [
    /(?<!\p{L})(?:quando (?:eu )?era(?: um)?|vou ser|virei|acabei de ser) (?:menino|garoto|pai|avô|tio)(?!\p{L})/iu,
    "male",
  ],
  [
    /(?<!\p{L})(?:quando (?:eu )?era(?: uma)?|vou ser|virei|acabei de ser) (?:menina|garota|mãe|avó|tia)(?!\p{L})/iu,
    "female",
  ],
  [
    /(?<!\p{L})(?:quand j'étais|je suis devenu|je vais être|je viens d'être) (?:un )?(?:petit garçon|jeune homme|gamin|papa|père|grand-père|tonton)(?!\p{L})/iu,
    "male",
  ],
  [
    /(?<!\p{L})(?:quand j'étais|je suis devenue|je vais être|je viens d'être) (?:une )?(?:petite fille|petite|jeune fille|gamine|maman|mère|grand-mère|tata)(?!\p{L})/iu,
    "female",
  ],
  [
    /(?<!\p{L})als (?:ich )?(?:ein )?(?:kleiner )?junge(?: war|,? hab| wollte)|(?<!\p{L})(?:ich werde|ich bin|bin) (?:bald |endlich |gerade |jetzt |wieder )?(?:vater|papa|opa|onkel)(?: geworden)?(?!\p{L})/iu,
    "male",
  ],
  [
    /(?<!\p{L})als (?:ich )?(?:ein )?(?:kleines )?mädchen(?: war|,? hab| wollte)|(?<!\p{L})(?:ich werde|ich bin|bin) (?:bald |endlich |gerade |jetzt |wieder )?(?:mutter|mama|oma|tante)(?: geworden)?(?!\p{L})/iu,
    "female",
  ],
  [
    /(?<!\p{L})(?:da|quando ero(?: un)?) (?:bambino|ragazzino|piccolo)(?!\p{L})|(?<!\p{L})(?:sono diventato|divento|sto per diventare) (?:papà|padre|nonno|zio)(?!\p{L})/iu,
    "male",
  ],
  [
    /(?<!\p{L})(?:da|quando ero(?: una)?) (?:bambina|ragazzina|piccola)(?!\p{L})|(?<!\p{L})(?:sono diventata|divento|sto per diventare) (?:mamma|madre|nonna|zia)(?!\p{L})/iu,
    "female",
  ],
  [
    /(?<!\p{L})toen ik een (?:klein )?(?:jongetje|jongen) was|(?<!\p{L})ik word (?:vader|papa|opa|oom)(?!\p{L})/iu,
    "male",
  ],
  [
    /(?<!\p{L})toen ik een (?:klein )?(?:meisje) was|(?<!\p{L})ik word (?:moeder|mama|oma|tante)(?!\p{L})/iu,
    "female",
  ],
  [/(?<!\p{L})kiedy byłem (?:małym )?(?:chłopcem|chłopakiem)(?!\p{L})/iu, "male"],
  [/(?<!\p{L})kiedy byłam (?:małą )?(?:dziewczynką|dziewczyną)(?!\p{L})/iu, "female"],
  [
    /(?<!\p{L})когда я был (?:маленьким )?мальчиком(?!\p{L})|(?<!\p{L})я стал (?:отцом|папой|дедом)(?!\p{L})/iu,
    "male",
  ],
  [
    /(?<!\p{L})когда я была (?:маленькой )?девочкой(?!\p{L})|(?<!\p{L})я стала (?:мамой|матерью|бабушкой)(?!\p{L})/iu,
    "female",
  ],
  [
    /(?<!\p{L})bir (?:baba|erkek|adam) olarak(?!\p{L})|(?<!\p{L})(?:erkeğim|babasıyım|abisiyim|babayım)(?!\p{L})/iu,
    "male",
  ],
  [
    /(?<!\p{L})bir (?:anne|kadın|kız) olarak(?!\p{L})|(?<!\p{L})(?:kadınım|annesiyim|ablasıyım|anneyim)(?!\p{L})/iu,
    "female",
  ],
  [
    /(?<!\p{L})(?:nosotros los hombres|nós homens|nous les (?:hommes|mecs|gars)|(?:wir|uns) männer|(?:wir|uns) jungs|noi ragazzi|noi maschi|noi uomini|wij mannen|my mężczyźni|мы мужчины|vi män)(?!\p{L})/iu,
    "male",
  ],
  [
    /(?<!\p{L})(?:nosotras(?: las mujeres)?|nós mulheres|nous les (?:femmes|filles|meufs)|(?:wir|uns) frauen|(?:wir|uns) mädels|noi ragazze|noi donne|wij vrouwen|my kobiety|мы женщины|vi kvinnor)(?!\p{L})/iu,
    "female",
  ],
  [
    /(?<!\p{L})(?:mis pronombres son|meus pronomes são|mes pronoms sont|mon pronom(?: est|, c'est| c'est)|meine pronomen sind|i miei pronomi sono|mijn voornaamwoorden zijn|mina pronomen är) (?:él|ele|il|lui|er|hij|han)(?!\p{L})/iu,
    "male",
  ],
  [
    /(?<!\p{L})(?:mis pronombres son|meus pronomes são|mes pronoms sont|mon pronom(?: est|, c'est| c'est)|meine pronomen sind|i miei pronomi sono|mijn voornaamwoorden zijn|mina pronomen är) (?:ella|ela|elle(?! y)|lei|sie|zij|hon)(?!\p{L})/iu,
    "female",
  ],
  [
    /(?<!\p{L})(?:mis pronombres son elle|mon pronom(?: est|, c'est| c'est) iel|mes pronoms sont iel|meus pronomes são (?:elu|ile)|gebruik (?:maar )?(?:hen|die)\/(?:hun|diens)|mina pronomen är hen)(?!\p{L})/iu,
    "nonbinary",
  ],
  [
    /^\P{L}*(?:(?:hola|hallo|salut|oi|olá|ciao|hej)[\s,!.]+)?(?:\p{L}+er |pap[aà] |jung |joven )?(?:pap[áaà]|padre|abuelo|vater|opa|père|grand-père|pai|avô|nonno|vader|ojciec|tata|отец|папа) (?:solter[oa] |solo )?(?:de|von|di|van|от|do)? ?(?:dos|tres|cuatro|una?|zwei|drei|vier|eine[rsm]?|deux|trois|quatre|une?|dois|duas|três|quatro|due|tre|quattro|twee|drie|dwójki|trójki|двух|двоих|трёх|троих|\d)(?!\p{L})/iu,
    "male",
  ],
  [
    /^\P{L}*(?:(?:hola|hallo|salut|oi|olá|ciao|hej)[\s,!.]+)?(?:\p{L}+e |joven )?(?:mam[áaã]|madre|abuela|mutter|oma|mère|maman|grand-mère|mãe|mamãe|avó|mamma|nonna|moeder|matka|mama|мать|мама) (?:soltera |solo |célibataire )?(?:de|von|di|van|do)? ?(?:dos|tres|cuatro|una?|zwei|drei|vier|eine[rsm]?|deux|trois|quatre|une?|dois|duas|três|quatro|due|tre|quattro|twee|drie|dwójki|trójki|двух|двоих|трёх|троих|\d)(?!\p{L})/iu,
    "female",
  ],
  [
    /(?<!\p{L})(?:mi (?:vida|papel|rol|experiencia) como|mein(?:e)? (?:leben|rolle|alltag|erfahrung(?:en)?) als|m(?:a|on) (?:vie|rôle|expérience|quotidien) (?:de|en tant que)|minha (?:vida|experiência) como|meu papel (?:de|como)|la mia (?:vita|esperienza) (?:da|come)|il mio ruolo (?:di|da)|mijn (?:leven|rol) als) (?:hombre|padre|mann|vater|papa|homme|père|homem|pai|uomo|padre|papà|man|vader)(?!\p{L})/iu,
    "male",
  ],
  [
    /(?<!\p{L})(?:mi (?:vida|papel|rol|experiencia) como|mein(?:e)? (?:leben|rolle|alltag|erfahrung(?:en)?) als|m(?:a|on) (?:vie|rôle|expérience|quotidien) (?:de|en tant que)|minha (?:vida|experiência) como|meu papel (?:de|como)|la mia (?:vita|esperienza) (?:da|come)|il mio ruolo (?:di|da)|mijn (?:leven|rol) als) (?:mujer|madre|frau|mutter|mama|femme|mère|maman|mulher|mãe|donna|madre|mamma|vrouw|moeder)(?!\p{L})/iu,
    "female",
  ],
  [
    /^\P{L}*(?:hombre|mann|männlich|homme|homem|uomo|man|mężczyzna|мужчина|erkek)(?:,? ?\(?\d\d(?!\d)| de \d\d años| de \d\d anos| de \d\d ans| di \d\d anni)/iu,
    "male",
  ],
  [
    /^\P{L}*(?:mujer|frau|weiblich|femme|mulher|donna|vrouw|kobieta|женщина|kadın)(?:,? ?\(?\d\d(?!\d)| de \d\d años| de \d\d anos| de \d\d ans| di \d\d anni)/iu,
    "female",
  ],
  [
    /(?<!\p{L})(?:weder (?:mann|frau|männlich|weiblich) noch (?:mann|frau|männlich|weiblich)|ni (?:hombre|mujer) ni (?:hombre|mujer)|ni (?:homme|femme|un homme|une femme) ni (?:une |un )?(?:homme|femme)|nem (?:homem|mulher) nem (?:homem|mulher)|né (?:uomo|donna) né (?:uomo|donna)|noch (?:man|vrouw) noch (?:man|vrouw)|ani (?:kobietą|mężczyzną) ani (?:kobietą|mężczyzną)|ни мужчина,? ни женщина|ne (?:erkek|kadın) ne (?:de )?(?:erkek|kadın))(?!\p{L})/iu,
    "nonbinary",
  ],
];

/** Scripts without spaces between words, and Korean, Arabic and Hindi: whole phrases. */
export const phrases: [RegExp, Gender][] = [
  [
    /^(?:私は|僕は)?[、,]?(?:\d+歳の?|\d+代の?)?(?:男性|男子|.{0,3}児の父)(?:です|だけど|だ。)/u,
    "male",
  ],
  [
    /^(?:私は)?[、,]?(?:\d+歳の?|\d+代の?)?(?:女性|女子|主婦|.{0,3}児の母)(?:です|だけど|だ。)/u,
    "female",
  ],
  [
    /^(?:저는|나는)? ?(?:\d+[살대] ?)?(?:두|세|한)? ?(?:아이의? )?(?:남자|남성|아빠|아버지)(?:입니다|이에요|예요|에요|인데)/u,
    "male",
  ],
  [
    /^(?:저는|나는)? ?(?:\d+[살대] ?)?(?:두|세|한)? ?(?:아이의? )?(?:여자|여성|엄마|어머니)(?:입니다|이에요|예요|에요|인데)/u,
    "female",
  ],
  [/^(?:本人)?男[,,、]\s?\d\d岁?/u, "male"],
  [/^(?:本人)?女[,,、]\s?\d\d岁?/u, "female"],
  [/(?<![不如果])我是(?:一?[个名位])?(?:男的|男生|男人|男孩|男性|爸爸|父亲)(?![吗嗎?])/u, "male"],
  [/(?<![不如果])我是(?:一?[个名位])?(?:女的|女生|女人|女孩|女性|妈妈|母亲)(?![吗嗎?])/u, "female"],
  [/作为一?个?(?:男生|男人|男的)/u, "male"],
  [/作为一?个?(?:女生|女人|女的)/u, "female"],
  [/^(?:俺|僕|私)?[、,]?男(?:だけど|なんだけど|ですが|です)/u, "male"],
  [/^(?:私)?[、,]?女(?:だけど|なんだけど|ですが|です)/u, "female"],
  [/(?:僕|俺|私|わたし|自分)は(?:男|男性|男の子|父親|父)(?:です|だ|だよ|だけど|なんだ)/u, "male"],
  [
    /(?:私|わたし|あたし|自分)は(?:女|女性|女の子|母親|母)(?:です|だ|だよ|だけど|なんだ|よ)/u,
    "female",
  ],
  [/(?:저는|나는|난|전) ?(?:남자|남성|아빠)(?:예요|입니다|야|이야|인데)/u, "male"],
  [/(?:저는|나는|난|전) ?(?:여자|여성|엄마)(?:예요|입니다|야|이야|인데)/u, "female"],
  [/(?:^|\s)(?:أنا|انا) (?:رجل|شاب|ولد|أب)(?=$|[\s.,،!])/u, "male"],
  [/(?:^|\s)(?:أنا|انا) (?:امرأة|إمرأة|بنت|فتاة|أم)(?=$|[\s.,،!])/u, "female"],
  [/मैं (?:एक )?(?:आदमी|लड़का|पुरुष|मर्द|पिता) हूँ/u, "male"],
  [/मैं (?:एक )?(?:औरत|लड़की|महिला|माँ) हूँ/u, "female"],
];
