import { isOccupation } from "./occupations.ts";
import { takeOrganisation } from "./organisations.ts";
import { one, saidAs, type Saying } from "./saying.ts";
import { takePhrase } from "./things.ts";
import type { Said } from "./said.ts";

const jobOf = (rest: string) => {
  const phrase = takePhrase(rest.replace(/^(?:an?|the|being an?|that of an?) /iu, ""), 8)?.replace(
    / (?:at|in|for|with|from|by|on|near)\b.*$/iu,
    "",
  );
  return phrase !== undefined && (isOccupation(phrase) || /^\p{L}+ing \p{L}/u.test(phrase))
    ? phrase
    : undefined;
};

function fragmentJob(text: string): Said[] {
  const phrase = text.replace(/^(?:an?|the|fellow|tired|proud|just a) /iu, "").trim();
  return phrase !== "" && isOccupation(phrase) ? one("job", phrase) : [];
}

function notButs(wrong: string, right: string): Said[] {
  if (!isOccupation(wrong) || !isOccupation(right)) return [];
  return [...one("job", right), ...one("job", wrong, { isEnded: true })];
}

/** "As a vet I see this every day." */
function asA(rest: string): Said[] {
  const phrase =
    /^((?:[\p{L}'-]+ ){0,3}[\p{L}'-]+?)(?= (?:i|i'm|i've|i'd|myself|my|we|in|at|for|from|with|who)\b|,)/iu.exec(
      rest,
    )?.[1];
  if (phrase === undefined || !isOccupation(phrase) || !/\b(?:i|my|i'm|i've|me)\b/iu.test(rest))
    return [];
  return /\b(?:would|wanted|dream|hope|could|if|child|kid)\b/iu.test(rest)
    ? []
    : one("job", phrase);
}

/** What one does for a living, and where one works or studies. */
export const sayingsOfWork: Saying[] = [
  {
    pattern:
      /\bnot (?:an? )?(student|pupil|intern|apprentice|\p{L}+er|\p{L}+ist|nurse|doctor) (?:any ?more|any longer)\b/iu,
    read: (_, match) => (isOccupation(match[1]!) ? one("job", match[1], { isEnded: true }) : []),
  },
  {
    pattern:
      /^\W*(?:(?:fellow|former|retired|ex-|tired|proud|just a|long-time|full-time|part-time|night-shift) )*(?=[\p{L}' -]{3,30} here\b)/iu,
    read: (rest) => fragmentJob(rest.replace(/ here\b.*$/iu, "")),
  },
  {
    pattern:
      /^\W*(?=(?:(?:retired|freelance|former|self-employed|newly qualified|junior|senior) )[\p{L} -]{3,30}(?:,|\.| from| at| in|$))/iu,
    read: (rest) => fragmentJob(/^[\p{L} -]+?(?=,|\.| from| at| in|$)/iu.exec(rest)?.[0] ?? ""),
  },
  {
    pattern:
      /\b(?:i'?ve|i have|i) (?:been|was|worked as|spent \p{L}+ years as) (?:an? )(?=[\p{L} -]+ for (?:\d+|\p{L}+|over|almost|nearly|about)[\p{L} ]* (?:years|months|decades)|[\p{L} -]+ since )/iu,
    read: (rest, match) =>
      /'?ve been|have been/iu.test(match[0])
        ? one("job", jobOf(rest.replace(/ (?:for|since) .*$/iu, "")))
        : [],
  },
  {
    pattern:
      /\bmy (?:new |current |first |day )*(?:job|work|life|shift|shifts|career) as (?:an? |the )?/iu,
    read: (rest, match) =>
      /\bquit |\bleft |\blost |\bformer |\bold /iu.test(
        match.input.slice(Math.max(0, match.index - 8), match.index),
      )
        ? []
        : one(
            "job",
            jobOf(rest.replace(/ (?:is|has|was|can|means|at|pays|starts|makes|which)\b.*$/iu, "")),
          ),
  },
  {
    pattern: saidAs(String.raw`being an? (?=[\p{L} -]+ (?:is|means|can be|has its)\b)`),
    read: (rest) =>
      one("job", fragmentJob(rest.replace(/ (?:is|means|can be|has its)\b.*$/iu, ""))[0]?.value),
  },
  {
    pattern: saidAs(String.raw`(?:i )?(?:quit|left|lost) my job as (?:an? )?`),
    read: (rest) => one("job", jobOf(rest), { isEnded: true }),
  },
  {
    pattern: saidAs(String.raw`we'?re both `),
    read: (rest) =>
      one(
        "job",
        isOccupation(takePhrase(rest, 3)?.replace(/s$/u, "") ?? "x")
          ? takePhrase(rest, 3)
          : undefined,
      ),
  },
  {
    pattern: saidAs(
      String.raw`(?:they|[\p{L}]+) (?:made|promoted) me (?:to )?(?:the )?(?:new )?(?=head|team lead|manager|director|partner|shift)`,
    ),
    read: (rest) => one("job", takePhrase(rest, 4)),
  },
  {
    pattern: saidAs(
      String.raw`(?:today (?:is|was) )?(?:my )?(?:first|last) (?:day|week|month|shift) at (?:my )?(?:new (?:job|gig),? )?(?:at )?(?=\p{L})`,
    ),
    read: (rest, match) =>
      /last/iu.test(match[0]) || !/^(?:the |\p{Lu})/u.test(rest)
        ? []
        : one("employer", takeOrganisation(rest)),
  },
  {
    pattern:
      /(?:^|[.,;!]\s*)(?=(?:\p{Lu}[\p{L}&]+ ){1,3}(?:has |just |finally )*(?:hired|employs|employed|took) me\b)/u,
    read: (rest) => one("employer", takeOrganisation(rest)),
  },
  {
    pattern: saidAs(String.raw`(?:\p{L}+|\d+) (?:years|months|weeks) (?:now )?at (?=\p{L})`),
    read: (rest) =>
      /^(?:the \p{L}+|\p{Lu})/u.test(rest) ? one("employer", takeOrganisation(rest)) : [],
  },
  {
    pattern: saidAs(String.raw`my (?:company|employer|firm|workplace) is (?:called )?`),
    read: (rest) => one("employer", takeOrganisation(rest)),
  },
  {
    pattern: saidAs(
      String.raw`my (?:new |old )?(?:school|uni|university|college) is (?:called )?(?=\p{L})`,
    ),
    read: (rest) => (/^\p{Lu}/u.test(rest) ? one("school", takeOrganisation(rest)) : []),
  },
  {
    pattern:
      /\b(?:my|the) (?:phd|master'?s?|bachelor'?s?|degree|ba|bsc|ma|msc|mba|studies|thesis|first year|second year|third year|final year|semester)(?: in [\p{L} ]+?)? at (?:the )?/iu,
    read: (rest) => (/^\p{Lu}/u.test(rest) ? one("school", takeOrganisation(rest)) : []),
  },
  {
    pattern:
      /(?:\bgot (?:in|accepted|admitted)(?:to| to| into| at)?|\b(?:freshman|sophomore|undergrad|first[- ]year|second[- ]year|third[- ]year|final[- ]year|senior|junior)(?: student)?(?: in [\p{L} ]+?)?(?: at| in)) (?:the )?(?=\p{Lu})/u,
    read: (rest) => one("school", takeOrganisation(rest)),
  },
  {
    pattern:
      /^\W*(?:(?:no|sorry|and|i'?m|im)[\s,]+)*not an? ([\p{L} ]+?)(?:,| but| -)+ (?:i'?m |im )?(?:an? )?([\p{L} ]+?)\W*$/iu,
    read: (_, match) => notButs(match[1]!, match[2]!),
  },
  {
    pattern: saidAs(String.raw`(?:as|being|speaking as) an? (?=[\p{L}])`),
    read: (rest) => asA(rest),
  },
  {
    pattern: saidAs(
      String.raw`my (?:day |main |actual |current |new |full[- ]time |part[- ]time )*(?:job|profession|occupation|work|trade)(?: title)? is (?!(?:a (?:pain|nightmare|lot|mess|joke|dream|grind)|to\b))`,
    ),
    read: (rest) => one("job", jobOf(rest)),
  },
  {
    pattern: saidAs(String.raw`by (?:trade|profession|training)[, ]+(?:i'?m |i am )?(?:an? )?`),
    read: (rest) => one("job", jobOf(rest)),
  },
  {
    pattern: saidAs(String.raw`(?:i'?m |i am |we'?re )with (?=\p{Lu})`),
    read: (rest) =>
      /\b(?:since|now|as)\b/iu.test(rest) ? one("employer", takeOrganisation(rest)) : [],
  },
  {
    pattern: /\bmy (?:new |current |first |old )*job (?:at|with|for) /iu,
    read: (rest, match) => (/old/iu.test(match[0]) ? [] : one("employer", takeOrganisation(rest))),
  },
  {
    pattern: /\b(?:at|from) (?:my )?work,? (?:at|in) (?=the |an? |\p{Lu})/iu,
    read: (rest) => one("employer", takeOrganisation(rest)),
  },
];
