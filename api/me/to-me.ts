import type { Account } from "#db/repositories/users.ts";
import { ageAt } from "./age.ts";
import type { Me } from "./schemas.ts";

/** The account as its owner sees it; the age is today's. */
export function toMe({ user, profile }: Account, now: Date): Me {
  return {
    id: user.id,
    email: user.email,
    username: user.username,
    createdAt: user.createdAt.toISOString(),
    profile: {
      name: profile.name,
      gender: profile.gender,
      age: ageAt(profile, now) ?? null,
      birthDate: profile.birthDate,
      location: profile.location,
      country: profile.country,
      language: profile.language,
      timezone: profile.timezone,
      preferences: profile.preferences,
    },
  };
}
