import type { Clause } from "./clauses.ts";
import type { Verb } from "./verb.ts";
import { takeName } from "./names.ts";
import { isOccupation } from "./occupations.ts";
import { takeOrganisation } from "./organisations.ts";
import { isCountry, takePlace } from "./places.ts";
import { one, residence } from "./saying.ts";
import { takePhrase } from "./things.ts";
import type { Said } from "./said.ts";

function origin(text: string): Said[] {
  const rest = text.replace(
    /^an? (?:(?:small|tiny|little|quiet|big) )*(?:town|village|city|place|island)(?: called| named|,)? /iu,
    "",
  );
  const place = takePlace(rest, true);
  if (place === undefined) return [];
  return one(isCountry(place) ? "country" : "hometown", place, { aspect: "origin" });
}

/** The job after "as": with or without an article. */
function job(text: string): Said[] {
  const lead = /^(?:an? |the )?/iu.exec(text)![0];
  const phrase = takePhrase(text.slice(lead.length), 12)?.replace(
    / (?:at|in|for|with|from|of|by|on|near|here)\b.*$/iu,
    "",
  );
  if (phrase === undefined || phrase === "" || !isOccupation(phrase)) return [];
  const after = text.slice(lead.length + phrase.length);
  const house = /^\s+(?:at|for|with)\s+/iu.exec(after);
  const organisation = house && takeOrganisation(after.slice(house[0].length));
  return [...one("job", phrase), ...(organisation ? one("employer", organisation) : [])];
}

const schoolish =
  /\b(?:university|uni|college|school|academy|institute|poly|polytechnic|high|conservatory|conservatoire|MIT|ETH|TU|faculty|grammar|gymnasium|lyc[ée]e)\b/iu;

function school(text: string): Said[] {
  const house = takeOrganisation(text);
  if (house === undefined) return [];
  const isVague =
    /^(?:an? |the )?(?:university|uni|college|school|high school|home|work|bed|night school|class)$/iu.test(
      house,
    );
  return isVague ? [] : one("school", house);
}

function moved(rest: string, match: RegExpExecArray): Said[] {
  if (/^transferred/iu.test(match[0]) && schoolish.test(rest))
    return one("school", takeOrganisation(rest));
  const from = match[1] === undefined ? undefined : takePlace(match[1].trim(), false);
  const to = residence(rest);
  if (to.length === 0) return [];
  const former: Said[] =
    from === undefined
      ? []
      : [
          {
            type: isCountry(from) ? "country" : "city",
            value: from,
            isEnded: true,
            aspect: "residence",
          },
        ];
  return [...to, ...former];
}

function workedAs(rest: string, match: RegExpExecArray, clause: Clause): Said[] {
  if (clause.isPast && !/hired|promoted/iu.test(match[0])) return [];
  if (/^worked/iu.test(match[0]) && !/\bha(?:ve|s)\b|'ve/iu.test(clause.before.slice(-8)))
    return [];
  if (/^(?:started|starting|start)\s*(?:an? )?$/iu.test(match[0].trim())) return [];
  return job(rest);
}

function worksAt(rest: string): Said[] {
  if (schoolish.test(takeOrganisation(rest) ?? "") && /^student/iu.test(rest)) return [];
  const house = takeOrganisation(rest);
  if (house === undefined || /^\p{L}+ing\b/iu.test(house)) return [];
  const role = new RegExp(String.raw`\bas (.+)$`, "iu").exec(rest)?.[1];
  return [...one("employer", house), ...(role === undefined ? [] : job(role))];
}

function studies(rest: string, match: RegExpExecArray): Said[] {
  if (/^teach/iu.test(match[0])) return [];
  if (/^(?:going|go|goes) (?:back )?to/iu.test(match[0]) && !/^\p{Lu}/u.test(rest)) return [];
  return school(rest);
}

function turned(value: string): Said[] {
  return /^\d{1,2}$/u.test(value) ||
    /^(?:thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:-\p{L}+)?)$/iu.test(
      value,
    )
    ? one("age", value)
    : [];
}

function teaches(rest: string): Said[] {
  if (/^(?:me|you|him|her|them|us|my|myself|it|people|a lesson|that|this)\b/iu.test(rest))
    return [];
  const thing = takePhrase(rest, 5);
  return one("job", thing === undefined ? undefined : `teach ${thing}`);
}

