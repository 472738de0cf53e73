import { DomainError } from "#api/errors.ts";
import { tellOwner } from "#api/mail/tell-owner.ts";
import type { Services } from "#api/services.ts";
import { ofUser } from "#api/limits/rate-limits.ts";
import { hashToken, newOpaqueToken } from "./opaque-token.ts";
import { requireStrongPassword } from "./require-strong-password.ts";
import type { PasswordReset } from "./schemas.ts";
import type { Visitor } from "./sign-in.ts";
import { sessionsEnded } from "./sessions-ended.ts";

const resetMs = 30 * 60 * 1000;

/**
 * Has a way to a new password sent to an address, if it is an account's. Whether it is, shows neither
 * in the answer nor in the time it takes: everything happens afterwards. An account that is sent mails
 * again and again gets no further ones for a while; the newest it was sent is good until its time is over.
 */
export function requestPasswordReset(services: Services, email: string): void {
  services.defer(sendReset(services, email));
}

async function sendReset(services: Services, email: string): Promise<void> {
  const account = await services.users.findByIdentifier(email);
  if (!account?.user.isActive) return;
  const { id: userId, email: to, username } = account.user;
  const mails = await services.rateLimits.take("mails", ofUser(userId));
  if (mails.isExceeded) return;
  const token = newOpaqueToken();
  const now = services.now();
  const expiresAt = new Date(now.getTime() + resetMs);
  const tokenHash = await hashToken(token);
  const reset = { userId, tokenHash, createdAt: now, expiresAt };
  if (!(await services.passwordResets.replace(reset, to))) return;
  const mail = { to, username, token, expiresAt: expiresAt.toISOString() };
  await services.mail?.send({ kind: "password-reset", ...mail });
}

/**
 * Sets the password of whoever was sent this token, and ends all their sessions. Of several that come
 * with one token, one wins.
 *
 * @throws DomainError token-invalid for a token that is unknown, used, replaced or expired;
 *   too-many-attempts; validation-failed for a password that is easily guessed, which leaves the token good
 */
export async function resetPassword(
  services: Services,
  { token, newPassword }: PasswordReset,
  { address }: Pick<Visitor, "address">,
): Promise<void> {
  const { failureLimit, passwordResets } = services;
  const tokenHash = await hashToken(token);
  const attempt = { secret: "reset", account: undefined, address } as const;
  const account = await failureLimit.attempt(attempt, () =>
    passwordResets.findOwner(tokenHash, services.now()),
  );
  if (account === undefined) throw notGood();
  requireStrongPassword(
    newPassword,
    { ...account.user, name: account.profile.name },
    "newPassword",
  );
  const userId = account.user.id;
  const hash = await services.hashPassword(newPassword);
  const redeemed = await passwordResets.redeem({ userId, tokenHash, hash }, services.now());
  if (!redeemed) throw notGood();
  // Who reads the account's mail is its owner.
  await failureLimit.welcome({ id: userId, passwordHash: hash }, address);
  sessionsEnded(services, userId);
  tellOwner(services, "password-changed", account.user);
}

const notGood = () =>
  new DomainError("token-invalid", {
    detail: "The token was used, has expired or was replaced by a newer one: ask for another.",
  });
