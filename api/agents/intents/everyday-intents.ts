import { readEmotion } from "#models/emotion/emotion.ts";

/*
 * The three that are left when nothing in particular is asked: a feeling of the writer's own, a
 * task or a question about the world, and everyday talk.
 */

const feelingWords =
  /\b(?:sad|lonely|alone|depress\w*|anxious|anxiety|worried|scared|afraid|terrified|nervous|stressed|overwhelmed|angry|mad|furious|annoyed|frustrated|jealous|envious|hurt|hurts|heartbroken|heartbreak|empty|numb|hopeless|ashamed|guilty|embarrass\w*|humiliated|proud|grateful|thankful|happy|excited|thrilled|relieved|relief|glad|blessed|content|in love|homesick|miserable|exhausted|tired of|burn(?:t|ed) out|upset|disappointed|bitter|insecure|confused|lost|down|low|moody|touched|moved|hopeful|restless|panick\w*|crying|cried|cry|sobbed|sobbing|tears|this (?:good|happy|bad|sad|alive|low)|this anymore|is awful|is horrible|(?:disappear|die|sink) when|quitting|ending it|dont want to be here|miss (?:my|him|her|them|the|you|home)|missing (?:my|him|her)|breaking my heart|broke my heart|screaming|floating|glowing|shaking|wrecked|devastat\w*|crush(?:ed|ing)|stings|torture|hate (?:my|myself|him|her|this|it|that|when)|i love (?:my|this|it when|him|her)|means the world|vent|too much|feel\w*|cant believe|so done|fed up|falling apart|broken|betrayed|ignored|rejected|nostalgi\w*|melancholy|bored|lonesome|regret|wish i could forget|dying of|cant stop (?:smiling|crying|laughing|thinking)|butterflies|on cloud nine|over the moon|goosebumps|sucks|ugh|great (?:day|news|mood)|best day|worst day|today was (?:horrible|awful|great|terrible|hard|bad|amazing)|stomach is in knots|in knots|bad day|rough day|hard day|got the job|i passed|i did it|left me|dumped me|broke up|died yesterday|passed away)\b/;
const ownFeeling =
  /\b(?:i|im|ive|id|me|my|myself|honestly|so|feeling|feel|what a|got|too|really)\b/;
