import { DomainError } from "#api/errors.ts";
import type { Services } from "#api/services.ts";
import { hashToken, newOpaqueToken } from "./opaque-token.ts";
import { requireStrongPassword } from "./require-strong-password.ts";
import type { PasswordReset } from "./schemas.ts";
import { sessionsEnded } from "./sessions-ended.ts";

const resetMs = 30 * 60 * 1000;

/**
 * Has a way to a new password sent to an address, if it is an account's. Whether it is, shows neither
 * in the answer nor in the time it takes: everything happens afterwards.
 */
export function requestPasswordReset(services: Services, email: string): void {
  services.defer(sendReset(services, email));
}

async function sendReset(services: Services, email: string): Promise<void> {
  const account = await services.users.findByIdentifier(email);
  if (!account?.user.isActive) return;
  const { id: userId, email: to, username } = account.user;
  if (!(await mayMail(services, to))) return;
  const token = newOpaqueToken();
  const now = services.now();
  const expiresAt = new Date(now.getTime() + resetMs);
  const tokenHash = await hashToken(token);
  await services.passwordResets.replace({ userId, tokenHash, createdAt: now, expiresAt });
  const mail = { to, username, token, expiresAt: expiresAt.toISOString() };
  await services.mail?.send({ kind: "password-reset", ...mail });
}

/**
 * Whether an account may be sent another mail: each counts as an attempt that failed, so that nobody
 * has somebody else's mailbox flooded.
 */
async function mayMail({ failureLimit, log }: Services, account: string): Promise<boolean> {
  const attempt = { secret: "mail", account, address: undefined } as const;
  try {
    await failureLimit.attempt(attempt, async () => undefined);
    return true;
  } catch (error) {
    if (!(error instanceof DomainError && error.code === "too-many-attempts")) throw error;
    log.info("mail not sent: too many were asked for");
    return false;
  }
}

/**
 * Sets the password of whoever was sent this token, and ends all their sessions. Of several that come
 * with one token, one wins.
 *
 * @throws DomainError too-many-attempts; token-invalid for a token that is unknown, used, replaced or expired;
 *   validation-failed for a password that is easily guessed, which leaves the token good
 */
export async function resetPassword(
  services: Services,
  { token, newPassword }: PasswordReset,
  address: string | undefined,
): Promise<void> {
  const tokenHash = await hashToken(token);
  const attempt = { secret: "reset", account: undefined, address } as const;
  const account = await services.failureLimit.attempt(attempt, () =>
    services.passwordResets.findOwner(tokenHash, services.now()),
  );
  if (account === undefined) throw notGood();
  requireStrongPassword(
    newPassword,
    { ...account.user, name: account.profile.name },
    "newPassword",
  );
  const userId = account.user.id;
  const hash = await services.hashPassword(newPassword);
  const redeemed = await services.passwordResets.redeem(
    { userId, tokenHash, hash },
    services.now(),
  );
  if (!redeemed) throw notGood();
  const { email, username } = account.user;
  await services.failureLimit.welcome([email, username], address);
  sessionsEnded(services, userId);
}

const notGood = () =>
  new DomainError("token-invalid", {
    detail: "The token was used, has expired or was replaced by a newer one: ask for another.",
  });
