import type { Said } from "./said.ts";
import { sayingsOfHabits } from "./sayings-of-habits.ts";
import { sayingsOfIdentity } from "./sayings-of-identity.ts";
import { sayingsOfPlaces } from "./sayings-of-places.ts";
import { sayingsOfTastes } from "./sayings-of-tastes.ts";
import { sayingsOfWork } from "./sayings-of-work.ts";

const sayings = [
  ...sayingsOfIdentity,
  ...sayingsOfPlaces,
  ...sayingsOfWork,
  ...sayingsOfTastes,
  ...sayingsOfHabits,
];

/** What sayings of a sentence say of the writer. */
export function readSayings(sentence: string): Said[] {
  return sayings.flatMap(({ pattern, read }) => {
    const match = pattern.exec(sentence);
    return match === null ? [] : read(sentence.slice(match.index + match[0].length), match);
  });
}
