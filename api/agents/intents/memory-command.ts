import { foldText } from "#api/fold-text.ts";

/** A wish to keep something or to let it go, in the words of the message. */
export interface MemoryCommand {
  kind: "remember" | "forget";
  /** The thing itself, or `everything`. */
  what: string;
}

/** All that is known, and not some part of it: nothing is said of what it is about. */
const everything = [
  /\b(?:forget|clear|delete|erase|wipe|remove|purge|reset|destroy|drop|get rid of|unlearn|scrub|empty|nuke|lose)\b.{0,30}\b(?:everything(?: (?:about me|you (?:know|have|ve|remember|learned|learnt|stored|saved)|i(?:ve| have)? (?:ever )?(?:told|said|shared)\b(?!.*\babout\b)|we(?:ve)? (?:talked|said)))?(?=\W*$|.{0,30}\b(?:me|know|have|remember|told|said|learned|stored|saved|memory|please)\b)|all (?:of )?(?:my|your|the|those|these)? ?(?:memories|memory|facts|data|info\w*|notes|things you know|that you know|you know|of it)|(?:your|the|my|our) (?:whole |entire |complete )?(?:memory|memories|chat history|history)(?! (?:of|about))|(?:those|these|the) (?:facts|notes|memories|data|things).{0,20}\b(?:me|stored|saved|know)|anything you (?:know|have|remember)|me(?= from your memory|\W*$| please| forever| completely))/,
  /\b(?:want|need)\b.{0,10}\b(?:all|every\w*)\b.{0,24}\b(?:data|facts|memories|info\w*|everything|notes)\b.{0,24}\b(?:gone|deleted|erased|removed|wiped|forgotten)\b|\b(?:start|begin) (?:over|fresh|again|from (?:scratch|zero)) (?:with|as if)\b.{0,20}\b(?:never|clean|memory|strangers)\b/,
  /\b(?:olvida(?:te)?|borra|elimina|olvide)\b.{0,12}\b(?:todo|todos (?:mis|los) (?:datos|recuerdos)|tu memoria)\b(?!.*\b(?:sobre|de) (?!mi\b)\w+)/,
  /\b(?:vergiss|losch\w*|entfern\w*)\b.{0,12}\b(?:alles|alle (?:meine )?(?:daten|erinnerungen)|dein gedachtnis|mich)\b(?!.*\b(?:uber|von) (?!mich\b)\w+)/,
  /\b(?:oublie|efface|supprime)\b.{0,12}\b(?:tout|toutes (?:mes|les) (?:donnees|infos)|ta memoire)\b(?!.*\bsur (?!moi\b)\w+)/,
  /\b(?:esquec[ae]|apag(?:a|ue)|delet[ae])\b.{0,12}\b(?:tudo|todos (?:os )?(?:meus )?dados|sua memoria)\b(?!.*\bsobre (?!mim\b)\w+)/,
];

const polite = String.raw`(?:(?:please|pls|plz|hey|ok|okay|so|and|also|actually|by the way|btw|oh|um|i changed my mind|sarah|xhash|bitte|por favor|porfa|s'il te plaît|stp|can (?:you|u)|could (?:you|u)|would you|will you|you can|u can|you should|you may|i(?:'d| would) like (?:you|u) to|i want (?:you|u) to|i need (?:you|u) to|do me a favou?r(?: and)?|just|kindly|now|kannst du|könntest du|puedes|podrías|tu peux|pourrais-tu|peux-tu|você pode|pode)[,:!]?\s+)*`;
const aboutIt = String.raw`(?:(?:what|everything|all|anything|the (?:thing|stuff|part|story|bit)s?|whatever)\s+(?:that\s+)?(?:i|we)(?:'ve|\s+have)?\s+(?:ever\s+)?(?:said|told\s+(?:you|u)|mentioned|shared|wrote|talked|confessed)(?:\s+(?:to\s+)?(?:you|u))?\s+(?:about|regarding|on)\s+|(?:everything|all|anything|what)\s+(?:(?:that\s+)?(?:you|u)(?:'ve)?\s+(?:know|have|saved|stored|remember|learned|learnt|wrote down|kept)\s+)?(?:about|on|regarding)\s+|about\s+)`;

