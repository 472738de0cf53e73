import type { Clause } from "./clauses.ts";
import { laterPattern, whenPattern } from "./numbers-and-days.ts";
import type { Said } from "./said.ts";

/** What is marked in a calendar. */
const occasions =
  "(?:driving |final |first |second |last |big |math(?:s)? |job |oral |written |history |biology |chemistry |physics |french |spanish |bar |mid-?term |theory |english |blood |eye |pregnancy )*(?:exams?|tests?|finals|interview|surgery|operation|appointment|check-?up|wedding|funeral|graduation|audition|recital|concert|presentation|defen[cs]e|viva|date|flight|deadline|court (?:date|hearing)|hearing|scan|mri|biopsy|procedure|ceremony|baby shower|birthday party|party|reunion|marathon|race|match|tournament|performance|exhibition|competition|move|trial|meeting with \\p{L}+|dentist appointment|doctor'?s appointment|due date|gig|show|opening|therapy session|first day(?: at [\\p{L} ]+)?|anniversary|trip|holiday|vacation)";

const scheduled = new RegExp(
  String.raw`^(?:have|had|has|got|'ve got|having|face|there's) (?:an? |my |our |the |another |some )?(?<what>(?:[\p{L}'-]+ ){0,2}?${occasions}(?: (?:with|at|for|in|to) (?:the |my |an? )?[\p{L}]+(?: [\p{L}]+)?)?(?: (?:coming up )?${whenPattern}))`,
  "iu",
);
const bare = new RegExp(
  String.raw`^(?:(?:my|our|the) )?(?<what>(?:(?:[\p{L}-]+'s? )?(?:[\p{L}'-]+ ){0,2}?)${occasions}(?: with [\p{L} ]+?)?(?: (?:is|are|got moved to|will be|starts))?(?: (?:on|at|in))? ?${laterPattern})`,
  "iu",
);

/** What happens to people and changes something, as a verb in the past. */
const turningPoints =
  "(?:passed|failed|aced|flunked|bombed|finished|completed|defended|submitted|took) (?:my|the|our|his|her) [\\p{L}' -]{3,40}|(?:got|been|was|were|am|just got) (?:engaged|married|divorced|fired|laid off|made redundant|let go|promoted|dumped|robbed|mugged|burgled|evicted|accepted|rejected|hired|scammed|hospitali[sz]ed|diagnosed|bullied|cheated on|stood up|ghosted)(?: [\\p{L}' -]{2,40})?|(?:separated|divorced|split up|broke up|broken up|eloped|graduated|proposed|retired|resigned|miscarried)(?: (?:from|with|at|to|in|on|last|this|yesterday|today|after)\\b[\\p{L}\\p{N}' -]{2,40})?|(?:lost|quit|left) (?:my|our) (?:job|dad|mum|mom|father|mother|brother|sister|grandma|grandpa|grandmother|grandfather|dog|cat|baby|husband|wife|apartment|house|home)\\b[\\p{L} ]{0,20}|(?:had|gave birth to|are having|am having|adopted|welcomed|are expecting|am expecting) (?:a|an|our|my|another|twins?)(?: first| second| third| bad| little| big| huge)? ?(?:baby|boy|girl|son|daughter|child|miscarriage|c-section|car accident|accident|stroke|heart attack|surgery|operation|panic attack|breakdown|seizure|fight with [\\p{L} ]+|falling out with [\\p{L} ]+|fight[\\p{L} ]*|row with [\\p{L} ]+|(?<=twins?))|(?:bought|sold) (?:a|an|my|our|the) (?:first )?(?:house|flat|apartment|home|car|business|van|boat)\\b|(?:won|came (?:first|second|third|last)|got (?:the|a|my) (?:job|internship|scholarship|promotion|place|part|lead|visa|licen[cs]e|degree|raise|tattoo|offer|keys|results))\\b[\\p{L} ]{0,30}|(?:crashed|totalled|totaled|wrecked) (?:my|the|our) [\\p{L}]+|moved (?:out|in together|in with [\\p{L} ]+|back home|house)(?: of [\\p{L}' ]+)?|(?:put|putting) (?:my|our|the) (?:dog|cat|horse|rabbit|pet) (?:down|to sleep)|got (?:my|the|our) (?:driving |driver's )?(?:licen[cs]e|degree|results|diploma|citizenship|test results|green card|braces (?:on|off)|cast off|stitches out)|ran (?:my|a|the) (?:first )?(?:half[- ]marathon|marathon|10k|5k)|published (?:my|a) [\\p{L} ]{3,30}";

const happened = new RegExp(
  String.raw`^(?:(?:just|finally|recently|officially|already|actually|also|had to|have to) )*(?<what>(?:${turningPoints})(?: (?:${whenPattern}))?)`,
  "iu",
);

