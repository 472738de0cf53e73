/*
 * What says in other languages than English that somebody may be about to hurt themself: patterns
 * over folded text (lower case, no accents, no apostrophes). One of them is enough.
 */

const spanish: RegExp[] = [
  /\b(?:quiero|queria|quisiera|ganas de|deseo|prefiero|deberia|necesito|merezco|pensando en|pienso en|pensado en|pense en|intente|intentado|ojala|voy a|deseando) (?:solo |ya |volver a |que me )?(?:morir|morirme|muera|muriera|matarme|matara|suicidarme|suicidio|la muerte|desaparecer|no existir|dejar de (?:existir|vivir)|no despertar|quitarme|acabar con|tirarme|lanzarme|ahorcarme|colgarme|cortarme|hacerme dano|lastimarme|saltar)\b(?! de (?:risa|hambre|verguenza|amor|sueno|vacaciones|la lista)| (?:el pelo|las unas|una foto|una siesta))/,
  /\bsuicid(?:io|arme|o|a)\b(?<=\b(?:mi|me|el|al|del)\b.{0,20})|\bpensamientos suicidas\b|\bquitarme la vida\b|\bmatarme\b|\bacabar con mi vida\b|\bponer fin a (?:mi vida|todo)\b|\bme (?:voy a|quiero) (?:matar|morir|suicidar|colgar|ahorcar|tirar|lanzar|cortar)\b(?! de (?:risa|hambre|verguenza|sueno)| el pelo)/,
  /\b(?:no|ya no|tampoco) (?:quiero|aguanto|puedo|tengo (?:ganas|fuerzas)|deseo|me quedan (?:ganas|fuerzas)) (?:de |para )?(?:mas )?(?:vivir|seguir (?:viviendo|viv[oa]|aqui|adelante)|estar (?:viv[oa]|aqui|en este mundo)|existir|despertar(?:me)?)\b(?! (?:con|en (?:casa|esta ciudad)|temprano))/,
  /\bmejor sin mi\b|\bsi (?:yo )?(?:no (?:existiera|estuviera)|desapareciera|me muriera|me muero|desaparezco|muero|ya no estuviera)\b|\bnadie me (?:va a |iba a )?(?:extran\w+|echar\w* (?:de menos|en falta)|llorar\w*)|\b(?:soy|he sido) (?:una|solo una|un) (?:carga|estorbo)\b|\bojala no (?:despert\w+|existier\w+|hubiera nacido|naci\w+)/,
  /\bme (?:he |volvi a |estoy |sigo )?(?:vuelto a )?(?:cort(?:e|o|ado|ando|ar)|hago dano|hice dano|hecho dano|hacer dano|lastim\w+|autolesion\w*|quem(?:e|o|ado) a proposito)\b(?! (?:el pelo|las unas|con el papel|cocinando|el flequillo|la barba|jugando|en el gimnasio|la luz))|\bautolesi\w+/,
  /\b(?:no (?:le )?(?:veo|encuentro)|sin|ya no tiene|no tiene|no hay|no tengo|perdi) (?:\w+ ){0,2}?(?:sentido|razon|razones|motivos?|ganas)(?: \w+){0,2}? (?:vida|vivir|seguir|existir|nada)\b(?! viendo)|\bla vida no (?:vale|tiene)\b|\bno vale la pena (?:vivir|seguir)\b|\bcansad[oa] de (?:vivir|la vida|existir|estar viv[oa])\b|\bharto? de vivir\b/,
  /\bcartas? de despedida\b|\bdespedi(?:rme|do) de todos\b|\badios para siempre\b|\b(?:dormir|descansar|desaparecer|irme) para siempre\b|\bdormir(?:me)? y no (?:despertar|volver)\b|\b(?:tome|he tomado|tomado|trague|tomar) (?:\w+ ){0,3}?(?:pastillas|comprimidos)\b(?= de golpe|.{0,20}\b(?:todas|muchas|caja|frasco)\b|.{0,12}$)(?! para)|\b(?:todas las|muchas|una caja de|un frasco de|guardo|guardando) (?:las )?pastillas\b|\bquiero que (?:todo |esto )?(?:pare|acabe|termine)\b/,
];

