import { DomainError, sessionEnded } from "#api/errors.ts";
import type { Services } from "#api/services.ts";
import type { ProfileRow } from "#db/repositories/users.ts";
import { isAdult } from "./age.ts";
import { romanceNeedsAge } from "./new-profile.ts";
import { maxPreferencesBytes, preferencesBytes, type Me, type ProfilePatch } from "./schemas.ts";
import { stateAge } from "./state-age.ts";
import { toMe } from "./to-me.ts";

/**
 * Changes what is given of the user's profile; null clears. Preferences are merged one by one. With
 * an age that is no longer known to be an adult's, romance goes off.
 *
 * @throws DomainError age-required, validation-failed, or session-ended where the account has gone
 */
export async function changeProfile(
  services: Services,
  userId: string,
  patch: ProfilePatch,
): Promise<Me> {
  const now = services.now();
  const account = await services.userChanges.changeProfile(userId, (profile) =>
    changesTo(profile, patch, now),
  );
  if (account === undefined) throw sessionEnded();
  return toMe(account, now);
}

function changesTo(profile: ProfileRow, patch: ProfilePatch, now: Date): Partial<ProfileRow> {
  const { age, birthDate, preferences: given, language, ...plain } = patch;
  const record = stateAge(profile, { age, birthDate }, { now, birthDatePath: "birthDate" });
  const preferences = merge(profile.preferences, given);
  if (preferences["romance"] === true && !isAdult(record, now)) {
    if (given?.romance === true) throw romanceNeedsAge();
    preferences["romance"] = false;
  }
  const isStated = age !== undefined || birthDate !== undefined;
  return {
    ...plain,
    ...(language !== undefined && { language: language ?? "auto" }),
    ...(isStated && record),
    preferences,
    updatedAt: now,
  } as Partial<ProfileRow>;
}

/** @throws DomainError validation-failed when together they are too much */
function merge(
  known: Record<string, unknown>,
  given: ProfilePatch["preferences"],
): Record<string, unknown> {
  if (given === null) return {};
  const merged = Object.entries({ ...known, ...given }).filter(([, value]) => value !== null);
  const preferences: Record<string, unknown> = Object.fromEntries(merged);
  if (given !== undefined && preferencesBytes(preferences) > maxPreferencesBytes) {
    const message = `At most ${maxPreferencesBytes} bytes as JSON`;
    throw new DomainError("validation-failed", { fields: [{ path: "preferences", message }] });
  }
  return preferences;
}