/** In the order they are tried: what they capture is the thing. Over the text itself, without case. */
const commands: readonly (readonly [MemoryCommand["kind"], RegExp])[] = [
  // keep: before forget, for "don't forget that…"
  [
    "remember",
    p`^${polite}(?:don'?t|do not|never)\s+(?:ever\s+)?forget(?:\s+that|:|,)?\s+((?:i|i'm|im|i've|ive|my|our|we|the|it'?s|he|she|they|[A-Z]\p{L}+|about my)\b.+)`,
  ],
  [
    "remember",
    p`(?:^|[.!?,;]\s+|\b(?:and|so)\s+)${polite}(?:(?:make sure (?:to |you )|be sure to |try to |always )?(?:remember|memori[sz]e)|note|keep in mind|bear in mind|take note|make a (?:mental )?note|write down|jot down|keep in memory|make sure you (?:remember|know)|don'?t you forget)(?:\s+(?:that|this|down|of the fact that|the following|for me|for later))*\s*[:,]?\s+((?:i|i'm|im|i've|ive|i'd|my|our|we|we're|it'?s|he|she|his|her|they|the|[A-Z]\p{L}+|[a-z]+(?:'s)? (?:is|are|was|and i|likes|hates|loves))\b.+)`,
  ],
  [
    "remember",
    p`(?:save|keep|store|put|add|record|log|file|write)\s+(?:this|that|it|the following)?\s*(?:down\s+)?(?:(?:in|to|into)\s+(?:your |the )?(?:memory|notes|memories)\s*)?(?:for (?:me|later|next time)\s*)?(?::|\bthat\b)\s+(.+)`,
  ],
  [
    "remember",
    p`^${polite}(?:commit|log|file|lock)\s+(?:this\s+|that\s+)?(?:(?:to\s+memory|away|in|down)\s*)?(?::|that\b)\s*(.+)`,
  ],
  ["remember", p`^${polite}be\s+aware\s+that\s+(.+)`],
  ["remember", p`\badd\s+to\s+(?:your|the)\s+(?:memory|notes)(?:\s+that|:)?\s+(.+)`],
  [
    "remember",
    p`^for\s+(?:next\s+time|the\s+future|future\s+reference|later|the\s+record|your\s+(?:notes|memory|information))\s*[:,]\s+(.+)`,
  ],
  [
    "remember",
    p`^(?:you should know (?:that )?|fyi,? )?(.+?)[.!;,–-]+\s*(?:and\s+)?(?:please|pls|so)?\s*(?:please\s+)?(?:remember|keep|save|store|note|memori[sz]e|don'?t forget|write|jot|make a note of|take note of|commit|log|hold on to)\s+(?:that|this|it)(?:\s+(?:please|pls|for me|for later|for next time|down|ok|okay|in mind|to memory|would you|will you))*[.!]*$`,
  ],
  [
    "remember",
    p`^${polite}(?:recuerda(?:me)?|acuérdate de|acuerdate de|no (?:te )?olvides|no olvides|ten en cuenta|anota|apunta|guarda|memoriza)\s+(?:de\s+)?que\s+(.+)`,
  ],
  ["remember", p`^${polite}(?:(?:guarda|anota|apunta|recuerda)(?: esto)?\s*:\s+)(.+)`],
  [
    "remember",
    p`^${polite}(?:merk(?:e)? dir|vergiss (?:bitte )?nicht|denk (?:bitte )?dran|denk daran|notier(?:e)? dir|behalte|erinner(?:e)? dich(?: daran)?)(?:\s+bitte)?(?:\s+mal)?\s*[,:]?\s+(?:dass\s+)?((?:ich|mein|meine|wir|er|sie|es|unser|der|die|das)\b.+)`,
  ],
  [
    "remember",
    p`^${polite}(?:n'oublie(?:z)? pas|souviens-toi|rappelle-toi|retiens|note|garde en mémoire|n'oublie jamais)(?:\s+bien)?(?:\s+(?:que|qu'|:))\s*(.+)`,
  ],
  [
    "remember",
    p`^${polite}(?:lembr[ae](?:-se)?|não (?:se )?esque[cç]a[s]?|nao esquece|não esquece|anot[ae]|guard[ae]|memoriz[ae])(?:\s+(?:de|aí))?\s+(?:que\s+|:\s*)(.+)`,
  ],
  // let go
  [
    "forget",
    p`(?:you\s+(?:don'?t|do not)\s+(?:need|have)\s+to|no\s+need\s+to|(?:you\s+can|please)\s+stop)\s+(?:remember|keep|know|stor|bring up)\p{L}*\s+${aboutIt}?(?:that\s+)?(.+?)(?:\s+(?:any\s?more|any longer))?[.!]*$`,
  ],
  ["forget", p`(?:ignore|disregard|never\s?mind)\s+${aboutIt}(.+)`],
  [
    "forget",
    p`(?:pretend|act\s+(?:like|as if|as though))\s+(?:that\s+)?i\s+never\s+(?:told\s+you|said|mentioned|talked|shared|brought up)\s+(?:you\s+)?(?:about\s+|that\s+)?(.+)`,
  ],
  [
    "forget",
    p`(?:^|[.!?,;]\s+)${polite}(?:don'?t|do not|never|stop)\s+(?:ever\s+)?(?:bring(?:ing)?\s+up|mention(?:ing)?)\s+(.+?)(?:\s+(?:again|any\s?more))?[.!]*$`,
  ],
  [
    "forget",
    p`^(?:i\s+(?:told|gave|sent|showed)\s+(?:you|u)\s+|${aboutIt})(?:about\s+)?(.+?)\s*[.,;!?:–-]+\s*(?:please\s+|pls\s+|now\s+)?(?:forget|delete|erase|remove|drop)\s+(?:it|that|this)\b`,
  ],
  [
    "forget",
    p`(?:^|[.!?,;]\s+)${polite}(?:delete|erase|remove|wipe)\s+(my\s+(?!account|messages?|essay|code|text|file|line|last|draft|app|profile|subscription|photo|picture|post|email)\p{L}+(?:\s+\p{L}+){0,3})\W*$`,
  ],
  [
    "forget",
    p`\b(?:still (?:know|remember)|know)\s+(?:about\s+)?(.+?)\s*\?\s*(?:please\s+)?(?:delete|forget|erase|remove|drop)\s+(?:that|it|this|him|her|them)\b`,
  ],
  [
    "forget",
    p`(?:^|[.!?,;]\s+|\b(?:and|so)\s+)${polite}(?:forget|unlearn|un-?remember|disregard)\s+${aboutIt}?(?:(?:the fact\s+)?that\s+)?(?:what i said:?\s+)?(?:i\s+(?:ever\s+)?(?:said|told you|mentioned)\s+(?:that\s+)?)?(.+)`,
  ],
  [
    "forget",
    p`(?:^|[.!?,;]\s+)${polite}(?:stop\s+(?:remembering|bringing up|storing|keeping|saving)|(?:don'?t|do not)\s+(?:remember|keep|store|save|memori[sz]e|hold on to|record)|i\s+(?:don'?t|do not)\s+want\s+(?:you|u)\s+to\s+(?:remember|know|keep|store|save))\s+${aboutIt}?(?:(?:the fact\s+)?that\s+)?(.+)`,
  ],
  [
    "forget",
    p`(?:^|[.!?,;]\s+)${polite}(?:delete|erase|remove|wipe|clear|scrap|scrub|drop|purge|take out|throw away|get rid of|discard|cross out)\s+${aboutIt}(.+)`,
  ],
  [
    "forget",
    p`(?:^|[.!?,;]\s+)${polite}(?:delete|erase|remove|wipe|clear|scrap|scrub|drop|purge|take|strike|cross)\s+(.+?)\s+(?:out of|from|off)\s+(?:your|the|my)\s+(?:memory|memories|notes|facts|database|records|brain|head)`,
  ],
  [
    "forget",
    p`(?:^|[.!?,;]\s+)${polite}(?:delete|erase|remove|wipe|scrap|drop|purge|clear)\s+(?:the\s+)?(?:facts?|memor(?:y|ies)|notes?|entr(?:y|ies)|records?|info(?:rmation)?|data)\s+(?:about|on|of|that|where)\s+(.+)`,
  ],
  [
    "forget",
    p`^${polite}(?:olvida(?:te)?|borra|elimina|olvide)\s+(?:de\s+)?(?:lo que (?:te )?(?:dije|conté|he dicho) (?:sobre|de)\s+|todo (?:sobre|lo de)\s+|lo de\s+|que\s+)?(.+)`,
  ],
  [
    "forget",
    p`^${polite}(?:vergiss|vergesse|lösch\p{L}*)\s+(?:bitte\s+)?(?:das mit\s+|was ich (?:dir )?(?:über|von)\s+|alles (?:über|von)\s+|,?\s*dass\s+)?(.+)`,
  ],
  [
    "forget",
    p`^${polite}(?:oublie|efface|supprime)\s+(?:ce que (?:je t'ai dit|j'ai dit) (?:sur|de|à propos de)\s+|tout (?:sur|ce que tu sais (?:sur|de))\s+|que\s+|qu')?(.+)`,
  ],
  [
    "forget",
    p`^${polite}(?:esque[cç][ae]|apag(?:a|ue)|delet[ae])\s+(?:o que (?:eu )?(?:te )?(?:disse|falei|contei) sobre\s+|tudo sobre\s+|sobre\s+|que\s+)?(.+)`,
  ],
];

