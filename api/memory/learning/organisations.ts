import { takePhrase } from "./things.ts";

/** What one works at or for, that is no house: times, conditions, oneself, anybody. */
const noHouse =
  /^(?:home|night|nights|day|days|least|the moment|the weekends?|weekends?|noon|midnight|dawn|it|this|that|them|him|her|me|you|us|myself|a loss|all|my (?:best|own|desk|car|dissertation|thesis|book|music|art|body|fitness|garden|house|room|pace|family|dad|mum|mom|father|mother|brother|uncle|parents)|once|times|first|full speed|a (?:living|while|long time|bit|few \p{L}+)|free|nothing|money|peanuts|minimum wage|change|something|someone|others|people|years|ages|hours|two|three|four|five|now|tips|christmas|what|which|\d.*)\b/iu;

/** The house at the beginning of a text: "Northwind Labs", "the post office". */
export function takeOrganisation(text: string): string | undefined {
  if (noHouse.test(text)) return undefined;
  const capital =
    /^(?:the |The )?\p{Lu}[\p{L}\p{M}\p{N}&.'-]*(?:(?: (?:of|and|&|for|the|de|du|la|von))* [\p{Lu}\p{N}][\p{L}\p{M}\p{N}&.'-]*)*(?: (?:university|college|school|hospital|bank|academy|high))?/u.exec(
      text,
    )?.[0];
  if (capital !== undefined) return capital.replace(/[.,]+$/u, "").replace(/'s$/u, "");
  const phrase = takePhrase(text, 6)?.replace(
    / (?:in|near|on|at|with|doing|since|by|around|down|that|where|from|downtown|and|as)\b.*$/iu,
    "",
  );
  if (phrase === undefined || phrase === "") return undefined;
  return /^(?:an?|the|our|my (?:local|university)|some|one of the|two|local|several)\s+\p{L}/iu.test(
    phrase,
  ) ||
    (/^[a-z0-9-]+$/u.test(phrase) && phrase.length > 2) ||
    phrase.split(" ").length <= 3
    ? phrase.replace(/^(?:an?|some) /iu, "")
    : undefined;
}
