import type { Clause } from "./clauses.ts";
import type { Said } from "./said.ts";
import { one } from "./saying.ts";
import { verbsOfLife } from "./verbs-of-life.ts";
import { verbsOfTaste } from "./verbs-of-taste.ts";

/** In the order they are tried: the first that says something is what the clause says. */
const verbs = [...verbsOfLife, ...verbsOfTaste];

/** What a clause says that somebody does, has, likes or has done. */
export function readDoing(clause: Clause): Said[] {
  const { said } = clause;
  for (const { pattern, read, isElliptic = false, isOfPast = false } of verbs) {
    if (clause.isElliptic && !isElliptic) continue;
    if (clause.isPast && !isOfPast) continue;
    const match = pattern.exec(said);
    if (match === null) continue;
    const facts = read(said.slice(match[0].length), match, clause);
    if (facts.length > 0) return clause.isFuture ? [] : facts;
  }
  return forALiving(clause);
}

function forALiving({ said, isElliptic, isPast }: Clause): Said[] {
  const match = /^((?:[\p{L}\p{M}'-]+ ){1,5})(?:for a living|professionally|for work)\b/iu.exec(
    said,
  );
  if (
    match === null ||
    isPast ||
    isElliptic ||
    /^(?:what|talk|complain|travel|move)\b/iu.test(match[1]!)
  )
    return [];
  return one("job", match[1]!.trim());
}
