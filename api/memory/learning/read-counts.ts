import { isKinType, kinNouns, relationOf } from "./kin.ts";
import { numberPattern } from "./numbers-and-days.ts";
import type { Mention } from "./read-mentions.ts";
import type { Said } from "./said.ts";

const counted = new RegExp(
  String.raw`\b(?:i|we)(?:'ve got|'ve| have got| have| got|'ve recently got| just got| adopted| just adopted| have adopted| own| rescued)(?: (?:also|now|just|only|got))* (?<count>an?|one|${numberPattern}|no|any|some) (?<words>(?:[\p{L}-]+ ){0,2}?)(?<noun>${kinNouns})(?![\p{L}])(?!'s?\b)(?!-)(?<rest>.*)`,
  "iu",
);
const denied = new RegExp(
  String.raw`\b(?:i|we)(?: (?:do not|don'?t|dont|never) (?:actually |even |really )?(?:have|own)|(?: have|'ve)(?: got)? no|(?: haven't| haven’t) got)(?: (?:any|an?))? (?<noun>${kinNouns})(?![\p{L}])`,
  "iu",
);

/** How many of a kind somebody has, where they are not named: "three brothers", "a hamster". */
export function readCounts(sentence: string, mentions: Mention[]): Said[] {
  const none = denied.exec(sentence)?.groups?.["noun"];
  if (none !== undefined) {
    const type = relationOf(none)!;
    return isKinType(type) ? [{ type, value: none, isEnded: true }] : [];
  }
  const match = counted.exec(sentence);
  if (match === null) return [];
  const { count, words, noun, rest } = match.groups as Record<string, string>;
  const type = relationOf(noun!)!;
  if (
    !isKinType(type) ||
    type === "parent" ||
    (type === "partner" && /^(?:an?|one)$/iu.test(count!))
  )
    return [];
  if (/^(?:no|any)$/iu.test(count!) || /^pets?$/iu.test(noun!)) return [];
  if (
    /\b(?:imaginary|pet|toy|stuffed|virtual|bigger|plush|wooden|baby|feeling)\b/iu.test(words!) ||
    /^\s+(?:in the (?:room|race)|person|to fry|of a|poster|jokes?|shirt|in my stomach|day|show|video|nap|walk|park|food|problem|moment|face|sitter|shelter|who(?:'s| is) (?:getting|a)|in (?:mind|common))\b/iu.test(
      rest!,
    )
  )
    return [];
  if (type === "friend" && /^(?:an?|one)$/iu.test(count!)) return [];
  if (mentions.some(({ relation }) => relation === type)) return [];
  const isOne = /^(?:an?|one)$/iu.test(count!);
  if (
    /^\s*,?\s*(?:but|when|back|as a|growing up|once|years ago|before)\b.*\b(?:died|when i was|as a kid|growing up|years ago|had)\b/iu.test(
      rest!,
    )
  )
    return [];
  if (isOne) return [{ type, value: noun! }];
  const more = new RegExp(
    String.raw`^,? and (an?|one|${numberPattern}) (?:[\p{L}-]+ ){0,2}?(${kinNouns})\b`,
    "iu",
  ).exec(rest!);
  const also =
    more && relationOf(more[2]!) === type
      ? [/^(?:an?|one)$/iu.test(more[1]!) ? more[2]! : `${more[1]} ${more[2]}`]
      : [];
  return [`${count} ${noun}`, ...also].map((value) => ({ type, value }));
}