const kinHappened = new RegExp(
  String.raw`^(?<what>(?:died|passed away|passed|is in (?:the )?hospital|is pregnant|had a (?:stroke|heart attack|baby|fall)|got (?:married|engaged|divorced)|was (?:born|hospitali[sz]ed)|left me|dumped me|broke up with me|cheated on me|proposed(?: to me)?)(?: (?:${whenPattern}))?)`,
  "iu",
);

const planned = new RegExp(
  String.raw`^(?:(?:am |are )?(?:planning|plan|hoping|intend|intending|going|aiming|about|determined|set|decided|saving(?: up)?|have decided|'ve decided|training|preparing|looking) (?:to|on|for) (?:go(?:ing)? to (?=\p{L}+ (?:in|to|for|with|next|on)))?)(?<what>.+)`,
  "iu",
);
const progressive = new RegExp(
  String.raw`^(?<what>(?:starting|moving|going|flying|travelling|traveling|visiting|getting|taking|opening|launching|quitting|leaving|applying|running|having|marrying|adopting|buying|building|organi[sz]ing|throwing|hosting|writing|beginning|joining|returning|graduating|retiring|driving|seeing|meeting|performing|competing|spending|expecting|switching|renovating|studying|doing)\b[\p{L}\p{N}' -]{2,60}?)(?=$|[.,;!?…)–—]| (?:because|but|so|and (?:i|we|my|it)|which|lol|haha)\b)`,
  "iu",
);
const later = new RegExp(String.raw`\b(?:${laterPattern})(?=\W|$)`, "iu");
const ahead = new RegExp(
  String.raw`(?:^|[,;]\s*|\b(?:and|so|but) )(?:next (?:week|month|year|spring|summer|autumn|fall|winter|\p{L}+)|this (?:summer|autumn|winter|spring|weekend|fall)|tomorrow|in (?:\p{L}+|\d+ \p{L}+)|on \p{L}+day|soon|after (?:summer|graduation|christmas)),? $`,
  "iu",
);
/** What is begun is a plan whenever it is said. */
const ventures =
  /^(?:starting|opening|launching|building|writing|adopting|renovating|organi[sz]ing) (?:an?|our|my|the)\b/iu;
const cut =
  /[.,;!?…)–—]| (?:because|but|so (?:i|we|that)|and (?:i|we|my|it|then|maybe)|which|lol|haha|if|although|though|even)\b/iu;

const idleGoing =
  /^(?:going (?:crazy|insane|mad|nuts|to (?:bed|sleep|work|cry|die|scream|be|need|have|say|kill|eat|go|ask|tell|try|take a)|out|home|on|through|well|good|great|fine|ok|strong|viral|back to (?:bed|sleep|work))|getting (?:there|old|tired|better|worse|bored|ready|late|sick|used|out|up|hungry|annoyed)|taking (?:a (?:nap|break|shower|bath|walk)|it)|doing (?:well|fine|good|great|ok\p{L}*|my best|laundry|homework|nothing|dishes)|having (?:a (?:good|great|bad|rough|hard|terrible)|trouble|fun|doubts|dinner|lunch|coffee|issues|problems)|leaving now|seeing (?:things|red|someone|stars)|running (?:late|out|low|on))\b/iu;

const vague =
  /^(?:it|that|this|so|be\b|die|cry|sleep|bed|eat\b|say|do (?:it|that|this|so|my best)|try|see|think|ask|tell|call|scream|have to|need|the (?:bathroom|store|shop|toilet)|work\b(?! (?:as|at|in|for))|go (?:now|home|to (?:bed|sleep|work))|give up|lie|pass out|explode|lose it|throw up|make (?:some )?(?:tea|coffee|dinner|lunch))\b/iu;

const trim = (text: string) => {
  const end = cut.exec(text);
  return (end === null ? text : text.slice(0, end.index)).trim();
};

/** What happened to the writer, and what they mean to do. */
export function readHappenings(clause: Clause): Said[] {
  const { said, isDenied, isPast, isFormer, before, subject, isBeing, isFuture, isElliptic } =
    clause;
  if (isFormer) return [];
  if (subject.kind === "kin") {
    const what = kinHappened.exec(said)?.groups?.["what"];
    if (what === undefined || isDenied) return [];
    // A death is the writer's loss; what else happens to somebody is theirs.
    const isLoss =
      /^(?:died|passed|left me|dumped me|broke up with me|cheated on me|proposed)/iu.test(what);
    if (!isLoss) return [{ type: "event", value: what.trim() }];
    return [
      { type: "event", value: `${subject.name ?? subject.noun} ${what.trim()}`, isOwn: true },
    ];
  }
  if (isDenied) return [];
  const occasion = scheduled.exec(said)?.groups?.["what"];
  if (occasion !== undefined) return [{ type: "event", value: occasion.trim() }];
  if (
    isPast &&
    !/^(?:fired|laid off|made redundant|let go|promoted|dumped|robbed|mugged|accepted|rejected|hired|hospitali|evicted)/iu.test(
      said,
    )
  )
    return [];
  const event = happened.exec(said)?.groups?.["what"];
  const isState =
    isBeing && /^(?:retired|separated|divorced|engaged|married|finished)\W*$/iu.test(event ?? "");
  if (!isState && event !== undefined && !(isFuture || /^(?:have|having)/iu.test(said)))
    return [{ type: "event", value: trim(event) }];
  return readPlan({ said, isBeing, isFuture, before, isElliptic });
}