const foreignFeelings =
  /\b(?:(?:estoy|me siento|me senti|ando|siento) (?:\w+ )?(?:trist\w*|feliz|content\w*|sol[oa]|agotad\w*|cansad\w*|nervios\w*|enfadad\w*|enojad\w*|preocupad\w*|ansios\w*|orgullos\w*|vaci\w*|deprimid\w*|emocionad\w*|estresad\w*|mal|fatal|celos\w*|asustad\w*|perdid\w*|ilusionad\w*|hart\w*|bien|genial|dolid\w*|frustrad\w*)|tengo (?:\w+ )?(?:miedo|ansiedad|ganas de llorar|celos|pena|verguenza)|echo de menos|te echo|extrano a|me (?:duele|da (?:miedo|pena|rabia|verguenza)|muero de (?:verguenza|miedo|ganas))|me esta matando|llor(?:e|o|ando)|que (?:alegria|alivio|rabia|pena|triste\w*|asco)|odio (?:a |mi |que )|no puedo mas)\b|\b(?:ich (?:bin|fuhle mich|fuhl mich|war|hab\w*)|bin|fuhle mich|mir (?:ist|geht(?: es|s)?)|hab) (?:\w+ ){0,3}?(?:traurig|einsam|glucklich|froh|wutend|sauer|enttauscht|angst|nervos|gestresst|uberfordert|mude von|stolz|dankbar|allein|leer|verletzt|eifersuchtig|verliebt|verzweifelt|genervt|erleichtert|deprimiert|schlecht|mies|beschissen|aufgeregt|gluckl\w*|erschopft|geweint|heimweh|liebeskummer|schuldig|beschamt|gekrankt|unsicher|fertig|zum heulen|nicht gut)\b|\b(?:ich vermisse|vermisse|mir fehlt|ich hasse|ich freu(?:e)? mich|freu mich|ich schame|so ein gluck|was fur ein(?:e)? (?:erleichterung|tag))\b|\b(?:je (?:suis|me sens|me sentais)|jsuis|chuis|jai|je nai) (?:\w+ ){0,3}?(?:trist\w*|seule?|heureu\w*|content\w*|fier\w*|enerve\w*|degoute\w*|decu\w*|stresse\w*|anxieu\w*|epuise\w*|fatigue\w*|perdue?|vide|jalou\w*|inquiet\w*|soulage\w*|honte|peur|mal|envie de pleurer|pleure|le cafard|ravi\w*|amoureu\w*|en colere|deprime\w*|blesse\w*|marre|hate|les larmes|la rage|le coeur)\b|\b(?:tu me manques|me manquent?|il me manque|elle me manque|jen ai marre|jen peux plus|quel(?:le)? (?:soulagement|tristesse|joie|honte))\b|\b(?:(?:estou|to|ando|fiquei|me sinto|tava|estava) (?:\w+ )?(?:trist\w*|feliz|content\w*|sozinh\w*|cansad\w*|nervos\w*|ansios\w*|preocupad\w*|orgulhos\w*|vazi\w*|deprimid\w*|estressad\w*|mal|pessim\w*|com (?:medo|saudade|raiva|ciume|vergonha|inveja)|chatead\w*|magoad\w*|animad\w*|aliviad\w*|irritad\w*|exaust\w*|morrendo de (?:saudade|medo|vergonha)|perdid\w*|frustrad\w*|bem|arrasad\w*)|tenho (?:\w+ )?medo|sinto (?:\w+ )?(?:falta|saudade|medo|raiva)|que (?:saudade|alivio|raiva|tristeza|vergonha|alegria)|chorei|chorando|nao aguento mais|com saudade)\b/;

const greeting =
  /^\W*(?:hi+|hey+|hello+|yo+|sup|hiya|howdy|good (?:morning|afternoon|evening|day)|morning|evening|hola|buenas|buenos dias|buenas tardes|hallo|moin|guten (?:morgen|tag|abend)|servus|gruss dich|salut|coucou|bonjour|bonsoir|oi+|ola|bom dia|boa tarde|ciao|buongiorno|hej|hoi|merhaba|selam|привет|czesc|whats up|wassup|what s up|happy (?:new year|birthday|holidays|friday|monday|easter)|merry christmas|how are (?:you|u)|how r u|how (?:is|was) your|hows (?:it going|life|your|things)|long time no see|guess what|so whats new|whats new|what are you up to|what (?:are )?you doing|tell me something|tell me a (?:joke|story)|knock knock|how you doing|que tal|como estas|como vas|wie gehts|wie geht es dir|was machst du|was geht|na|ca va|comment (?:vas|tu vas|ca va)|quoi de neuf|tudo bem|como (?:vai|voce esta|vc ta)|e ai|beleza)\b/;
const smallTalkAsked =
  /\b(?:how are (?:you|u)|how about you|what about you|and you|guess what|whats (?:up|new)|what are we|did you sleep|how was your|hows your|you there|can you believe|have you ever|do you like|whats your fav\w*|y tu|que tal|und dir|und du|et toi|e voce|ca va|tudo bem|wie gehts|pedimos|lets (?:chat|talk|hang)|(?:what )?did you do (?:today|yesterday)|what have you been|tell me something (?:nice|funny|good|cool))\b/;
