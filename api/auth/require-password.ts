import { DomainError } from "#api/errors.ts";
import type { Services } from "#api/services.ts";
import type { Account } from "#db/repositories/users.ts";
import { maxPasswordBytes, utf8Length } from "./credentials.ts";

/** Whether a password is the one hashed. What is longer than bcrypt reads never is. */
export async function isPasswordOf(
  services: Pick<Services, "verifyPassword">,
  hash: string,
  password: string,
): Promise<boolean> {
  const verified = await services.verifyPassword(password, hash);
  return verified && utf8Length(password) <= maxPasswordBytes;
}

/**
 * The account of somebody who is signed in and shows their password once more.
 *
 * @throws DomainError invalid-credentials; session-ended where the account has gone meanwhile
 */
export async function requirePassword(
  services: Services,
  userId: string,
  password: string,
): Promise<Account> {
  const account = await services.users.find(userId);
  if (account === undefined) throw new DomainError("session-ended", { detail: "Sign in again." });
  if (await isPasswordOf(services, account.user.passwordHash, password)) return account;
  throw new DomainError("invalid-credentials", { detail: "That is not your password." });
}
