import type { PersonaId } from "#api/agents/persona.ts";

const names: readonly [PersonaId, RegExp][] = [
  ["sarah", /\bsarah?\b/g],
  ["xhash", /\bx-?hash\b/g],
  [
    "neutral",
    /\bneutral\b(?= mode| one| persona| voice| personality| assistant| ai| bot| please| pls| bitte| por favor|\W*$|[.,!]| again| now| instead| for )|\bmode neutre\b|\bmodo neutr(?:al|o)\b|\bneutral por favor\b|\bneutrale?[nr]? (?:modus|modo)\b|\bzu neutral\b|\bal? neutral\b|\bneutre\b(?=\W*$|[,.!])|\bneutro\b(?=\W*$|[,.!])/g,
  ],
];

/** Asking for a change, in the words around a name. */
const change =
  /\b(?:switch|swap|chang\w*|talk(?:ing)? (?:to|with)|speak(?:ing)? (?:to|with)|chat(?:ting)? with|bring|put|get|give me|hand me|pass me|connect me|transfer me|let me|let s|lets|make it|hand(?:ing)? over|take over|takes over|send in|send|liked|like|more|less|available|come out|come back|show up|hear from|answer|reply|respond|replace|the (?:neutral|other) (?:one|assistant|persona)|can (?:you|u) be|could you be|can i (?:have|talk|speak|get)|be|become|turn into|go(?: back)?|back to|return to|instead|prefer|rather|call|summon|load|select|choose|pick|use|activate|enable|mode|persona\w*|i want|i d like|id like|i need|want|wish|where s|wheres|miss|no more|not|please|pls|stop being|start being|respond as|answer as|act as|wechs\w*|wechsle|cambi\w*|\w*cambiame|reden|sprechen|gib mir|hol|geh in|ponte|cambia\w*|lieber|mochte|will|hablar|quiero|cambi\w*|pon\w*|pasame|prefiero|parler|parle|passe|prefere|change|mets|veux|voudrais|remets|repasse|falar|mud\w*|troc\w*|quero|prefiro|chama|coloca|volta|zuruck|vuelve|vuelvas|reviens|retour|retourne)\b/;

/** A name that belongs to somebody else, or is only spoken about. */
const elsewhere = [
  /\b(?:my|our|his|her|cousin|friend|sister|wife|boss|aunt|colleague|named|called) (?:\w+ )?sarah?\b|\bsarah? (?:from|at (?:work|school)|in (?:accounting|hr|marketing|sales)|and i|is my|was|s (?:birthday|house|wedding|mom|party)|told|said|works?|from (?:work|my)|to (?:the|a|my)|my|connor|jessica)\b|\bsarahs\b/,
  /\b(?:talked|spoke|chatted|spoken|had (?:a|such) (?:\w+ )?(?:chat|talk|conversation)|met|texted|saw|like|love|marry|call|meet|email|invite|visit|married|dating)\b(?!.*\b(?:better|more|instead|please|now|again|back)\b).{0,16}\b(?:sarah?|xhash|neutral)\b/,
  /\b(?:email|meeting|appointment|message|letter|text|dinner|lunch|party) (?:with|to|for) sarah?\b|\bsarah?,? my\b|\bbring sarah? to\b|\bi (?:like|love) (?:sarah?|xhash)\W*$/,
  /\btell (?:sarah?|xhash)\b|\bsay (?:hi|hello|thanks) to\b/,
  /\b(?:stuck|car|gear|engine|shift\w*|colou?rs?|country|tone|ground|wire|skin|carbon|ph|switzerland|gender|stay|stayed|staying|remain|feel|feeling|feels|politically|net|buoyancy|vote|grau|farbe|leerlauf|coche|voiture|carro)\b.{0,24}\bneutr/,
  /\b(?:who (?:is|s)|whos|what (?:is|s)|whats|difference between|tell me about|how old|why (?:is|are|does|did)|does|did|is (?:sarah|xhash) (?!available|there|around|free|here)|are you (?:sarah|xhash|neutral)|what would|bist du|eres|tu es|voce e|wer ist|quien es|qui est|quem e)\b/,
];

const rejected =
  /(?:\bno more|\binstead of|\brather than|\bnot|\bnot with|\bwithout|\btired of|\bsick of|\benough of|\bdont (?:want|like)|\bdo not want|\bstop being|\bover|\bdone with|\bleave|\bbored (?:of|with)|\bfrom|\bstatt|\bnicht(?: mit)?|\bkein\w*|\bno|\bnada de|\ben vez de|\bpas(?: avec| de)?|\bplus de|\bau lieu de|\bnao|\bem vez de|\bsem|\bals) (?:(?:talk|speak) (?:to|with) )?(?:(?:sarah?|xhash|neutral) (?:or|nor|and|oder|o|ou|ni) )?$/;
const dismissed =
  /^(?: is| s|s)? (?:is )?(?:too|boring|annoying|not|but i|so |lovely|nice|but|sucks|away|off)\b|^ youre\b|^,? (?:youre|you are|thanks|thank you)\b|^ (?:or|nor|oder|ni) /;

/** Whom a message asks to talk to instead; undefined where it asks for nobody. */
export function findPersonaWish(folded: string): PersonaId | undefined {
  const text = folded.replaceAll("!", ".");
  if (elsewhere.some((pattern) => pattern.test(text))) return undefined;
  const mentions = names.flatMap(([id, pattern]) =>
    [...text.matchAll(pattern)].map(({ index, 0: name }) => ({ id, index, name })),
  );
  if (mentions.length === 0) return undefined;
  const wanted = mentions.filter(({ index, name }) => {
    const before = text.slice(0, index);
    return !rejected.test(before) && !dismissed.test(text.slice(index + name.length));
  });
  const isOnly = mentions.length > wanted.length;
  const isShort =
    text.split(" ").length <= 3 &&
    /^(?:\w+ )?(?:mode|please|pls|now|bitte)|(?:please|pls|now|bitte|mode)\W*$/.test(text);
  if (wanted.length === 0 || !(change.test(text) || isOnly || isShort)) return undefined;
  return wanted.toSorted((a, b) => a.index - b.index).at(-1)?.id;
}
