import { takePlace } from "./places.ts";
import { one, residence, saidAs, type Saying } from "./saying.ts";

/** Where one lives and comes from. */
export const sayingsOfPlaces: Saying[] = [
  {
    pattern:
      /\b(?:greetings|hello|hi|writing|typing|texting|cheers|reporting|hugs|live) (?:to you )?from (?:(?:rainy|sunny|cold|snowy|beautiful|windy|grey|foggy|little|stormy) )*/iu,
    read: (rest) => residence(rest),
  },
  {
    pattern: /\bhere in (?:(?:rainy|sunny|cold|snowy|beautiful|windy|grey|little) )*(?=\p{L})/iu,
    read: (rest) => (/^\p{Lu}/u.test(rest) ? residence(rest) : []),
  },
  {
    pattern: saidAs(
      String.raw`(?:i'?m |we'?re |i am )?(?:brand |still |pretty )?new (?:here )?(?:in|to) (?=\p{L})`,
    ),
    read: (rest) => (/^\p{Lu}/u.test(rest) ? residence(rest) : []),
  },
  {
    pattern: saidAs(
      String.raw`(?:i|we)(?:'ve| have)? (?:finally |just |now )*(?:ended up|settled(?: down)?|landed|put down roots|rent(?: an? [\p{L} ]+?)?|bought (?:a|an|our) [\p{L} ]+?|own (?:a|an) [\p{L} ]+?|share (?:a|an) [\p{L} ]+?|reside|found a [\p{L} ]+?) in `,
    ),
    read: (rest) => (/^\p{Lu}/u.test(rest) ? residence(rest) : []),
  },
  {
    pattern: saidAs(
      String.raw`(?:i|we)?(?:'ve| have)?(?: just| finally| recently)? ?(?:swapped|traded|exchanged|left|gave up) ([\p{L} '-]+?) for (?=\p{L})`,
    ),
    read: (rest, match) =>
      takePlace(match[1]!, false) !== undefined && /^\p{Lu}/u.test(rest)
        ? [...residence(rest), ...one("city", match[1], { isEnded: true, aspect: "residence" })]
        : [],
  },
  {
    pattern:
      /(?:^|[.,;!]\s*|\b(?:and|but|so) )(?=\p{Lu}[\p{L}'-]+(?: \p{Lu}[\p{L}'-]+)?(?: has|'s) been (?:my |our )?home\b)/u,
    read: (rest) => residence(rest),
  },
  {
    pattern:
      /(?:^|[.,;!]\s*|\b(?:and|but|so) )(?=\p{Lu}[\p{L}'-]+(?: \p{Lu}[\p{L}'-]+)? is (?:where (?:i|we)(?:'ve| have)? (?:live|settled|ended up|moved|belong)|my (?:new )?home|our (?:new )?home)\b)/u,
    read: (rest) => residence(rest),
  },
  {
    pattern: /^\W*(?=\p{Lu}[\p{L}'-]+(?: \p{Lu}[\p{L}'-]+)?,? born and (?:bred|raised))/u,
    read: (rest) => one("hometown", takePlace(rest, false), { aspect: "origin" }),
  },
  {
    pattern: saidAs(
      String.raw`(?:i'?m|i am|we'?re|we are) (?:now |currently |back |here )*in (?=[\p{L} '-]+ (?:now|these days|nowadays|currently)\b)`,
    ),
    read: (rest) => residence(rest),
  },
  {
    pattern: saidAs(
      String.raw`(?:now|these days|nowadays|currently),? (?:i'?m|i am|we'?re|we are) (?:back |here )?in `,
    ),
    read: (rest) => residence(rest),
  },
  {
    pattern:
      /\b(?:my|our) (?:(?:new|old|tiny|little|small|first|own|rented|shared) )*(?:flat|apartment|house|home|place|studio|condo|attic|cottage|flatshare|dorm|room) (?:is )?(?:here )?in /iu,
    read: (rest, match) => (/ old /iu.test(match[0]) ? [] : residence(rest)),
  },
  {
    pattern: saidAs(String.raw`(?:my )?home is (?:now |currently )?(?:in )?(?=\p{Lu})`),
    read: residence,
  },
  {
    pattern: saidAs(
      String.raw`(?:now |these days |currently )?(?:here )?in (?=\p{Lu}[\p{L} ]+ (?:now|these days|currently)\b)`,
    ),
    read: (rest) => residence(rest),
  },
  { pattern: saidAs(String.raw`now (?:living |based |settled )?in (?=\p{Lu})`), read: residence },
  {
    pattern: saidAs(
      String.raw`(?=\p{Lu}[\p{L}'-]+(?: \p{Lu}[\p{L}'-]+)?(?: is|'s) (?:home|where (?:i|we) live)(?: now| these days| for (?:me|us)| sweet home)?)`,
    ),
    read: residence,
  },
  {
    pattern: saidAs(String.raw`(?:i|we) call (?=\p{Lu}[\p{L} '-]+ (?:my |our )?home\b)`),
    read: residence,
  },
  {
    pattern: saidAs(String.raw`my (?:home ?town|native town|home village|birthplace) is `),
    read: (rest) => one("hometown", takePlace(rest, true), { aspect: "origin" }),
  },
  {
    pattern: saidAs(String.raw`my (?:home country|country|homeland|country of birth) is `),
    read: (rest) => one("country", takePlace(rest, true), { aspect: "origin" }),
  },
];