const portuguese: RegExp[] = [
  /\b(?:quero|queria|vontade de|prefiro|devia|preciso|mereco|pensando em|penso em|pensei em|tentei|vou|planejando|desejo) (?:so |ja |muito |que eu )?(?:morrer|morresse|me matar|me suicidar|matar|suicidio|na morte|morte|sumir|desaparecer|nao existir|deixar de existir|nao acordar|me cortar|me machucar|me jogar|me enforcar|pular|acabar com (?:tudo|minha vida|a minha vida)|tirar (?:a )?minha vida)\b(?! de (?:rir|vergonha|fome|saudade|sono|ferias)| (?:a aula|da reuniao|o cabelo|corda))/,
  /\b(?:me matar|tirar (?:a )?minha (?:propria )?vida|acabar com (?:a )?minha vida|tirar a vida|me suicidar|meu suicidio|pensamentos suicidas|suicida)\b|\bnunca mais acordar\b|\bnao acordar (?:nunca )?mais\b/,
  /\bnao (?:quero|aguento|consigo|tenho (?:vontade|forcas)|vejo (?:\w+ )?(?:sentido|razao|motivo))(?: mais)?(?: de| em| para| pra)? (?:mais )?(?:viver|existir|continuar(?: viv[oa])?|estar (?:aqui|viv[oa])|acordar|na vida|nada)\b(?! (?:sem cafe|em casa|com|longe|cedo))|\ba vida nao (?:vale|faz|tem)\b|\bnao vale a pena viver\b|\bcansad[oa] (?:de|da) (?:viver|vida|existir)\b|\bdesisti (?:de viver|da vida|de tudo)\b/,
  /\bmelhor sem mim\b|\bsentir\w* (?:a )?minha falta\b|\b(?:se|quando) eu (?:morresse|morrer|sumisse|sumir|desaparecesse|nao existisse|nao estivesse|me matar)\b|\bsou (?:so )?um (?:peso|fardo|estorvo)\b|\bqueria nao (?:existir|ter nascido|acordar)\b/,
  /\bme (?:cort(?:ei|ar|o|ando)|machuqu\w+ de proposito|mutil\w+|feri(?:r|ndo)?|queim(?:ei|o) de proposito)\b(?! (?:fazendo|cozinhando|com (?:papel|a faca)|no papel|o cabelo|jogando|na cozinha))|\bautomutil\w+/,
  /\bcartas? de despedida\b|\bme despedi de todos\b|\badeus para sempre\b|\b(?:tomei|tomar|engoli) (?:\w+ ){0,3}?(?:comprimidos|remedios|pilulas)\b(?= de uma vez|.{0,20}\b(?:todos|varios|muitos|caixa)\b|.{0,10}$)(?! para)|\b(?:todos os|varios|muitos|uma caixa de) (?:comprimidos|remedios)\b|\bdormir (?:para|pra) sempre\b|\bsumir (?:do mundo|daqui|de vez|(?:para|pra) sempre)\b|\bquero que tudo (?:pare|acabe|termine)\b/,
];