type Planned = Pick<Clause, "said" | "isBeing" | "isFuture" | "before" | "isElliptic">;

function readPlan({ said, isBeing, isFuture, before, isElliptic }: Planned): Said[] {
  const isTravel = /^going (?:to|on) (?:\p{Lu}|(?:the|my|a|an|our)\b)/u.test(said);
  const plan = isTravel ? undefined : planned.exec(said)?.groups?.["what"];
  if (plan !== undefined && !isFuture && !(isElliptic && /^going/iu.test(said))) {
    const what = trim(plan);
    const isGoing = /^(?:going|about|set|looking|preparing) /iu.test(said);
    if (vague.test(what) || what === "") return [];
    return isGoing && !later.test(what) && !ahead.test(before)
      ? []
      : [{ type: "plan", value: what }];
  }
  const isAhead = ahead.test(before);
  const doing = isBeing || isElliptic ? progressive.exec(said)?.groups?.["what"] : undefined;
  if (
    doing !== undefined &&
    !idleGoing.test(doing) &&
    (isAhead || later.test(doing) || (ventures.test(doing) && isBeing))
  ) {
    return [{ type: "plan", value: trim(doing) }];
  }
  if (isFuture && (later.test(said) || isAhead)) {
    const what = trim(said);
    const isMeant =
      !vague.test(what) &&
      !/^(?:be|have|never|probably|maybe|always|see you|talk|let you|tell you|try|need|come back|sleep|do it|miss)\b/iu.test(
        what,
      ) &&
      !/\b(?:one day|someday)\b/iu.test(what);
    return isMeant && what.split(" ").length >= 2 ? [{ type: "plan", value: what }] : [];
  }
  return [];
}

/** What befell what is the writer's: "my car got stolen", "my parents are getting divorced". */
const befell = new RegExp(
  String.raw`^(?:(?:my|our) )(?<what>(?:[\p{L}-]+ ){0,2}?(?:car|bike|phone|wallet|laptop|bag|flight|train|house|flat|apartment|landlord|boss|company|parents|application|visa|promotion|dog|cat|water|application|request|loan|scholarship|paper|book|album|boyfriend|girlfriend|husband|wife|grant|exam results|passport|basement|roof|heating|contract|lease|project|team|shop) (?:(?:just|has|have|finally|had|was|were|got|is|are|been|getting) )*(?:stolen|robbed|cancelled|canceled|broke down|broken into|flooded|burned down|burnt down|evicted me|fired me|divorced|separating|separated|splitting up|rejected|approved|accepted|denied|ran away|got lost|published|expired|towed|crashed|delayed|missed|bankrupt|collapsed|won)(?: (?:${whenPattern}))?)`,
  "iu",
);

const cancelled =
  /^(?:(?:my|our|the) )(?<what>[\p{L} ]*(?:trip|holiday|vacation|wedding|move|visit|flight|cruise|party|concert|interview|date)(?: to \p{Lu}\p{L}+)?) (?:is|was|got|has been)(?: \p{L}+)? (?:cancelled|canceled|off|called off)\b/iu;

/** What is in the calendar, without a word on who has it: "dentist on Thursday". */
export function readCalendar(sentence: string): Said[] {
  const opening = /^\W*(?:(?:so|well|ugh|and|oh|hey|yay|omg|also)[\s,]+)*/iu.exec(sentence)![0];
  const occasion = bare.exec(sentence.slice(opening.length))?.groups?.["what"];
  if (occasion !== undefined && !/^(?:he|she|they|you|his|her|your|their|the) /iu.test(occasion)) {
    return [{ type: "event", value: occasion.trim() }];
  }
  const trouble = befell.exec(sentence.slice(opening.length))?.groups?.["what"];
  if (trouble !== undefined) return [{ type: "event", value: trouble.trim() }];
  const what = cancelled.exec(sentence)?.groups?.["what"];
  return what === undefined ? [] : [{ type: "plan", value: what, isEnded: true }];
}
