import { v7 as uuidv7 } from "uuid";

import { DomainError } from "#api/errors.ts";
import { newProfile } from "#api/me/new-profile.ts";
import type { Services } from "#api/services.ts";
import { requireStrongPassword } from "./require-strong-password.ts";
import type { RegisterInput, SignedIn } from "./schemas.ts";
import { newSession, toSignedIn, type Visitor } from "./sign-in.ts";

/**
 * Makes an account and signs it in.
 *
 * @throws DomainError registration-closed, age-required, validation-failed for a password that is
 *   easily guessed, email-taken or username-taken
 */
export async function register(
  services: Services,
  input: RegisterInput,
  { userAgent, address }: Visitor,
): Promise<SignedIn> {
  const { config, users } = services;
  if (config.REGISTRATION === "closed") throw new DomainError("registration-closed");
  const now = services.now();
  const id = uuidv7();
  const profile = newProfile(id, input.profile ?? {}, { minAge: config.MIN_AGE, now });
  const { email, username, password } = input;
  requireStrongPassword(password, { email, username, name: profile.name }, "password");
  const passwordHash = await services.hashPassword(password);
  const account = {
    user: { id, email, username, passwordHash, isActive: true, createdAt: now },
    profile,
  };
  const begun = await newSession(id, userAgent, now);
  const stored = await users.createAccount(account, begun.session);
  if (stored !== "created") throw new DomainError(stored);
  await services.failureLimit.welcome(account.user, address);
  return toSignedIn(account, begun, { config, now });
}
