import type { LearnedFact } from "./learned.ts";

/** Something that a clause says of its subject. */
export interface Said extends Pick<LearnedFact, "type" | "value"> {
  /** Of a country: whether one comes from there or lives there. */
  aspect?: "origin" | "residence";
  /** Whether it is denied by itself: "gave up meat". */
  isEnded?: boolean;
  /** Whether it stays said where the clause denies: "don't like". */
  isSettled?: boolean;
  /** Whether it is the writer's, whoever the clause is about. */
  isOwn?: boolean;
  /** Of whom, where that is not the subject. */
  subject?: string;
}
