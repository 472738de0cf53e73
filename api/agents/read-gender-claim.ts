import { readForeignGenderClaim } from "./claims/foreign-gender-claims.ts";
import type { Gender } from "./claims/gendered-words.ts";
import { gendersInAppositions, gendersInFragments } from "./claims/fragments.ts";
import { gendersOfGroups } from "./claims/groups.ts";
import { gendersIntroduced } from "./claims/introductions.ts";
import { mayStateGender } from "./claims/may-state-gender.ts";
import { ownSentences } from "./claims/own-voice.ts";
import { gendersTagged } from "./claims/gender-tags.ts";

/** A gender that the writer of a message stated as their own. */
export interface GenderClaim {
  gender: Gender;
  /** 0 to 1; everything returned is meant to be acted upon. */
  confidence: number;
  /** The words that say it. */
  evidence: string;
}

const readers = [
  gendersIntroduced,
  gendersTagged,
  gendersInFragments,
  gendersInAppositions,
  gendersOfGroups,
  readForeignGenderClaim,
];

/**
 * The gender that somebody states of themselves ("as a dad…", "I'm a woman", "24m here"), null where
 * they speak of others, suppose, quote, play a role, deny or doubt. Two different ones are none.
 */
export function readGenderClaim(text: string): GenderClaim | null {
  if (!mayStateGender(text)) return null;
  const sentences = ownSentences(text).filter(mayStateGender);
  const claims = readers.flatMap((read) => sentences.flatMap(read));
  // Who says to be neither may well have been "a little girl", or be "a nonbinary dad".
  const neither = claims.filter(({ gender }) => gender === "nonbinary");
  const weighed = neither.length > 0 ? neither : claims;
  const [first] = weighed;
  if (!first || weighed.some(({ gender }) => gender !== first.gender)) return null;
  return weighed.reduce((best, claim) => (claim.confidence > best.confidence ? claim : best));
}