const french: RegExp[] = [
  /\b(?:veux|voudrais|vais|aimerais|envie de?|prefere|prefererais|merite de|besoin de|pense a|pensais a|pense au|essaye de|essaie de|decide de|reve de) (?:juste |plus que |vraiment |que )?(?:mourir|me tuer|me suicider|suicide|la mort|crever|etre mort[e]?|disparaitre|en finir|me pendre|sauter|me jeter|mouvrir|me couper|me faire du mal|me scarifier|ne plus (?:exister|etre la|me reveiller|vivre|souffrir)|ne jamais (?:me reveiller|exister)|mendormir (?:pour toujours|et))\b(?! de (?:rire|honte|faim|soif|la fete)| (?:les cheveux|la frange|sous la table|avec ce dossier))/,
  /\ben finir(?=\W*$|[.,;!]| avec (?:la vie|tout|moi)| pour| ce soir| maintenant)|\bme suicider\b|\bsuicidaires?\b|\bmon suicide\b|\bau suicide\b|\bme foutre en lair\b|\bmettre fin a (?:mes jours|ma vie|tout)\b|\bme donner la mort\b|\bme tuer\b(?! (?:a|au) (?:la tache|travail))/,
  /\b(?:plus|pas|aucune|sans|ni) (?:\w+ ){0,2}?(?:envie|la force|raison|raisons|gout|gout)(?: \w+)? (?:a la vie|vivre|detre (?:la|en vie|ici)|de continuer|dexister|de me (?:lever|reveiller))\b|\b(?:veux|peux|arrive|supporte) plus (?:\w+ )?(?:vivre|exister|etre la|etre ici|continuer a vivre|la vie)\b|\bplus envie de (?:vivre|rien|continuer|me reveiller)\b(?=.{0,10}$|.*vivre)|\bplus envie detre\b|\ba quoi bon (?:vivre|continuer|rester)\b|\bfatigue[e]? de (?:vivre|la vie|exister)\b/,
  /\bmieux sans moi\b|\bsi je (?:disparai\w+|mourais|netais (?:plus|pas) la|nexistais (?:plus|pas)|meurs|me tue)\b|\b(?:ne )?(?:me pleurer\w*|remarquer\w* (?:mon absence|si je))\b|\bje suis (?:juste |qu)?un (?:fardeau|poids|boulet) pour\b|\bje ne manquerais? a personne\b|\bmanquer\w* a personne\b/,
  /\bme (?:suis |re)?(?:encore |re|deja )?(?:fai[st]e?s?|faire|fait) (?:\w+ )?(?:du )?mal\b(?! (?:au (?:dos|genou|pied|bras)|en |a la|aux))|\bme (?:suis )?(?:encore |re)?(?:scarifi\w*|mutil\w*|taillad\w*|coup(?:e|ee|er))(?! (?:les cheveux|la frange|en cuisinant|au doigt|le doigt|la parole|du monde|en deux|les ongles))\b|\bscarifi\w+/,
  /\blettres? dadieu\b|\badieux?(?=\W*$| a tous| tout le monde)|\b(?:pris|avale|prends|avaler|prendre) (?:\w+ ){0,3}?(?:cachets|comprimes|medocs|somniferes|boite|pilules)\b(?! (?:pour|contre|de doliprane pour))|\bdormir (?:pour toujours|a jamais)\b|\b(?:ne )?(?:plus )?jamais me reveiller\b|\bque tout sarrete\b|\bla vie (?:ne )?vaut (?:pas|plus)\b|\bsauter (?:du|dun) (?:pont|toit|balcon)\b/,
];

