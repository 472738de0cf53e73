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

/** Somebody who is signed in and shows their password once more. */
export interface Confirmation {
  userId: string;
  password: string;
  /** As `clientAddress`. */
  address: string | undefined;
}

/**
 * The account of somebody who is signed in, if they know its password. Who guesses is slowed down as
 * when signing in, so that a stolen token does not lead to the password.
 *
 * @throws DomainError too-many-attempts or invalid-credentials; session-ended where the account has
 *   gone meanwhile
 */
export async function requirePassword(
  services: Services,
  { userId, password, address }: Confirmation,
): Promise<Account> {
  const attempt = { secret: "password", account: userId, address } as const;
  const account = await services.failureLimit.attempt(attempt, async () => {
    const known = await services.users.find(userId);
    if (known === undefined) throw new DomainError("session-ended", { detail: "Sign in again." });
    return (await isPasswordOf(services, known.user.passwordHash, password)) ? known : undefined;
  });
  if (account !== undefined) return account;
  throw new DomainError("invalid-credentials", { detail: "That is not your password." });
}
