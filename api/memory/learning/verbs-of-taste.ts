import type { Clause } from "./clauses.ts";
import type { Verb } from "./verb.ts";
import { readConditions } from "./conditions.ts";
import { animalNouns, relationOf } from "./kin.ts";
import { isLanguage } from "./places.ts";
import { one } from "./saying.ts";
import { takePhrase, takeThing, takeThings } from "./things.ts";
import type { Said } from "./said.ts";

function languages(text: string): Said[] {
  const spoken: Said[] = [];
  let rest = text.replace(
    /^(?:fluent |a (?:bit|little|tiny bit) of |some |only |both |very little |pretty good |broken |basic |conversational |decent )+/iu,
    "",
  );
  for (;;) {
    const word =
      /^(?:swiss |british |american |sign |brazilian )?[\p{L}-]+(?: language|(?<=serbo) croatian)?/iu.exec(
        rest,
      )?.[0];
    if (word === undefined || !isLanguage(word)) return spoken;
    spoken.push({ type: "language", value: word });
    const next =
      /^(?:\s*,\s*|\s+(?:and|&|or|plus)\s+|,\s*and\s+)+(?:(?:also|a (?:bit|little|tiny bit) of|some|fluent|basic|broken|learning|now)\s+)*/iu.exec(
        rest.slice(word.length),
      );
    if (next === null) return spoken;
    rest = rest.slice(word.length + next[0].length);
  }
}

