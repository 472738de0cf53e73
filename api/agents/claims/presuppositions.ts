import { isSaid, judgedSelf, judgedTie, notMine, said, someday, type Opening } from "./opening.ts";

/** After "Just a mum": what somebody says of themselves, not of whom they see. */
const alone =
  /^(?:venting|trying|looking|living|figuring|rambling|surviving|learning|asking|navigating|passing|doing|wondering|from (?!my|the (?!\p{Lu}))|who (?!.*\b(?:me|my)\b))/iu;

/** What is not said but given: "am I a bad father", "my role as a mother", "not a very tall man". */
export const presuppositions: readonly Opening[] = [
  {
    pattern: /\b(?:i'?m|i am) not an? (?:very|particularly|especially|typical|normal|young)\b/gi,
    bare: true,
    admits: isSaid,
  },
  // Who is not a good one is one.
  {
    pattern:
      /\b(?:(?:i'?m|i am|i was|i have|i'?ve) (?:not|never|no|hardly)(?: (?:really|exactly|always|even|been|being))*|i (?:wasn'?t|haven'?t been|don'?t feel like|don'?t think i'?m))(?= (?:an?|the|such|much of) )/gi,
    admits: (noun, context) => judgedTie(noun, context) && said.has(context.standing),
  },
  {
    pattern:
      /\bmy (?:own |new |whole |second |daily )?(?:role|life|job|work|duty|duties|time|experiences?|years|journey|identity|career|responsibilit(?:y|ies)|place|days|worth|first (?:years?|months?|weeks?|days?)|struggles?|failures?|failings?|rights?) as\b/gi,
    admits: (_, { standing, before }) =>
      standing !== "quoted" && standing !== "supposed" && !/\b(?:he|she) \p{L}+ed\b/iu.test(before),
  },
  {
    pattern: /^\W*(?:hi|hello|hey|greetings|cheers|regards) from(?= an? )/gi,
    admits: isSaid,
  },
  {
    pattern: /(?:^|[,;.—–-]\s*)(?:i'?m )?(?:just|only)(?= (?:an?|some|another) )/gi,
    admits: (_, { before, after, standing }) =>
      said.has(standing) &&
      !notMine.test(before) &&
      !/\b(?:he|she|her|him|i (?:know|met|saw|used))\b/i.test(after) &&
      (before.trim() === ""
        ? alone.test(after)
        : /\b(?:i|i'?m|me|my|myself)\b/i.test(before) &&
          /^(?:from|who|with|in|of|to|\p{L}+ing)\b/iu.test(after)),
  },
  {
    pattern: /\b(?:hired|elected|chose|picked|registered|promoted|appointed) me as\b/gi,
    admits: (_, { phrase, standing }) =>
      said.has(standing) && /^(?:first|only|youngest|oldest)$/.test(phrase.words[0] ?? ""),
  },
  {
    pattern: /\b(?:i was|i'?m|i am|i got|me) (?:raised|brought up) to be\b/gi,
    admits: (noun, { standing, phrase }) =>
      said.has(standing) &&
      (noun.isTie || /^(?:gentleman|lady|girl|boy|woman|man)$/.test(phrase.words.at(-1)!)),
  },
  {
    pattern:
      /\bguess who(?:'s| is)? (?:(?:going to|gonna|about to|will) be(?:come)?|becoming|now|officially|finally)\b/gi,
    admits: ({ isTie }, { after }) => isTie && !/\b(?:my|he|she|his|her)\b/i.test(after),
  },
  // The tie is given, the rest is asked, wished or felt.
  {
    pattern:
      /\b(?:am i|do i make|was i|have i been|i feel like|i felt like|makes? me(?: feel like)?|i feel (?:like )?such)\b/gi,
    admits: judgedSelf,
  },
  {
    pattern:
      /\b(?:i (?:was|were)|i'?d been|(?:i|i'm) (?:want|try|trying|need|have|struggle|learning|do my best) to be(?:come)?|do i become|(?:can|do|should) i be(?:come)?|i could be|trying to be)\b/gi,
    admits: (noun, context) =>
      (judgedTie(noun, context) || context.phrase.words[0] === "better") &&
      !someday.test(context.after) &&
      !notMine.test(context.before.replace(/my \w+ (?:and|deserves?)/gi, "")),
  },
  {
    pattern:
      /\bmy (?:kids?|children|son|daughter|wife|husband|girlfriend|boyfriend|family|parents) deserves?\b/gi,
    admits: judgedTie,
  },
];
