import { DomainError } from "#api/errors.ts";
import type { ProfileRow } from "#db/repositories/users.ts";
import { adultAge, ageAt, isAdult, unknownAge } from "./age.ts";
import type { ProfileInput } from "./schemas.ts";
import { stateAge } from "./state-age.ts";

/**
 * The profile a new account begins with. Where age and birth date disagree, the younger counts.
 *
 * @throws DomainError age-required below `minAge`, or where romance is asked for without an adult age;
 *   validation-failed for a birth date in the future
 */
export function newProfile(
  userId: string,
  input: ProfileInput,
  { minAge, now }: { minAge: number; now: Date },
): ProfileRow {
  const record = stateAge(unknownAge, input, { now, birthDatePath: "profile.birthDate" });
  const profile: ProfileRow = {
    userId,
    name: input.name ?? null,
    gender: input.gender ?? null,
    ...record,
    location: input.location ?? null,
    country: input.country ?? null,
    language: input.language ?? "auto",
    timezone: input.timezone ?? null,
    preferences: input.preferences ?? {},
    relationshipScore: 0,
    updatedAt: now,
  };
  const age = Math.min(input.age ?? Infinity, ageAt(profile, now) ?? Infinity);
  if (age < minAge) {
    throw new DomainError("age-required", { detail: `This service is for ages ${minAge} and up.` });
  }
  if (profile.preferences["romance"] === true && !(age >= adultAge && isAdult(profile, now))) {
    throw romanceNeedsAge();
  }
  return profile;
}

/** Why there is no romance for who is not known to be an adult. */
export const romanceNeedsAge = () =>
  new DomainError("age-required", { detail: "Romance needs a stated age of 18 or more." });
