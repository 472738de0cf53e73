import { z } from "@hono/zod-openapi";

import { Email, PresentedPassword, Username } from "#api/auth/credentials.ts";
import { countries } from "./countries.ts";

/** Who can answer. `auto` as a preference means: chosen by what is known of the user. */
export const Personality = z.enum(["sarah", "xhash", "neutral"]).openapi("Personality");
export type Personality = z.infer<typeof Personality>;

/** What preferences may be as JSON. */
export const maxPreferencesBytes = 4096;

/** The size of preferences as JSON in UTF-8. */
export const preferencesBytes = (value: object) =>
  new TextEncoder().encode(JSON.stringify(value)).length;

const isSmallEnough = [
  (value: object) => preferencesBytes(value) <= maxPreferencesBytes,
  `At most ${maxPreferencesBytes} bytes as JSON`,
] as const;

/** Known preferences are validated, others are kept as they are. */
export const Preferences = z
  .object({
    personality: z.enum(["auto", ...Personality.options]).optional(),
    romance: z.boolean().optional(),
    memory: z.boolean().optional(),
    emotion: z.boolean().optional(),
  })
  .catchall(z.unknown())
  .refine(...isSmallEnough)
  .openapi("Preferences");

/** Preferences to be merged into those that are there; null takes one back. */
const PreferencesPatch = z
  .object({
    personality: z
      .enum(["auto", ...Personality.options])
      .nullable()
      .optional(),
    romance: z.boolean().nullable().optional(),
    memory: z.boolean().nullable().optional(),
    emotion: z.boolean().nullable().optional(),
  })
  .catchall(z.unknown())
  .refine(...isSmallEnough);

const line = (max: number) => z.string().trim().min(1).max(max);

/** What a user can say about themselves. */
export const ProfileInput = z
  .strictObject({
    name: line(100).nullable().optional(),
    gender: z.enum(["male", "female", "nonbinary", "unspecified"]).nullable().optional(),
    age: z.int().min(0).max(130).nullable().optional(),
    birthDate: z.iso
      .date()
      .refine((day) => day >= "1900-01-01", "Not before 1900")
      .nullable()
      .optional(),
    location: line(255).nullable().optional(),
    country: z
      .string()
      .regex(/^[A-Z]{2}$/, { error: "An ISO 3166 code of two capital letters", abort: true })
      .refine((code) => countries.has(code), "An ISO 3166 code of two capital letters")
      .nullable()
      .optional(),
    language: z
      .string()
      .max(35)
      .refine((tag) => tag === "auto" || isLanguageTag(tag), "`auto` or a BCP 47 tag")
      .optional(),
    timezone: z.string().max(64).refine(isTimezone, "An IANA time zone").nullable().optional(),
    preferences: Preferences.optional(),
  })
  .openapi("ProfileInput");
export type ProfileInput = z.infer<typeof ProfileInput>;

/** What a user changes of what they said about themselves: what is missing stays, null clears. */
export const ProfilePatch = z
  .strictObject({
    ...ProfileInput.shape,
    language: ProfileInput.shape.language.nullable(),
    preferences: PreferencesPatch.nullable().optional(),
  })
  .openapi("ProfilePatch");
export type ProfilePatch = z.infer<typeof ProfilePatch>;

/** What a user changes of their account. Needs the password, so that a lent phone is not enough. */
export const AccountPatch = z
  .strictObject({
    email: Email.optional(),
    username: Username.optional(),
    currentPassword: PresentedPassword,
  })
  .openapi("AccountPatch");
export type AccountPatch = z.infer<typeof AccountPatch>;

export const AccountRemoval = z
  .strictObject({ password: PresentedPassword })
  .openapi("AccountRemoval");

const Rows = z.array(z.record(z.string(), z.unknown()));

/** Everything that is held of a user: rows as they are stored, a later version may have more. */
export const Export = z
  .object({
    exportedAt: z.iso.datetime(),
    account: z.record(z.string(), z.unknown()),
    profile: z.record(z.string(), z.unknown()),
    sessions: Rows,
    facts: Rows,
    episodes: Rows,
    entities: Rows,
    relations: Rows,
    forgottenFacts: Rows,
    imports: Rows,
    relationshipEvents: Rows,
    notices: Rows,
    feedback: Rows,
    idempotencyKeys: Rows,
    pendingJobs: Rows,
    passwordResets: Rows,
    conversations: z.array(
      z.looseObject({ id: z.uuid(), messages: Rows, deletedMessages: Rows, epochs: Rows }),
    ),
  })
  .openapi("Export");

/** The account and profile as their owner sees them. */
export const Me = z
  .object({
    id: z.uuid(),
    email: z.string(),
    username: z.string(),
    createdAt: z.iso.datetime(),
    profile: z.object({
      name: z.string().nullable(),
      gender: z.string().nullable(),
      age: z.int().nullable(),
      birthDate: z.iso.date().nullable(),
      location: z.string().nullable(),
      country: z.string().nullable(),
      language: z.string(),
      timezone: z.string().nullable(),
      preferences: z.record(z.string(), z.unknown()),
    }),
  })
  .openapi("Me");
export type Me = z.infer<typeof Me>;

function isLanguageTag(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false;
  }
}

function isTimezone(name: string): boolean {
  try {
    return /^[A-Za-z]/.test(name) && Intl.DateTimeFormat("en", { timeZone: name }) !== undefined;
  } catch {
    return false;
  }
}
