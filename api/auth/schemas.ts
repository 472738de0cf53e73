import { z } from "@hono/zod-openapi";

import { Me, ProfileInput } from "#api/me/schemas.ts";
import { Email, NewPassword, PresentedPassword, Username } from "./credentials.ts";

export const RegisterInput = z
  .strictObject({
    email: Email,
    username: Username,
    password: NewPassword,
    profile: ProfileInput.optional(),
  })
  .openapi("RegisterInput");
export type RegisterInput = z.infer<typeof RegisterInput>;

export const LoginInput = z
  .strictObject({
    identifier: z.string().trim().min(1).max(255),
    password: PresentedPassword,
  })
  .openapi("LoginInput");
export type LoginInput = z.infer<typeof LoginInput>;

export const RefreshInput = z
  .strictObject({ refreshToken: z.string().min(1).max(512) })
  .openapi("RefreshInput");

export const PasswordChange = z
  .strictObject({ currentPassword: PresentedPassword, newPassword: NewPassword })
  .openapi("PasswordChange");
export type PasswordChange = z.infer<typeof PasswordChange>;

export const ForgottenPassword = z.strictObject({ email: Email }).openapi("ForgottenPassword");

export const PasswordReset = z
  .strictObject({ token: z.string().min(1).max(512), newPassword: NewPassword })
  .openapi("PasswordReset");
export type PasswordReset = z.infer<typeof PasswordReset>;

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
