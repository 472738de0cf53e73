import { requirePassword, type Asked } from "#api/auth/require-password.ts";
import { DomainError } from "#api/errors.ts";
import type { Services } from "#api/services.ts";
import type { AccountPatch, Me } from "./schemas.ts";
import { toMe } from "./to-me.ts";

/**
 * Changes e-mail address or username of who shows the password.
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
  if (Object.keys(names).length > 0) {
    const outcome = await services.userChanges.rename(asked.userId, names);
    if (outcome !== "renamed") throw new DomainError(outcome);
  }
  return toMe({ user: { ...user, ...names }, profile }, services.now());
}
