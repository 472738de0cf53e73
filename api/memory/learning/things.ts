import { whenPattern } from "./numbers-and-days.ts";

/** Where a noun phrase ends: at what is said of it, when, why, and at what comes next. */
const phraseEnd = new RegExp(
  String.raw`[.,;:!?…()\n–—“”"]|\s-+\s|\s(?:but|because|cause|cuz|coz|bc|so|when|whenever|while|since|though|although|unless|if|until|till|where|which|who|whom|whose|than|that (?:i|is|are|was|were|we|he|she|it)|and (?:i|i'm|im|i've|my|we|we're|he|she|he's|she's|they|it|it's|you|that|the [a-z]+ (?:is|are)|this|then|also|so|now|don't|hate|love|like|works?|lives?|has|have|can|can't|am|is|are|was|do|does|never|always|speaks?|bakes?|enjoy|want|need)|or (?:i|so|something|whatever)|now|nowadays|any ?more|any longer|these days|lately|a lot|so much|so bad(?:ly)?|very much|too|as well|as (?:a|an|it|they|he|she|i|we|much|long|soon)|at all|lol|haha\p{L}*|lmao|xd|tbh|ngl|btw|by the way|honestly|actually|obviously|more and more|every|each|all (?:day|the time|night)|most of (?:all|the time)|right now|at the moment|again|though|tho|either|even|ever|with all my heart|for (?:years|ages|a (?:while|living|long time)|(?:\d+|two|three|four|five|six|ten) (?:years|months|weeks))|to (?:bits|death|pieces)|so far|once a|twice a|three times a|at (?:the )?weekends?|on (?:the )?weekends?|on (?:mon|tues|wednes|thurs|fri|satur|sun)days?|in (?:the )?(?:mornings?|evenings?|spring|summer|winter|autumn|fall)|(?:right|okay|ok|yeah|you know|sorry|please|thanks?|haha)\b\W*$|${whenPattern})(?=\W|$)`,
  "iu",
);

/** What says nothing of what it is. */
const emptyThing =
  /^(?:it|its|it's|this|that|these|those|you|u|ya|your? \p{L}+|him|her|them|me|us|myself|how|what|when|where|who|why|being|being here|the way|the fact|the idea|the sound|the feeling|the part|one|ones|some|any|anything|something|everything|nothing|nobody|everyone|everybody|anyone|someone|people|the same|to be|to think|to know|to say|to see you|to hear|to talk|to meet you|talking to you|him|hers|his|mine|yours|both|all of it|all|so|not|if|a lot|stuff|things|a thing|most|lots|neither|either|where|there|here|no|yes|my life|life|my \p{L}+|our \p{L}+|his \p{L}+|her \p{L}+|their \p{L}+)$/iu;

/** A thing at the beginning of a text: up to where its phrase ends. */
export function takePhrase(text: string, longestWords = 7): string | undefined {
  const trimmed = text.trimStart();
  // The first word is of the phrase, whatever it is: "mondays", "now that's what I like".
  const first = /^[^\s.,;:!?]+/u.exec(trimmed)?.[0].length ?? 0;
  const end = phraseEnd.exec(trimmed.slice(first));
  const phrase = (end === null ? trimmed : trimmed.slice(0, first + end.index))
    .replace(/[\s'\p{Extended_Pictographic}\u{FE0F}]+$/u, "")
    .trim();
  if (phrase === "" || phrase.split(" ").length > longestWords) return undefined;
  return phrase;
}

/** A thing as somebody likes one, has one or does one; undefined for words that stand for something. */
export function takeThing(text: string, longestWords = 6): string | undefined {
  const phrase = takePhrase(text, longestWords)?.replace(
    /^(?:really|just|all|all kinds of|all sorts of|any kind of|lots of|a bit of|a little|some|most|good|a good|to|the idea of|the smell of|the taste of) (?=\S)/iu,
    (words) => (/^(?:to|the (?:smell|taste) of) $/iu.test(words) ? words : ""),
  );
  return phrase === undefined || emptyThing.test(phrase) ? undefined : phrase;
}

/** The things at the beginning of a text, one after the other: "jazz, long walks and rain". */
export function takeThings(text: string): string[] {
  const list =
    /^((?:[\p{L}\p{M}'-]+ ){0,2}[\p{L}\p{M}'-]+(?:, (?:[\p{L}\p{M}'-]+ ){0,2}[\p{L}\p{M}'-]+)*),? (?:and|&) ((?:[\p{L}\p{M}'-]+ ?){1,3})(?=$|[.,!;…)])/iu.exec(
      text.trimStart(),
    );
  const items = list ? [...list[1]!.split(", "), list[2]!.trim()] : [];
  const isList =
    items.length > 1 &&
    items.every(
      (item) =>
        !/^(?:i|i'm|im|my|we|he|she|they|it|it's|you|that|this|then|so|the|don't|hate|love|like|am|is|are|was|have|but|not|everything|anything|all|whatever|him|her|them)\b/iu.test(
          item,
        ) && takeThing(item) !== undefined,
    );
  if (isList) return items.flatMap((item) => takeThing(item) ?? []);
  const one = takeThing(text);
  return one === undefined ? [] : [one];
}
