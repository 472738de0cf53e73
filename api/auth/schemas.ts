import { z } from "@hono/zod-openapi";

import { Me, ProfileInput } from "#api/me/schemas.ts";

/** What bcrypt reads of a password. */
export const maxPasswordBytes = 72;

/** The length of a string in UTF-8 bytes. */
export const utf8Length = (text: string) => new TextEncoder().encode(text).length;

/** A password to be set: 8 characters or more, at most what bcrypt reads. Never cut off. */
export const NewPassword = z
  .string()
  .refine((value) => [...value].length >= 8, "At least 8 characters")
  .refine(
    (value) => utf8Length(value) <= maxPasswordBytes,
    `At most ${maxPasswordBytes} bytes in UTF-8`,
  )
  .openapi({ type: "string", minLength: 8, maxLength: maxPasswordBytes });

export const RegisterInput = z
  .strictObject({
    email: z.email().max(255),
    username: z.string().regex(/^[A-Za-z0-9._-]{3,32}$/, "3 to 32 of letters, digits and . _ -"),
    password: NewPassword,
    profile: ProfileInput.optional(),
  })
  .openapi("RegisterInput");
export type RegisterInput = z.infer<typeof RegisterInput>;

export const LoginInput = z
  .strictObject({
    identifier: z.string().trim().min(1).max(255),
    password: z.string().min(1).max(1024),
  })
  .openapi("LoginInput");
export type LoginInput = z.infer<typeof LoginInput>;

export const RefreshInput = z
  .strictObject({ refreshToken: z.string().min(1).max(512) })
  .openapi("RefreshInput");

export const TokenPair = z
  .object({
    accessToken: z.string(),
    refreshToken: z.string(),
    expiresIn: z.int().openapi({ description: "Seconds the access token lasts" }),
    tokenType: z.literal("Bearer"),
  })
  .openapi("TokenPair");
export type TokenPair = z.infer<typeof TokenPair>;

export const Session = z
  .object({
    id: z.uuid(),
    createdAt: z.iso.datetime(),
    lastUsedAt: z.iso.datetime(),
    userAgent: z.string().nullable(),
    current: z.boolean(),
  })
  .openapi("Session");
export type Session = z.infer<typeof Session>;

export const SignedIn = TokenPair.extend({ user: Me }).openapi("SignedIn");
export type SignedIn = z.infer<typeof SignedIn>;