/** Verbs of where one lives, works and studies, and of names, ages and unions. */
export const verbsOfLife: Verb[] = [
  {
    pattern: /^(?:at|with|working at|employed (?:at|by)) (?=(?:the )?\p{L})/iu,
    read: (rest, _, clause) =>
      clause.isDenied && clause.isBeing && /^\p{Lu}/u.test(rest)
        ? one("employer", takeOrganisation(rest))
        : [],
  },
  {
    pattern: /^lived (?:here )?in /iu,
    read: (rest, _, clause) =>
      clause.isDenied ||
      (clause.isPerfect &&
        /\b(?:for|since|all my life|my (?:whole|entire) life|forever)\b/iu.test(rest))
        ? residence(rest)
        : [],
  },
  {
    pattern: /^(?:(?:got|getting|just) )*(?:engaged|married) to /iu,
    read: (rest, _, { subject }) => (subject.kind === "self" ? one("partner", takeName(rest)) : []),
    isElliptic: true,
  },
  {
    pattern:
      /^(?:broke up|split up|split|broken up|parted ways|divorced|separated)(?: (?:with|from))? (?=\p{Lu})/iu,
    read: (rest, _, { subject }) =>
      subject.kind === "self" ? one("partner", takeName(rest), { isEnded: true }) : [],
    isElliptic: true,
  },
  {
    pattern:
      /^(?:lives?|living|stay(?:ing)?|based|resid(?:e|es|ing)|settled(?: down)?)(?: (?:alone|together|by myself|abroad|happily|now|currently|over here|here|with (?:my )?\p{L}+(?: \p{L}+)?|on my own))* in /iu,
    read: residence,
    isElliptic: true,
  },
  {
    pattern:
      /^(?:just |recently )*(?:moved|relocated|emigrated|immigrated|transferred|moving back|moved back|returned)(?: (?:here|away|out|back|house|abroad|all the way|over|together|countries|with \p{L}+(?: \p{L}+)?))*(?: from ([\p{L}' .-]+?))? (?:over |down |up |back |out )?to /iu,
    read: moved,
    isElliptic: true,
  },
  {
    pattern:
      /^(?:grew up|was raised|raised|was born|born|spent my (?:childhood|youth)|come|comes|hail|hails|originate)(?: (?:and (?:raised|bred|grew up)|mostly|partly|originally))* (?:in|from|near(?= x)) /iu,
    read: origin,
    isElliptic: true,
    isOfPast: true,
  },
  {
    pattern:
      /^(?:works?|working|worked|employed|started|starting|starts?|got (?:hired|a job|promoted)|been hired|hired|got a new job|became|become|trained|retrained|qualified|promoted|freelanc(?:e|es|ing))(?: (?:now|full[- ]time|part[- ]time|nights|remotely|mostly|freelance|from home|again|here|to))* (?:as|to(?= (?:\p{L}+ ){0,3}\p{L}+(?:\W|$))|(?=an? )) ?/iu,
    read: workedAs,
    isElliptic: true,
    isOfPast: true,
  },
  {
    pattern:
      /^(?:works?|working|employed|interning|intern|temping|volunteering|volunteer|started(?: working)?|start(?:ing)?|got (?:a|my first|my) (?:new )?job|have a (?:new )?job|landed a job|temp)(?: (?:now|full[- ]time|part[- ]time|nights|remotely|mostly|shifts|long hours|over|out|the (?:night|late|early) shift))* (?:at|for|with|by) /iu,
    read: worksAt,
    isElliptic: true,
  },
  {
    pattern:
      /^(?:work|works|working) in (?:an? |the )?(?=(?:\p{L}+ ){0,2}(?:hospital|bank|shop|store|library|factory|bakery|restaurant|kitchen|warehouse|office|school|kindergarten|nursery|museum|lab|laboratory|pharmacy|cafe|café|bar|hotel|garage|zoo|supermarket|bookshop|bookstore|call cent(?:re|er)|clinic|university|theatre|theater|salon|gym|studio|garden cent(?:re|er)|post office|aquarium|mine|brewery|daycare)\b)/iu,
    read: (rest) => one("employer", takeOrganisation(`the ${rest}`)?.replace(/^the /u, "")),
    isElliptic: true,
  },
  {
    pattern:
      /^(?:works?|working) in (?=(?:it|tech|finance|marketing|hr|human resources|sales|retail|education|healthcare|health care|construction|logistics|hospitality|insurance|publishing|advertising|banking|accounting|law|real estate|customer (?:service|support)|software|engineering|research|media|film|tv|television|fashion|agriculture|manufacturing|catering|security|childcare|social work|nursing|public relations|pr|consulting|data science|cybersecurity|biotech|pharma|policing|government)\b)/iu,
    read: (rest) => one("job", takePhrase(rest, 4)),
    isElliptic: true,
  },
  {
    pattern: /^(?:joined|join|joining) (?=\p{Lu})/iu,
    read: (rest) =>
      /^(?:\p{Lu}\p{L}*)/u.test(rest) &&
      !/^(?:Discord|Twitter|TikTok|Instagram|Reddit|Facebook|Duolingo)/u.test(rest)
        ? one("employer", takeOrganisation(rest))
        : [],
  },
  {
    pattern: /^(?:study|studies|studying|student|majoring|major)(?: (?!at\b)[\p{L}-]+){0,4} at /iu,
    read: school,
    isElliptic: true,
  },
  {
    pattern:
      /^(?:go|goes|attend|attends|going|been accepted|got accepted|got in|got into|enrolled|enroled|transferred|switched|started|taking \p{L}+ (?:classes|courses))\s*(?:to|at|into|in|from [\p{L} ]+? to)? ?(?:the )?(?=(?:\p{L}+[ .']+){0,4}(?:university|uni|college|school|academy|institute|poly|polytechnic|high|conservatory)\b)/iu,
    read: (rest, match) => studies(rest, match),
  },
  {
    pattern:
      /^(?:do|doing|take|taking|does|did) (?:\p{L}+ ){0,3}(?:classes|lessons|courses?|a degree|my \p{L}+|an? \p{L}+|phd|masters?|degree) at (?:the )?/iu,
    read: school,
    isElliptic: true,
  },
  {
    pattern:
      /^(?:in (?:(?:\d+(?:st|nd|rd|th)|first|second|third|fourth|final|my \p{L}+) )?(?:grade|year|form|class|semester)|a (?:\p{L}+ )?(?:freshman|sophomore|senior|junior|student|pupil|undergrad\p{L}*)|(?:first|second|third|final)[- ]year(?: student)?) at /iu,
    read: school,
    isElliptic: true,
  },
  {
    pattern:
      /^(?:(?:just|finally|recently|officially) )*(?:turned|turns?) (\d{1,2}|\p{L}+(?:-\p{L}+)?)\b/iu,
    read: (_, match) => turned(match[1]!),
    isElliptic: true,
  },
  {
    pattern: /^(?:go|goes) by (?:the name (?:of )?)?/iu,
    read: (rest, _, clause) =>
      clause.subject.kind === "self" ? one("name", takeName(rest, true)) : [],
  },
  {
    pattern:
      /^(?:run|runs|own|owns|started|opened|manage|manages) (?:my own |an? (?:small |little |tiny |family )?|the )(?=(?:\p{L}+ ){0,2}(?:bakery|shop|restaurant|cafe|café|farm|business|company|startup|studio|salon|bookshop|bookstore|brewery|bar|pub|hotel|gallery|agency|store|garage|clinic|practice|vineyard|nursery|school|food truck|barbershop|kennel|stable|workshop)\b)/iu,
    read: (rest, match, clause) =>
      clause.isElliptic ? [] : one("job", `${match[0].trim()} ${takePhrase(rest, 4) ?? ""}`.trim()),
  },
  { pattern: /^(?:teach|teaches) (?=[\p{L}])/iu, read: (rest) => teaches(rest) },
  {
    pattern: /^(?:made|make|earn|earning) (?:my|a|his|her|their) living (?:by |as |from )?/iu,
    read: (rest) => (job(rest).length > 0 ? job(rest) : one("job", takePhrase(rest, 5))),
  },
];
