/** The commonest short words of languages in Latin letters; a word may stand with several. */
const words: Record<string, string> = {
  en: "the and you i'm i is are was what this that my your it's its to of in for with have has not don't dont can't can how do does did we he she they me so good morning night thanks thank hello please yes because just really today tomorrow want would could will be been at on but if about up out all who when where why love feel know i've like there their them some hey sorry see later bye help write im u tbh idk",
  es: "el la los las que de y en un una es no por con para mi tu su me te se lo le pero como más mas muy hola gracias estoy tengo quiero soy eres qué cómo hoy mañana bien ya sí porque cuando buenos buenas noches días esta este esto nada hacer puedo ayer hay también yo él ella q tal amigo amiga favor eso si jajaja",
  pt: "o a os as que de e em um uma é não nao por com para pra meu minha seu sua me te se mas como mais muito oi olá ola obrigado obrigada estou tenho quero sou você voce vc eu ele ela hoje amanhã amanha bem já sim porque quando bom boa noite dia esse isso essa nada fazer posso ontem tem também também tô ta tá do da no na ao à foi uns gostei kkkk né está",
  fr: "le la les des que de et en un une est pas ne je tu il elle nous vous on mon ma mes ton ta me te se mais comme plus très tres bonjour salut merci suis j'ai ai c'est cest t'es pour avec dans sur qui quoi aujourd'hui demain bien oui non parce quand bonne nuit ce cette ça ca rien faire peux hier y a aussi du au aux si trop coucou ouais beaucoup",
  de: "der die das und ich bin ist nicht ein eine einen du er sie es wir ihr mein meine dein mir mich dir dich was wie wo warum ja nein aber auch so sehr hallo danke bitte hab habe heute morgen gestern gut guten gute nacht mit für von zu zum im am auf noch schon mal kann kannst will muss wenn weil den dem kein keine jetzt hier war bist hast tag na gar nur wieder uns doch",
  it: "il lo la gli le che di e in un una è non per con mi ti si ma come più molto ciao grazie sono ho hai sei voglio cosa oggi domani ieri bene già sì perché quando buongiorno buonanotte notte questo questa niente fare posso anche io lui lei mio mia tuo tua del della al alla nel ci c'è sto bella bello troppo dei delle",
  nl: "de het een en ik ben is niet je jij hij zij we wij mijn jouw me mij wat hoe waar waarom ja nee maar ook zo heel hallo hoi dank dankjewel bedankt heb hebt vandaag morgen gisteren goed goede nacht met voor van naar te op in nog al kan kun wil moet als omdat geen nu hier was bent hebt dat die dit weer echt even weet lekker jou ze",
  pl: "i w na nie się sie z do jest to że ze co jak ale tak mam mnie mi ty ja on ona my czy dla po już juz bardzo cześć czesc dzień dobry dziękuję dzieki dzięki proszę jestem chcę chce dziś dzisiaj jutro wczoraj dobrze noc gdzie kiedy dlaczego bo tylko też tez jeszcze moja mój jesteś o u",
  tr: "ve bir bu çok cok ben sen o biz ne nasıl nasil için icin ile ama da de mi mı mu evet hayır hayir merhaba selam teşekkürler tesekkurler sağol günaydın iyi geceler bugün bugun yarın dün var yok değil istiyorum istemiyorum benim senin bana sana beni seni gibi daha şey sey kadar artık neden",
  sv: "och att det är jag inte en ett du han hon vi min mitt din mig dig vad hur var varför ja nej men också så mycket hej tack har idag imorgon igår bra god natt morgon med för av till på om när vill kan måste nu här den som från eller så sa ska är gillar",
  ru: "и в не на я что как это с ты мне меня очень но так да нет привет спасибо пожалуйста хочу могу всё все он она мы вы по за у к из для бы же только еще ещё сегодня завтра вчера утро доброе ночи делать когда почему где от до тебя тебе себя мой моя моей была был было есть",
  uk: "і й в не на я що як це з ти мені мене дуже але так ні привіт дякую будь ласка хочу можу все він вона ми ви по за у до із для би ж тільки ще сьогодні завтра вчора ранку доброго добрий ночі робити коли чому де від тебе тобі себе мій моя моєї була був було є та щиро сумую допоможи",
  no: "og det er jeg ikke en et du han hun vi min mitt din meg deg hva hvordan hvor hvorfor ja nei men også så mye hei takk har dag morgen bra god natt med for av til på om når vil kan må nå her den som",
  da: "og det er jeg ikke en et du han hun vi min mit din mig dig hvad hvordan hvor hvorfor ja nej men også så meget hej tak har dag morgen godt god nat med for af til på om når vil kan må nu her den som",
};

const languagesOf = new Map<string, string[]>();
for (const [language, list] of Object.entries(words)) {
  for (const word of new Set(list.split(" "))) {
    languagesOf.set(word, [...(languagesOf.get(word) ?? []), language]);
  }
}

/** How much each language has of the words, the most first: a shared word counts for a part. */
export function voteByCommonWords(words: readonly string[]): [language: string, votes: number][] {
  const votes = new Map<string, number>();
  for (const word of words) {
    const languages = languagesOf.get(word) ?? [];
    for (const language of languages) {
      votes.set(language, (votes.get(language) ?? 0) + 1 / languages.length);
    }
  }
  return [...votes].toSorted(([, a], [, b]) => b - a);
}
