import { DomainError } from "#api/errors.ts";
import { tellOwner } from "#api/mail/tell-owner.ts";
import type { Services } from "#api/services.ts";
import type { SessionRef } from "./access-token.ts";
import { requirePassword, type Asked } from "./require-password.ts";
import { requireStrongPassword } from "./require-strong-password.ts";
import type { PasswordChange } from "./schemas.ts";
import { sessionsEnded } from "./sessions-ended.ts";

/**
 * Gives who is signed in another password and ends all their other sessions, and the way to a new
 * password that may have been asked for. Of two that race each other with the same old one, one wins.
 *
 * @throws DomainError invalid-credentials, too-many-attempts, or validation-failed for one that is
 *   easily guessed
 */
export async function changePassword(
  services: Services,
  { sessionId, ...asked }: SessionRef & Asked,
  { currentPassword, newPassword }: PasswordChange,
): Promise<void> {
  const { userId } = asked;
  const { user, profile } = await requirePassword(services, asked, currentPassword);
  requireStrongPassword(newPassword, { ...user, name: profile.name }, "newPassword");
  const changed = await services.userChanges.setPassword(userId, {
    hash: await services.hashPassword(newPassword),
    formerHash: user.passwordHash,
    keptSessionId: sessionId,
    now: services.now(),
  });
  if (!changed) throw new DomainError("invalid-credentials");
  sessionsEnded(services, userId, (id) => id !== sessionId);
  tellOwner(services, "password-changed", user);
}
