import type { Clause } from "./clauses.ts";
import type { Said } from "./said.ts";

/** What a verb at the beginning of a clause says of its subject, by the words after it. */
export interface Verb {
  pattern: RegExp;
  read: (rest: string, match: RegExpExecArray, clause: Clause) => Said[];
  /** Said of the writer where nobody is named: "moved to Porto". */
  isElliptic?: boolean;
  /** Said of what was, too: "was born". */
  isOfPast?: boolean;
}
