/*
 * Most messages have no word in them that could state a gender. One pattern finds that out, so that
 * the many that say where such a word states one are tried on the others only.
 */

/** Words, or what they begin with where a dot follows. */
const english =
  "man men guy. dude. bloke. lad lads chap chaps gent. male. fella. geezer codger masseu. monk father. dad. papa. sahd sahm son sons brother. uncle. nephew husband. hubby bf gf groom. widow. bachelor. gramps gal gals lass. chick chicks female. stewardess waitress actress hostess heiress seamstress governess songstress lady ladies landlady mistress ballerina spinster comedienne dominatrix nun bridesmaid. maid mother. mom. mum. mama. mamma momma gran grandma. grandpa. grandad. granddad. grandson grandmother. grandfather. granny grannies nan nana nanna daughter. sister. aunt. niece wife wives wifey househusband housewife girlfriend. boyfriend. bride. matron fiancée. sir madam ma'am mr mrs ms miss mister mx birth ftm mtf gender. agender bigender pangender genderless enby enbies nb binary binaries nonbinary demi. androgyn. neutrois two-spirit xeno. neither pronouns pronoun x";
const foreign =
  "homb. chic. tío tía padre. papá papà abuel. hij. herman. marid. espos. novi. varón viud. muchach. señor. niñ. chav. pibe caballero dama am. mujer. madre. mamá homem homens rapa. moç. cara menin. pai avô avó filh. irm. namorad. garot. senhor. mulher. mãe. mamãe dona mec gars gars garçon. père. papi fils frère. mari copain copine. veu. monsieur type femme. fille. meuf. nana mère. maman. mamie sœur soeur épouse hommes homme mann männ. jung. kerl. typ vater. opa oma groß. bruder witwe. herr bub frau. mädch. mädel. mutter. tochter. schwester. ehe. braut weib. uomo uomini ragazz. nonn. figli. fratello maschi. signor. donn. sorella moglie fidanzat. vedov. femmin. jong. kerel. vent vader. zoon broer echtgeno. weduw. vriend. vrouw. meisj. meid. moeder. zus dochter. facet. mężcz. chłop. ojc. ojcem tat. dziad. syn. brat. mąż mężem wdow. koleś. koles. kobiet. dziewcz. matk. mam. babc. córk. siostr. żon. lask. erkek. erkeğ. adam. baba. oğlu. koca. dede. kadın. kız. anne. karı. nine. abi. abla. kille kvinn. tjej flick. pappa far farfar morfar bror make änkling pojk. mor farmor mormor dotter syster fru änka icke. nichtbin. bin. weder noch männlich onkel tante zio zia tonton tata oncle tia tio divers agénero agenre género genderfl. ikili pron. voornaam. hen iel elu dey";

const words = (list: string) =>
  list
    .split(" ")
    .map((word) => (word.endsWith(".") ? `${word.slice(0, -1)}\\p{L}*` : word))
    .join("|");

const kin = "(?:(?:ex|step|grand|god|great|half|foster|co|cis|trans|non|soon|girl|boy|mid)-?)?";
const cue = new RegExp(
  `(?<!\\p{L})(?:${kin}(?:${words(english)})|${words(foreign)})(?!\\p{L})` +
    String.raw`|(?:woman|women|(?<!\bhu)man|boy|boi|girl)s?(?!\p{L})|\b(?:he|she|they|xe|ze|ey|fae)\s?\/` +
    String.raw`|\b(?:i'?m|i am|it'?s|its|me|by|use) (?:an? )?(?:he|she|they|xe|ze)\b|\bpronouns?\b` +
    String.raw`|\d\s?[,/(]?\s?[mfwh]\b|\b[mfwh]\s?[/,]?\s?\d|[([]\s*[mfwh]\b|^\W*[mf]\s*[,/]` +
    "|[\\u0370-\\u1fff\\u3040-\\u9fff\\uac00-\\ud7af]",
  "iu",
);

/** Whether a text has anything in it that may state a gender. */
export const mayStateGender = (text: string): boolean => cue.test(text.replaceAll("’", "'"));
