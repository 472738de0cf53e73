/** Patterns over folded text: each of a row must match within one message. */
const askedFor: readonly (readonly RegExp[])[] = [
  // sexual, with somebody who is or plays a minor
  [
    /\b(?:sex\w*|seduc\w*|erotic\w*|nudes?|naked|porn\w*|nsfw|lewd|smut\w*|horny|hot|sexy|in bed|make ?out|kiss\w*|strip\w*|undress\w*|touch\w*|fetish\w*|turn\w* (?:me|you) on|intimate|kinky|spicy|fantas(?:y|ies)|dirty|moan\w*|flirt\w*|virgin\w*|lingerie|bikini|sexo|sexuell\w*|sexuel\w*|sexuais|sexuales|desnud\w+|nackt\w*|nue?s?)\b/,
    /\b(?:kids?|child(?:ren)?|minors?|underage|pre ?teens?|toddlers?|little (?:girl|boy|sister|brother)s?|school ?(?:girl|boy)s?|loli\w*|shota\w*|jailbait|(?:you ?re|youre|im|i am|is|are|be|aged?|a|turned|only|as a|plays? a|she|he) ?(?:[1-9]|1[0-7])(?! (?:minutes|hours|days|weeks|months|km|miles|times|out|people|\w+ away|%|dollars|euros|st|th))|(?:[1-9]|1[0-7]) ?(?:yo|y\/o|yrs?|years? old|year-old|-year-old|jahre|anos|ans)|,? ?1[0-7],|menor(?:es)?|nin[ao]s?|crianc\w+|kind(?:er)?|minderjahrig\w*|enfants?|mineure?s?|teenage(?:r|rs)? (?:girl|boy)|middle ?school\w*)\b/,
    /^(?!.*\b(?:my wife|my husband|sex ed\w*|talk to my (?:kid|son|daughter)|protect|prevent|was abused|abused me|happened to me|report|hot chocolate|hot (?:day|outside|dog|weather|sauce|dogs|summer)|too hot|kissed my (?:kids?|son|daughter)|kiss goodnight)\b)/,
  ],
  [
    /\b(?:get|meet|lure|talk|convince|make|groom\w*|pick up|date|chat with|sleep with)\b/,
    /\b(?:1[0-7]|[5-9]) ?(?:yo|y\/o|years? old|year old|yr old)\b|\b(?:minor|underage|child|little girl|little boy|schoolgirl|teen girl)\b/,
    /\b(?:alone|secret\w*|without (?:her|his|their) parents|nudes?|pics?|photos?|like me|trust me|sex\w*|send|kiss|date|groom\w*)\b/,
  ],
  // how to harm
  [
    /\b(?:how (?:do|can|could|would|should|to|many|much)|teach|show me|tell me how|help me|write|give me|instructions?|guide|manual|tutorial|recipe|steps?|step by step|plan|ways? to|best way|easiest|easy way|where (?:can|do|could) i|which|what (?:is|s|are|do i|chemicals?|poisons?|drugs?)|whats|i (?:want|need) (?:to|you to|a)|explain|make me|build me|wie|como|comment|anleitung|fabriquer|construir|fazer|hacer|bauen?)\b/,
    /\b(?:(?:pipe|car|nail|dirty|petrol|fertili[sz]er|home ?made|letter|parcel|suicide|nuclear|chemical|time)? ?bombs?|bombe[sn]?|bombas?|explosives?|explosivos?|sprengstoff|sprengsatz|ied|molotovs?|grenades?|detonators?|nerve (?:gas|agent)|sarin|ricin|anthrax|mustard gas|vx|chlorine gas|napalm|thermite|bioweapons?|ghost ?guns?|silencer|suppressor|untraceable (?:gun|weapon)|3d.{0,12}(?:gun|weapon|waffe|drucker|pistol\w*|arma|arme)|(?:gun|weapon|waffe|pistol\w*|arma|arme|schusswaffe)\b.{0,20}3d.{0,12}|illegal (?:gun|weapon|arms)|waffen?|armas? (?:casera|de fogo|caseira)|meth(?:amphetamine)?|crystal meth|crack cocaine|fentanyl|date rape|ghb|rohypnol|roofies?|gift|veneno|poison(?:ous)? (?:that|for|which|someone)|malware|ransomware|keylogger|credit card (?:fraud|skimm\w*)|counterfeit|fake (?:passport|id|money|banknotes)|launder\w*)\b/,
    /^(?!.*\b(?:bath bombs?|cherry bomb|bombshell|photobomb|first atomic bomb|bomb (?:dropped|was|threat|shelter|squad|tested|in (?:ww|19))|history|museum|hiroshima|cold war|invent\w*|calories|avocado|detect|remove (?:malware|ransomware)|protect|f bomb|defus\w*|price|movie|film|game|minecraft|novel|seed bombs?|geschenk|poison ivy|expire|report|recover|birthday|water bombs?|jagerbomb)\b)/,
  ],
  [
    /\b(?:how (?:do|can|could|would|should|to)|teach|show me|tell me how|help me|instructions?|guide|manual|steps?|plan|ways? to|best way|easiest|easy way|where (?:can|do|could) i|which|what (?:is|s|are|do i|drug)|whats|i (?:want|need) (?:to|you to|help)|explain|wie|como|comment|write)\b/,
    /\b(?:kill|murder|strangle|poison|stab|shoot|hurt|beat|attack|torture|kidnap|abduct|blackmail|drug|drown|choke|suffocate|burn|rape|assault|stalk|track|threaten|extort|harm|hit|punch|break|injure|rob|scam|dox+|swat|catfish|get rid of|umbring\w*|toten|vergiften|matar|envenen\w+|tuer|empoisonn\w+|asesinar|assassinar|verletzen|golpear|bater|frapper|schlagen|secuestrar|espionner|espiar|ausspionieren)\b.{0,30}\b(?:someone|somebody|people|a (?:person|man|woman|girl|boy|cop|kid|child|stranger|human)|him|her|them|(?:my|his|her|the|our|mein\w*|mi|ma|mon|meu|minha|le|la|el) (?:\w+ )?(?:ex\w*|wife|husband|girlfriend|boyfriend|neighbou?r|boss|teacher|school|classmates?|brother|sister|mother|mom|father|dad|parents|roommate|coworker|colleague|friend|partner|kid|child|baby|frau|mann|freundin|freund|chef\w*|nachbar\w*|vecino|mujer|marido|novia|novio|jefe|voisin|femme|mari|copine|vizinho|esposa|namorada)|jemanden|alguien|alguem|quelquun|a school|the president|a crowd|children|women|jews|muslims|minorities|immigrants)\b/,
    /\b(?:accident|marks?|traces?|quietly|without (?:getting )?(?:caught|her|his|him|leaving|being|them|anyone|a trace|knowing|noticing)|undetect\w*|alone|secretly|passes out|pass out|phone|slowly|painfully|revenge|how (?:do|can|could|to)|wie|como|comment|help me|plan|teach|which|best way|bare hands|drink|sleep|evidence|alibi|hide)\b/,
    /^(?!.*\b(?:feelings|(?:in|at) (?:chess|tennis|golf|fifa|a (?:game|race|debate|quiz)|mario|poker|cards|smash)|with kindness|a portrait|photo|film a|break up|breakup|break the ice|break it to|break the news|hit on|hit it off|beat (?:him|her|them) at|the boss fight|heart|a ball|the high score|surprise|my package|track (?:my )?(?:order|parcel|run|progress|habits)|hug|help(?:ing)? (?:him|her|someone)|protect|self defen[cs]e|first aid|stop (?:him|her|someone|a) from|chok\w+ (?:on|dog)|dog|cat|without hurting|not hurt|dont want to hurt|avoid)\b)/,
  ],
  [
    /\b(?:help me|how (?:do|can|to)|plan|lets|i want to|im going to|teach me)\b/,
    /\b(?:attack on|attack|shoot up|shooting at|blow up|bomb|burn down|set fire to|massacre)\b.{0,16}\b(?:school|church|mosque|synagogue|mall|office|hospital|concert|crowd|train|station|neighbou?rs|house|building|parade|embassy|government|police)\b/,
    /^(?!.*\b(?:game|minecraft|movie|novel|history|insurance)\b)/,
  ],
  [
    /\b(?:how (?:do|can|could|to)|teach me|best way|tell me how|help me|wie|como|comment)\b/,
    /\b(?:break into|hack (?:into )?|hot ?wire|pick the lock|burgle|rob|steal (?:a|from|my|someone)|shoplift|forge|get into)\b.{0,24}\b(?:house|car|apartment|flat|bank|account|phone|instagram|facebook|store|shop|email|wifi|computer|someones|neighbou?rs?|atm|license|signature|prescription|a woman|identity)\b/,
    /^(?!.*\b(?:my own|i forgot|locked (?:myself )?out|my (?:account|email|phone|facebook|instagram)(?! of)|protect|prevent|from being|game|gta|dream)\b)/,
  ],
  [
    /\b(?:track|spy on|monitor|read|access|locate|follow|bug|install)\b.{0,24}\b(?:phone|messages|location|texts|whatsapp|car|whereabouts|spyware|her|him)\b/,
    /\b(?:without (?:her|him|them|his|their)|secretly|doesnt know|not notice|behind (?:her|his) back|ex|undetected)\b/,
    /\b(?:how|help|app|way|teach|can i|best)\b/,
  ],
  [
    /\b(?:slip|put|sneak|drop|mix|spike)\b.{0,24}\b(?:her|his|their|someones|a girls|my (?:wife|date|ex)\w*)\b.{0,10}\b(?:drink|food|coffee|tea|glass|wine|meal)\b/,
    /\b(?:which|what|how|drug|pill|poison|best)\b/,
  ],
  [
    /\b(?:hide|dispose of|get rid of|dissolve|bury|dump)\b.{0,12}\b(?:a |the |dead |human )*(?:body|corpse|bodies)\b/,
    /\b(?:how|where|best|help)\b/,
    /^(?!.*\b(?:body (?:hair|fat|odou?r)|water|game|novel|murder mystery)\b)/,
  ],
  [
    /\b(?:pretend|imagine|roleplay|role play|rp|act|play|be|youre|you are|spiel)\b/,
    /\b(?:[3-9]|1[0-7])\b|\b(?:schoolgirl|schoolboy|little girl|child|kid|minor|loli)\b/,
    /\b(?:in bed|seduce|sex\w*|naked|kiss me|strip|undress|touch|make love|my lover|hot|horny|daddy)\b/,
  ],
];

/** Whether a message asks for sexual content with minors, or for the way to harm others. */
export function isOutOfBounds(folded: string): boolean {
  return askedFor.some((patterns) => patterns.every((pattern) => pattern.test(folded)));
}
