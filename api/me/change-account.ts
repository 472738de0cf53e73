import { requirePassword, type Asked } from "#api/auth/require-password.ts";
import { DomainError } from "#api/errors.ts";
import { tellOwner } from "#api/mail/tell-owner.ts";
import type { Services } from "#api/services.ts";
import type { AccountPatch, Me } from "./schemas.ts";
import { toMe } from "./to-me.ts";

/**
 * Changes e-mail address or username of who shows the password. The address it had before is told.
 *
 * @throws DomainError invalid-credentials, too-many-attempts, email-taken, username-taken, or
 *   session-ended where the account has gone
 */
export async function changeAccount(
  services: Services,
  asked: Asked,
  { email, username, currentPassword }: AccountPatch,
): Promise<Me> {
  const { user, profile } = await requirePassword(services, asked, currentPassword);
  const names = {
    ...(email !== undefined && { email }),
    ...(username !== undefined && { username }),
  };
  const renamed = { ...user, ...names };
  if (Object.keys(names).length > 0) {
    const outcome = await services.userChanges.rename(asked.userId, names);
    if (outcome !== "renamed") throw new DomainError(outcome);
    const whom = { email: user.email, username: renamed.username };
    if (renamed.email !== user.email) tellOwner(services, "email-changed", whom);
    if (renamed.username !== user.username) tellOwner(services, "username-changed", whom);
  }
  return toMe({ user: renamed, profile }, services.now());
}