const german: RegExp[] = [
  /\b(?:will|mochte|wurde gern\w*|wollte|lust|wunsche|wunsch|denke|gedanken|daran|plane|uberlege|versucht|kurz davor|am liebsten|hoffe)\b(?! .{0,20}\b(?:film|serie|buch)\b).{0,40}\b(?:sterben|tot sein|tot ware|umbringen|umzubringen|suizid|selbstmord|vor den zug|vom dach|von der brucke|nicht mehr (?:leben|existieren|da sein|hier sein|aufwachen|am leben|weiterleben|sein)|nie (?:mehr|wieder) aufwach\w*|das leben (?:zu )?nehmen|mich (?:zu )?(?:toten|verletzen|ritzen|schneiden)|fur immer (?:weg|schlafen|verschwinden)|einfach (?:weg|verschwinden))\b(?! vor (?:lachen|scham|hunger)|.{0,16}\b(?:lachen|urlaub)\b)/,
  /\b(?:bring\w* mich (?:\w+ )?um|mich (?:\w+ )?umbring\w*|mich umzubringen|selbstmord(?:gedanken|versuch)?|suizid\w*|das leben nehmen|erhang\w* mich|mich (?:zu )?erhang\w*|todeswunsch|abschiedsbrief\w*|ich will sterben|ich will nicht mehr(?=\W*$|[.,;!]))\b(?<!\b(?:freund|freundin|bruder|film|buch|doku|roman)\b.{0,30})|ich will nicht mehr(?=\W*$|[.,;!])/,
  /\bohne mich\b.{0,24}\b(?:besser|leichter|glucklicher|einfacher)\b|\b(?:besser|leichter|glucklicher|einfacher)\b.{0,24}\b(?:ohne mich|wenn ich (?:weg|tot|nicht (?:mehr )?(?:da|hier|existier\w*)))\b(?! (?:feiern|anfangen|zu spat))|\bwenn (?:es mich nicht|ich (?:einfach )?(?:weg|tot|nicht mehr (?:da|hier)|verschwunden)) (?:gabe|ware|bin)\b|\b(?:nur|bloss|allen) (?:noch )?(?:eine )?(?:last|belastung|zur last)\b|\b(?:keiner|niemand) (?:wurde|wird|vermisst|merkt)\b.{0,20}\b(?:mich|vermissen|merken|weinen|fehlen)\b|\b(?:mich|mir) (?:vermisst|weint) (?:\w+ )?(?:keiner|niemand)\b|\bnie geboren\b|\bes mich nicht gabe\b/,
  /\b(?:ritz\w*|geritzt|selbstverletz\w*|klinge|rasierklingen?)\b|\bmich (?:\w+ ){0,2}?(?:verletzt|geschnitten|verletzen|schneiden|verbrannt|geschlagen)\b(?<!\b(?:beim|am|an der) \w+ .{0,24})(?! (?:beim|am|an der|als))(?=\W*$|[.,;!]| (?:wieder|um|weil|damit|heute))|\bmir (?:\w+ ){0,2}?(?:weh ?(?:tun|getan|tue)|wehgetan|(?:et)?was an(?:tun|zutun|getan))\b(?! (?:beim|am|an))/,
  /\b(?:keinen? (?:sinn|grund|ausweg|kraft|hoffnung) (?:mehr|zu leben|zum leben)|leben hat keinen|nichts (?:mehr )?(?:wofur|wofuer|fur das)|kann (?:so )?nicht mehr (?:leben|weiterleben|weitermachen)|leben (?:zu )?beenden|meinem leben ein ende|mit dem leben abgeschlossen|schluss (?:zu )?mach\w* mit (?:allem|dem leben)|lebensmude|nicht mehr leben|halte das leben nicht|wozu (?:noch|uberhaupt) (?:leben|weiter\w*)|satt zu leben|leben nicht mehr (?:aus|will))\b|\bmach\w* (?:heute |bald |endlich )?schluss(?=\W*$| mit allem)(?<!\bfreund.{0,40})/,
  /\b(?:tabletten|schlaftabletten|pillen|medikamente)\b.{0,24}\b(?:gesammelt|genommen|geschluckt|alle|nehmen|schlucken|reichen|sammle)\b(?! (?:gegen|wegen|fur))|\balles (?:soll|einfach) (?:\w+ )?(?:aufhoren|vorbei sein)\b|\b(?:einschlafen|schlafen) und (?:nie|nicht) (?:wieder|mehr)\b|\bnie (?:wieder|mehr) aufwachen\b|\bfur immer (?:schlafen|einschlafen|weg)\b|\blebt wohl\b|\bspringen\b.{0,20}\b(?:brucke|dach|balkon)\b|\b(?:brucke|dach|gleise|balkon)\b.{0,30}\bspring\w*/,
];

