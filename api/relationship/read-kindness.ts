/*
 * Said to the companion itself, in English: in other languages kindness and insults count as any
 * message does. Anger about others is no insult.
 */

const insults = [
  /\b(?:you|u) (?:are|r|re|'re|’re)(?: (?:so|such|just|all|really|a|an|the|fucking|fuckin|damn|bloody|pretty|very|totally|completely)){0,4} (?:stupid|dumb|useless|worthless|pathetic|idiot|moron|trash|garbage|ugly|disgusting|loser|bitch|whore|slut|cunt|retarded|crap|shit)\b/,
  /\b(?:i|we) (?:really |fucking |just |truly )?(?:hate|despise|loathe) (?:you|u)(?![\w’'-])/,
  /\b(?:shut (?:the (?:fuck|hell) )?up|stfu|fuck (?:you|u|off)|piss off|go to hell|screw you)\b/,
  /^(?:you |u )?(?:stupid|dumb|fucking|useless) (?:bot|machine|ai|thing|bitch|idiot|moron|app)\b/,
];

const kindWords = [
  /\b(?:thank you|thanks|thank u|thx|ty so much|grateful|i appreciate)\b/,
  /\b(?:you|u) (?:are|r|re|'re|’re)(?: (?:so|such|just|really|a|an|the|very|always|truly|too|my)){0,4} (?:kind|sweet|nice|great|amazing|wonderful|lovely|best|awesome|good listener|helpful|thoughtful|favou?rite)\b/,
  /\b(?:that|this|it|you)(?: really)? (?:helped|helps|means a lot|cheered me up)\b/,
  /\bi (?:really )?(?:like|enjoy|love) (?:talking|chatting|speaking) (?:to|with) (?:you|u)\b/,
  /\b(?:i )?missed (?:you|u)\b/,
];

/** How much of a message is looked at. */
const readCharacters = 600;

/** Whether a message is kind or unkind to the companion; null when it is neither. */
export function readKindness(text: string): "kind" | "unkind" | null {
  const plain = text.slice(0, readCharacters).toLowerCase().replaceAll(/\s+/g, " ").trim();
  const unquoted = plain.replaceAll(/["“”][^"“”]*["“”]/g, " ");
  if (insults.some((pattern) => pattern.test(unquoted))) return "unkind";
  return kindWords.some((pattern) => pattern.test(unquoted)) ? "kind" : null;
}