/** What one likes is no hobby, no person near, no mere word. */
const notLiked =
  /^(?:is|are|was|has|will|hurts?|yourself|at first|to (?:talk|say|think|see|be|hear|know|meet|see|have|thank|ask|tell|go|marry|kiss|hug)|(?:my|our) |when|how|that |being|talking to|chatting|having you|having|where|what|you|your|the (?:way|fact|idea|thought)|that's|it|him|her|them|this|these|those|a (?:good|nice|bit)|if|going|getting|a)\b/iu;

const tastes =
  (type: "likes" | "dislikes") =>
  (text: string, _: RegExpExecArray, clause: Clause): Said[] => {
    if (notLiked.test(text) && !/^(?:going to the \p{L}+|going (?:for|on) \p{L}+)/iu.test(text))
      return [];
    const denied = clause.isDenied && type === "likes";
    if (clause.isDenied && type === "dislikes") return [];
    const shunned = denied
      ? text.replace(/^(?:any|very|really|all that|that much)\s+/iu, "")
      : text;
    const kind = denied ? "dislikes" : type;
    return takeThings(shunned).map((value) => ({ type: kind, value, isSettled: denied }));
  };

const games =
  /^(?:along|games? with|it|dumb|dead|safe|nice|fair|hard|around|tricks?|the (?:fool|victim|role|part|game|lottery|long game|devil|waiting)|a (?:role|part|trick|joke|game)|with|pretend|second|house|god|favou?rites|matchmaker|host|hooky|hookey|that|this|him|her|me|you|catch ?up|my part|by)\b/iu;

function plays(rest: string, match: RegExpExecArray, clause: Clause): Said[] {
  if (games.test(rest)) return [];
  const isLearning = /learn|took up|taken up|picked up/iu.test(match[0]);
  const isSkill =
    /^(?:the |an? |some )?(?:guitar|piano|violin|cello|drums?|bass|flute|sax\p{L}*|trumpet|ukulele|harp|clarinet|chess|pottery|yoga|judo|karate|knitting|tennis|painting|surf\p{L}*|crochet\p{L}*|accordion|banjo|harmonica|sewing|to (?:surf|knit|paint|sail|sew|code|draw|dance|swim|ski|juggle|cook|skate|play \p{L}+)|calligraphy|photography|running|climbing|bouldering|gardening|ballet|salsa|archery|golf|fencing|boxing)\b/iu.test(
      rest,
    );
  if (isLearning && !isSkill) return [];
  if (clause.isFuture) return [];
  const thing = takePhrase(rest.replace(/^the /iu, ""), 5);
  if (thing === undefined) return [];
  const verb = clause.subject.kind === "kin" ? "plays " : "";
  return takeThings(thing).map((value) => ({ type: "hobby", value: `${verb}${value}` }));
}

const idle =
  /^(?:\s*(?:away|out|late|into|errands|wild|low|for (?:office|president|mayor|cover|my life)|on (?:coffee|fumes|caffeine|empty|batteries)|off|over|up|around|along|back|in circles|in the family|a (?:mile|fever|bath|bakery|shop|business|company|small|restaurant|bar|cafe|line|comparison|blank|conclusion|parallel|tight|risk)|the (?:risk|line|world|show|house|office|shop|same|conclusion)|my (?:own|house|life|mouth)|you|me|him|her|it|conclusions?|attention|blanks?|straws|for (?:compliments|joy)|in (?:silence|my (?:head|seat))|through|towards?|from|to (?:the|a|my|work|you)|at|every time|this|that|and hide)\b)/iu;

function practises(rest: string, match: RegExpExecArray, clause: Clause): Said[] {
  if (clause.isFuture || idle.test(rest)) return [];
  const verb = match[0].trim();
  if (/^\s+for a living\b/iu.test(rest)) return [];
  const object = takePhrase(` ${rest}`.replace(/^ \s*/u, ""), 5);
  const isBare =
    rest.trim() === "" ||
    object === undefined ||
    /^(?:on|at|in|every|for|when|with) /iu.test(object);
  if (
    isBare &&
    /^(?:fish|box|row|camp|do|go|goes|bake|lift|fence|skate|bike|run|draw|sing)$/iu.test(verb) &&
    clause.isElliptic
  )
    return [];
  const value =
    object === undefined || /^(?:[.,!;]|(?:on|every|when) )/u.test(rest.trim())
      ? verb
      : `${verb} ${object}`;
  return value === verb && clause.subject.kind !== "self" ? [] : one("hobby", value);
}

const foods =
  /\b(?:meat|dairy|alcohol|sugar|gluten|coffee|drinking|eggs|fish|caffeine|wine|beer|chocolate|bread|eating|smoking|cigarettes)\b/iu;

function gaveUp(rest: string, match: RegExpExecArray): Said[] {
  void match;
  const thing = takePhrase(
    rest.replace(/^(?:the |doing |going |playing (?:the )?)+/iu, ""),
    4,
  )?.replace(/ (?:because|after|when|due)\b.*$/iu, "");
  if (thing === undefined) return [];
  if (
    /^(?:smoking|drinking|cigarettes|trying|talking|caring|working|believing|being|worrying|reading the|watching|seeing|counting|looking|waiting|listening|crying|laughing|sleeping|thinking|answering|using|buying|calling|texting|going|doing)\b/iu.test(
      thing,
    )
  )
    return [];
  const food = foods.test(thing);
  const work =
    /^(?:nursing|teaching|banking|modelling|modeling|bartending|waitressing|waiting tables|consulting|accounting|policing|law)$/iu.test(
      thing,
    );
  if (work) return one("job", thing, { isEnded: true });
  return one(food ? "food" : "hobby", food ? thing.replace(/^eating /iu, "") : thing, {
    isEnded: true,
  });
}

function eats(rest: string, match: RegExpExecArray, clause: Clause): Said[] {
  const denied = clause.isDenied;
  const isHabit =
    denied ||
    /only|started|start|mostly/iu.test(match[0]) ||
    /\b(?:again|every|only)\b/iu.test(rest);
  if (!isHabit || clause.isFuture) return [];
  if (
    /^(?:out|up|in|at|much|enough|well|properly|here|there|now|today|yet|breakfast|lunch|dinner|it|that|this|anything|something|healthy|healthier|like|too|so|late|early|alone)\b/iu.test(
      rest,
    )
  )
    return [];
  return takeThings(rest.replace(/^any /iu, "")).map((value) => ({ type: "food", value }));
}

function has(rest: string, match: RegExpExecArray, clause: Clause): Said[] {
  if (/^had\b/iu.test(match[0]) && !clause.isPerfect) return [];
  const condition = readConditions(rest, "having");
  if (condition !== undefined) return clause.isPast ? [] : one("health", condition);
  if (/diagnosed/iu.test(match[0])) return one("health", takeThing(rest));
  return [];
}

/** An animal of somebody else: those of the writer are read where they are counted. */
function ownsAnimal(rest: string, _: RegExpExecArray, { subject }: Clause): Said[] {
  if (subject.kind !== "kin") return [];
  const match = new RegExp(
    String.raw`^(an?|one|\p{L}+|\d) (?:[\p{L}-]+ ){0,2}?(${animalNouns})\b(?! (?:person|allergy|hair|phobia))`,
    "iu",
  ).exec(rest);
  if (match === null) return [];
  return one("pet", /^(?:an?|one)$/iu.test(match[1]!) ? match[2] : `${match[1]} ${match[2]}`);
}

/** Verbs of what one likes, does, eats, speaks, has. */
export const verbsOfTaste: Verb[] = [
  {
    pattern:
      /^had an? (?=(?:dog|cat|pet|hamster|rabbit|horse|bird|parrot|sister|brother|child|kid)\b)/iu,
    read: (rest, _, clause) =>
      clause.isDenied ? one(relationOf(/^\p{L}+/u.exec(rest)![0])!, /^\p{L}+/u.exec(rest)![0]) : [],
  },
  {
    pattern: /^(?:has|have|owns?|got|adopted) (?=(?:an?|one|two|three|four|five|six|\d) )/iu,
    read: ownsAnimal,
  },
  {
    pattern:
      /^(?:(?:absolutely|really|quite|do) )?(?:love|loves|like|likes|enjoy|enjoys|adore|adores|fancy|am into|into|crazy about|obsessed with|fond of|keen on|mad about|passionate about|hooked on|a (?:big |huge |massive |total |real |great )?fan of|(?:big|huge|massive) fan of|prefer|prefers|(?:have|'ve got|have got|got) an? (?:soft spot|thing|weakness|passion) for|have always (?:loved|liked|enjoyed)|can'?t get enough of|could (?:eat|watch|listen to|read) (?=.*all day)|live for|can'?t (?:live|function|survive|do) without|cannot live without|fell in love with|got really into|started to love|grew to love|enjoying|loving|a sucker for|addicted to(?! this)) /iu,
    read: tastes("likes"),
    isElliptic: true,
  },
  {
    pattern:
      /^(?:hate|hates|dislike|dislikes|detest|detests|loathe|loathes|despise|despises|can'?t stand|cannot stand|can not stand|can'?t bear|can'?t deal with|can'?t handle|scared of|terrified of|afraid of|sick of|tired of(?= \p{L}+(?:s|ing)\b)|no fan of|an? enemy of|get annoyed by|hating) /iu,
    read: tastes("dislikes"),
    isElliptic: true,
  },
  {
    pattern:
      /^(?:speaks?|speaking|am fluent in|fluent in|know|knows|native in|bilingual in|(?:learn(?:ing|s)?|studying|started learning|teaching myself|trying to learn|practi[cs]ing|taking|picking up|brushing up on)(?: how to speak| to speak)?) /iu,
    read: (rest, match, clause) =>
      clause.isElliptic && /^speak /iu.test(match[0]) ? [] : languages(rest),
    isElliptic: true,
  },
  {
    pattern:
      /^(?:play|plays|playing|started playing|took up|taken up|picked up|am learning|learning(?: to play)?|started learning|practi[cs]e|practi[cs]es) /iu,
    read: plays,
    isElliptic: false,
  },
  {
    pattern:
      /^(?:collects?|knits?|paints?|sews?|crochets?|bakes?(?! for a)|gardens?|draws?|sketch(?:es)?|sculpts?|embroiders?|brews?|restores?|juggles?|dances?|sings?|hikes?|climbs?|surfs?|skis?|snowboards?|skates?|skateboards?|rows?|sails?|kayaks?|fences?|boxe?s?|swims?|jogs?|runs?|cycles?|bikes?|lifts?|meditates?|bird ?watch(?:es)?|fish(?:es)?|forages?|camps?|volunteers?|scuba dives?|freedives?|quilts?|whittles?)(?=[ .,!;]|$)/iu,
    read: practises,
  },
  {
    pattern:
      /^(?:do|does|did|practi[cs]e|practi[cs]es|doing) (?=(?:yoga|pilates|judo|karate|boxing|gymnastics|ballet|crossfit|pottery|ceramics|origami|calligraphy|photography|archery|parkour|climbing|bouldering|taekwondo|jiu[- ]jitsu|bjj|kickboxing|improv|stand-?up|amateur|woodworking|carpentry|puzzles|crosswords|jigsaw|sudoku|triathlons?|marathons?|tai chi|fencing|aikido|martial|embroidery|cross-stitch|macram|drag|ballroom|salsa|capoeira|swing|tap|geocaching|lino|watercolou?rs?|diy|open mics?|weight|athletics))/iu,
    read: (rest, _, clause) => (clause.isFuture ? [] : one("hobby", takePhrase(rest, 5))),
  },
  {
    pattern:
      /^(?:go|goes) (?=(?:\p{L}+ )?(?:hiking|running|swimming|climbing|bouldering|fishing|cycling|camping|sailing|surfing|skiing|dancing|jogging|birdwatching|bird watching|skating|kayaking|rowing|riding|foraging|bowling|diving|hunting|snowboarding|thrifting|geocaching)\b)/iu,
    read: (rest, _, clause) =>
      clause.isFuture || /\b(?:today|tonight|tomorrow|now)\b/iu.test(rest)
        ? []
        : one("hobby", takePhrase(rest, 5)),
  },
  {
    pattern:
      /^(?:writes?|compose|composes|record|records) (?=(?:my own |short |fan ?|bad |song|silly |dark )*(?:stories|poems|poetry|songs|novels|fiction|fan ?fic\p{L}*|lyrics|music|haikus?|plays|screenplays|a blog|tunes)\b)/iu,
    read: (rest, match) => one("hobby", `${match[0]}${takePhrase(rest, 4)}`),
  },
  {
    pattern: /^(?:keep|keeps|eat|eats) (?=(?:kosher|halal)\b)/iu,
    read: (rest) => one("food", /^\p{L}+/u.exec(rest)?.[0]),
  },
  {
    pattern:
      /^(?:took up|taken up|started|start|picked up|got into|(?:just )?beg[au]n|got back into) (?=(?:doing |going |playing )?(?:yoga|pilates|judo|karate|boxing|ballet|pottery|knitting|crochet\p{L}*|painting|climbing|bouldering|running|cycling|swimming|gardening|baking|drawing|sketching|photography|woodworking|surfing|skating|skateboarding|hiking|archery|fencing|chess|sewing|embroidery|beekeeping|calligraphy|rowing|dancing|salsa|singing|guitar|piano|drumming|drums|birdwatching|birding|football|tennis|golf|squash|padel|pickleball|volleyball|basketball|badminton|meditation|journaling|collecting|kickboxing|horse\p{L}*|weightlifting|lifting|pole|ceramics|origami|foraging|fishing|sailing|kayaking)\b)/iu,
    read: (rest) => one("hobby", takePhrase(rest, 5)),
    isElliptic: true,
  },
  {
    pattern:
      /^(?:stopped|quit|gave up|given up|had to give up|give up|don'?t do|no longer do|retired from) (?=(?:the |doing |going |playing )*(?:\p{L}+ing\b|football|soccer|tennis|golf|judo|karate|ballet|yoga|piano|guitar|violin|cello|chess|hockey|rugby|basketball|volleyball|drums|dance|meat|dairy|alcohol|sugar|gluten|coffee|smoking|drinking|eggs|fish|caffeine|cigarettes|wine|beer|chocolate|bread))/iu,
    read: gaveUp,
    isElliptic: true,
  },
  {
    pattern:
      /^(?:only |started |start )?(?:eat|eats|eating)(?: (?:only|a lot of|mostly|lots of|again))* /iu,
    read: eats,
    isElliptic: true,
  },
  {
    pattern:
      /^(?:drink|drinks|touch|do) (?=(?:any )?(?:alcohol|dairy|milk|coffee|gluten|caffeine|sugar|meat|beer|wine)\b)/iu,
    read: (rest, _, clause) =>
      clause.isDenied ? one("food", takeThing(rest.replace(/^any /iu, ""))) : [],
    isElliptic: true,
  },
  {
    pattern:
      /^(?:have|has|'ve got|got|had|suffer(?:s)? (?:from|with)|suffering from|was diagnosed with|diagnosed with|(?:was|got|been) diagnosed with|live with|living with|struggle with|deal with|manage|battle|battling|struggling with|take (?:pills|medication|meds|insulin) for|on meds for|on medication for|recovering from|developed|inherited)(?: (?:also|really|always|got|chronic|had|just))* /iu,
    read: has,
    isElliptic: true,
    isOfPast: false,
  },
  {
    pattern: /^(?:diagnosed with|(?:was|got|been) diagnosed with) /iu,
    read: (rest) => one("health", readConditions(rest, "having") ?? takeThing(rest)),
    isElliptic: true,
    isOfPast: true,
  },
  {
    pattern:
      /^(broke|fractured|sprained|tore|twisted|dislocated|injured|pulled|hurt|busted|ruptured|cracked) (my|his|her|their) (?!heart|promise|phone|laptop|diet|streak|silence|word|record|glasses|mug|car|bank|back into|feelings|ego|pride|own)((?:left |right |upper |lower )?(?:\p{L}+ )?(?:wrist|arm|leg|ankle|knee|foot|toe|toes|finger|thumb|hip|shoulder|collarbone|rib|ribs|elbow|nose|back|neck|hand|acl|achilles|hamstring|meniscus|jaw|pelvis|tailbone|calf|ligament|tendon|muscle|groin|femur|kneecap))\b/iu,
    read: (_, match) => one("health", `${match[1]} ${match[2]} ${match[3]}`),
    isElliptic: true,
  },
];