/** What is the whole of it, by whatever name. */
const isAll =
  /^(?:me|mich|mi|moi|mim|us|everything|all|anything|alles|todo|tout|tudo)(?: (?:of (?:it|that)|about me|you (?:know|have|remember|learned|stored|saved).*|i(?:ve)? (?:ever )?(?:told|said|shared).*|we .*|(?:uber|sobre|sur) (?:mich|mi|moi|mim)|that you .*|was du .*|lo que .*|ce que .*|o que .*|my (?:data|memories|facts|info\w*)|the (?:facts|data|memories)|memories|facts|data|of my data))?$|^(?:all )?(?:of )?(?:my|your|the|those|these) (?:memories|memory|facts|data|info\w*|notes|whole memory)(?: .*)?$/;

/** What "forget" takes without meaning the memory. */
const nothing =
  /^(?:it|this|that|about it|about that|this|all that|all about it|ya|lo|es|das|ça|cela|isso|the (?:word|line|first|second|third|last|comma|paragraph|sentence|file|app|code|\w+ line)|to\b|how\b|me not|you\b|u\b|whatever|i asked|i said (?:anything|something|that)|never ?mind)(?:\s|[.,!?]|$)/i;
const notAThing = /^(?:when|what|how|where|why|who|which|if|whether)\b.*\?$|^(?:when|that time)\b/i;

