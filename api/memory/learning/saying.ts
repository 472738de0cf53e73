import { isCountry, takePlace } from "./places.ts";
import type { Said } from "./said.ts";

/** A way of saying something of oneself that is no clause about "I". */
export interface Saying {
  pattern: RegExp;
  read: (rest: string, match: RegExpExecArray) => Said[];
}

const start = String.raw`(?:^|[.,;:!?–—(]\s*|\b(?:and|but|so|because|cause|btw|hi|hey|hello|well|that|mean|meant|no) )`;

/** A pattern of what begins where a clause may. */
export const saidAs = (pattern: string) => new RegExp(start + pattern, "iu");

/** One thing said, where there is a value. */
export const one = (type: string, value: string | undefined, more: Partial<Said> = {}): Said[] =>
  value === undefined || value === "" ? [] : [{ type, value, ...more }];

/** Where somebody lives, by the place at the beginning of a text. */
export function residence(rest: string): Said[] {
  const place = takePlace(rest, true);
  const isOneOfMany =
    place !== undefined && /^\s+(?:and|&)\s+\p{Lu}/u.test(rest.slice(place.length));
  if (place === undefined || isOneOfMany) return [];
  return one(isCountry(place) ? "country" : "city", place, { aspect: "residence" });
}