const task =
  /^\W*(?:(?:please|pls|hey|hi|ok|okay|so|and|sarah|xhash|can you|could you|would you|will you|can u|help|now)[,:]?\s+)*(?:write|translate|explain|summari[sz]e|list|give me|show me|help me|calculate|compute|convert|solve|define|describe|recommend|suggest|generate|create|make (?:me|a|an)|draft|fix|edit|rewrite|correct|proofread|compare|plan|name (?:a|three|five|ten|some|\d)|find|search|look up|check|count|sort|remind me (?:at|to|in|tomorrow)|set (?:a|an)|turn (?:on|off)|play|open|delete|erase|remove|change|switch|continue|go on|stop|repeat|shorten|tell me (?:how|about (?!your)|the|why)|teach|read|sing|draw|paint|spell|use|act as|pretend|answer|respond|speak|talk in|forget it|never ?mind|no[, ]+(?:the|not)|not that|(?:the )?other one|again|next|more|longer|shorter|erklar\w*|schreib\w*|ubersetz\w*|gib mir|zeig\w*|hilf|nenn\w*|escribe|traduce|explica\w*|dame|ayudame|recomiend\w*|haz|ecris|traduis|explique\w*|donne|aide|fais|propose|escreva|escreve|traduz\w*|me ajud\w*|me explic\w*|me d[ae]|faz|faca|recomend\w*)\b/;
const questionOfTheWorld =
  /^\W*(?:(?:so|and|but|ok|hey|btw|also|hmm|um|wait|well|quick question|question|sarah|xhash|do you know|can you tell me|any idea|i wonder|tell me)[,:]?\s+)*(?:what(?! a\b| an\b)|whats|which|best way|difference between|who|whos|whose|where|wheres|when|whens|why|whys|how|hows|is|are|was|were|does|do|did|can|could|should|would|will|has|have|am i|was|wie|warum|wer|wo|wann|welche\w*|ist|sind|kann|gibt es|que|como|cual\w*|quien|donde|cuando|por que|cuanto\w*|es|hay|puedo|qu|quel\w*|comment|pourquoi|quand|ou|combien|est-ce|quest-ce|peut-on|o que|qual\w*|quem|onde|quando|por que|porque|quanto\w*|e|pode|tem)\b/;
const need =
  /\b(?:i need (?:a|an|some|help|to (?:talk|know|find|write|buy|fix)|ideas|advice)|need (?:a|an|some) (?:\w+ )?(?:for|synonym|name|idea|word|recipe|help|gift)|my code|looking for (?:a|an|some)|i(?:m| am) (?:writing|working on|looking for|trying to (?:find|fix|write|install|learn|figure)|building|coding|preparing)|any (?:ideas|tips|suggestions|recommendations|advice)|synonym|error|undefined|please switch|what number|recipe for|how (?:do|can|should|to)|can you (?:explain|suggest|recommend|help|translate|write|give|tell me (?:how|what|the|about)))\b/;

/** Which of the three a message is that nothing else claimed. */
export function readEverydayIntent(
  text: string,
  folded: string,
): "feeling" | "small-talk" | "other" {
  const isQuestion =
    /\?|\b(?:which|what|how do i|how to|name of that) \w+/.test(folded) ||
    questionOfTheWorld.test(folded);
  if (task.test(folded)) return /^\W*tell me something/.test(folded) ? "small-talk" : "other";
  if (greeting.test(folded) && folded.length < 60) return feltIn(folded) ? "feeling" : "small-talk";
  if (need.test(folded) && !/\b(?:vent|talk|hug)\b/.test(folded)) return "other";
  if (foreignFeelings.test(folded)) return "feeling";
  if (isQuestion && questionOfTheWorld.test(folded)) {
    return smallTalkAsked.test(folded) ? "small-talk" : "other";
  }
  if (feltIn(folded)) return "feeling";
  const { label, intensity } = readEmotion(text);
  const isOwn = /\b(?:i|im|ive|me|my)\b/.test(folded);
  const isLight = /\b(?:lol|haha|lmao|just made|funny)\b|🍕|😎/u.test(folded);
  if (/^"|\byou guys\b/.test(text)) return "small-talk";
  if (isOwn && !isLight && label !== "neutral" && label !== "surprise" && intensity > 0.65)
    return "feeling";
  if (isQuestion && !smallTalkAsked.test(folded)) return "other";
  return "small-talk";
}

const feltIn = (folded: string) =>
  feelingWords.test(folded) &&
  ownFeeling.test(folded) &&
  !/\b(?:lol|haha|hungry|pizza|tired, how about)\b/.test(folded);