/** Asked whether or what the companion remembers, which commands nothing. */
const isAsked =
  /^\W*(?:so |hey |and |but |wait )*(?:did|do|have|are|does|will|why|how|what|which|when|where|who) (?:you|u|i|ya|would|do|does|did|can|to|is|are|s|about|exercise\w*|was)\b(?!.*[.!;] )(?!.*\?.{3,})|^\W*remember (?:what|when|where|who|how|that time|me|the time)\b|\bcan you (?:actually|really|even|ever|always) remember\b|^\W*(?:can|could|will) you (?:remember|forget|memorize) (?:things|stuff|anything|everything|what|our|my name\?|all|past|previous|conversations)\b.*\?|^\W*i(?:ll| will)? (?:never|cant|can not|cannot|wont|forgot|always|wish|keep|remember|still)\b|^\W*(?:forgot|never forget)\b/;

/** The command that a message gives to the companion's memory; undefined where it gives none. */
export function findMemoryCommand(text: string): MemoryCommand | undefined {
  const even = text.replaceAll("’", "'").replaceAll(/\s+/g, " ").trim();
  const folded = foldText(even);
  if (isAsked.test(folded)) return undefined;
  if (
    /\b(?:account|subscription|profile|app)\b(?=\W*$)/.test(folded) &&
    /\b(?:delete|remove|erase)\b/.test(folded)
  )
    return undefined;
  for (const [kind, pattern] of commands) {
    const what = trimThing(pattern.exec(even)?.[1] ?? "");
    if (what === "" || nothing.test(what) || notAThing.test(what)) continue;
    if (kind === "forget" && isAll.test(foldText(what))) break;
    return { kind, what };
  }
  return everything.some((all) => all.test(folded))
    ? { kind: "forget", what: "everything" }
    : undefined;
}

/** The thing without what only goes with it: courtesy, reasons, punctuation. */
function trimThing(thing: string): string {
  return thing
    .replace(
      /\s+(?:when(?:ever)?|if|before|next time|in case|for when|so that)\s+(?:you|u|we|i ask)\b.*$/i,
      "",
    )
    .replace(
      /,?\s+(?:so|and)\s+(?:please\s+)?(?:don'?t|do not|no|never|stop|you|u|keep|please|when|be)\b.*$/i,
      "",
    )
    .replace(
      /[\s,]+(?:from now on|going forward|in (?:the )?future|for (?:next time|later|the future|future chats)|next time|any\s?more|any longer|in future chats|will ya|would ya|got it|it'?s important|that'?s important|(?:por siempre|für immer|pour toujours|para sempre))[\s.!?]*$/i,
      "",
    )
    .replace(/\s+[–—-]+\s+.*$/u, "")
    .replace(/[\s.!?,;:"”’\p{Extended_Pictographic}\u{FE0F}]+$/u, "")
    .replace(/^["“‘]/u, "")
    .replace(
      /[,.;!?]\s+(?:it'?s over|i quit|thanks?|thank you|ok(?:ay)?|please|pls|bitte|por favor|because|cause|since|that was|i was|it was|we|i made|i lied|i changed)\b.*$/i,
      "",
    )
    .replace(/,\s+i\s+\p{L}+$/iu, "")
    .replace(/\s+(?:from|in|out of)\s+your\s+(?:memory|notes|head|brain)\b.*$/i, "")
    .replace(
      /(?:[\s,]+(?:please|pls|plz|completely|entirely|forever|now|lol|haha|ok|okay|thanks|thank you|thx|bitte|por favor|stp|again|for me|already|too|will you|would you|right))+[\s.!?]*$/i,
      "",
    )
    .replace(/[\s.!?,;:]+$/u, "")
    .trim();
}

/** A pattern from its parts, read as written, without regard to case. */
function p(parts: TemplateStringsArray, ...values: string[]): RegExp {
  return new RegExp(String.raw({ raw: parts.raw }, ...values), "iu");
}
