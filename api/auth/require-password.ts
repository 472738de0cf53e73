import { DomainError, sessionEnded } from "#api/errors.ts";
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

/** Somebody who is signed in and asked for the password once more. */
export interface Asked {
  userId: string;
  /** As `clientAddress`. */
  address: string | undefined;
}

/**
 * The account of who shows their password once more. Who has taken a session over can guess it no
 * more often than at the door.
 *
 * @throws DomainError invalid-credentials or too-many-attempts; session-ended where the account has
 *   gone meanwhile
 */
export async function requirePassword(
  services: Services,
  { userId, address }: Asked,
  password: string,
): Promise<Account> {
  const account = await services.users.find(userId);
  if (account === undefined) throw sessionEnded();
  const attempt = { secret: "password", account: account.user, address } as const;
  const owner = await services.failureLimit.attempt(attempt, async () => {
    const isRight = await isPasswordOf(services, account.user.passwordHash, password);
    return isRight ? account : undefined;
  });
  if (owner !== undefined) return owner;
  throw new DomainError("invalid-credentials", { detail: "That is not your password." });
}