const others: RegExp[] = [
  // Italian, Dutch
  /\b(?:voglio|vorrei|voglia di|penso a|pensando a|meglio) (?:solo |di )?(?:morire|uccidermi|ammazzarmi|suicidarmi|suicidio|farla finita|sparire per sempre|essere mort[oa]|non svegliarmi)\b(?! d(?:al|i) )|\b(?:togliermi la vita|suicidarmi|farla finita|uccidermi|ammazzarmi|(?:non|piu) (?:\w+ )?(?:voglio|voglia di) (?:piu )?vivere|stanc[oa] di vivere|meglio senza di me|mi sono tagliat[oa]|mi taglio|farmi del male|nessuno (?:si accorgerebbe|sentirebbe))\b/,
  /\bik wil (?:echt |gewoon |alleen maar |niet )?(?:dood|doodgaan|sterven|niet meer|meer leven|er niet meer zijn|mezelf)\b|\b(?:zelfmoord\w*|mezelf (?:\w+ )?(?:snijden|gesneden|pijn|(?:iets|wat) aan)|beter (?:af )?zonder mij|niet meer (?:wil )?leven|een einde? (?:aan|maken)|levensmoe|nooit meer wakker)\b/,
  // Polish, Russian, Ukrainian, Turkish, Swedish
  /(?:chce umrzec|chcialbym umrzec|chcialabym umrzec|nie chce (?:mi sie )?(?:juz )?zyc|zabic sie|sie zabic|zabije sie|samoboj|skonczyc ze soba|odebrac sobie|beze mnie|tne sie|pociel[aei]|nie obudzic)/u,
  /(?:хочу умереть|хочется умереть|умереть хочу|не хочу (?:больше )?жить|жить (?:больше )?не хочу|не хочется жить|покончить с|убить себя|убью себя|суицид|самоуби|режу себя|порезал[а]? себя|резать себя|лучше без меня|незачем жить|смысла жить|сдохнуть|не проснуться)/u,
  /(?:хочу померти|хочеться померти|не хочу (?:бiльше |більше )?жити|вбити себе|самогуб|покiнчити|покінчити|краще без мене|не прокинутися)/u,
  /(?:olmek istiyorum|intihar|kendimi (?:oldur|kes|asa)|yasamak istemiyorum|artik yasa|kendime zarar|bensiz (?:daha )?|canima kiy|uyanmak istemiyorum)/u,
  /\b(?:vill (?:bara )?do\b|inte leva|ta livet av mig|ta mitt liv|sjalvmord\w*|skada(?:t|de)? mig sjalv|skurit mig|battre utan mig|aldrig vakna)\b/,
  // Scripts of their own, also as folding leaves them
  /死にたい|自殺|消えたい|生きていたくない|リスカ|想死|不想活|自杀|自殺|活不下去|活着没意思|죽고 ?싶|자살|살기 ?싫/u,
  /(?:اموت|أموت) ?(?:نفسي)?(?<=(?:اريد|أريد|عايز|عاوز|نفسي|بدي|ابغى).{0,12})|انتحر|انتحار|اقتل نفسي|أقتل نفسي|(?:اعيش|أعيش)(?<=(?:لا|مش|ما) (?:اريد|أريد|عايز|عاوز|بدي).{0,12})/u,
  /मरन. चाहत|मरना चाहत|जीन. नह|जीना नहीं चाहत|आत्महत्या|खुदकुशी|अपनी जान/u,
];

export const foreignSigns: readonly RegExp[] = [
  ...spanish,
  ...portuguese,
  ...french,
  ...german,
  ...others,
].map((pattern) => new RegExp(foldedSource(pattern), pattern.flags));

/** Folds a pattern as the text it is held against is folded. */
function foldedSource({ source }: RegExp): string {
  return source.normalize("NFD").replaceAll(/\p{M}+/gu, "");
}
