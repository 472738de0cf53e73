import { requirePassword, type Asked } from "#api/auth/require-password.ts";
import { sessionsEnded } from "#api/auth/sessions-ended.ts";
import { completionKey } from "#api/conversations/reply-work.ts";
import { DomainError } from "#api/errors.ts";
import { runJobs } from "#api/jobs/run-jobs.ts";
import type { Services } from "#api/services.ts";

/**
 * Removes the account of who shows the password, as `eraseUser` does.
 *
 * @throws DomainError invalid-credentials, too-many-attempts, or session-ended where it has gone already
 */
export async function removeAccount(
  services: Services,
  { userId, address }: Asked,
  password: string,
): Promise<void> {
  await requirePassword(services, { userId, address }, password);
  if (!(await eraseUser(services, userId))) {
    throw new DomainError("session-ended", { detail: "The account has gone." });
  }
  services.defer(runJobs(services));
}

/**
 * Removes a user and everything that is held of them: rows, sessions, the replies that are being
 * written, and by jobs what the inference server has, which last until it has been told. Their
 * tokens are refused and their WebSockets closed at once here, within five seconds elsewhere.
 *
 * @returns whether there was such a user
 */
export async function eraseUser(services: Services, userId: string): Promise<boolean> {
  const account = await services.users.find(userId);
  if (account === undefined) return false;
  // Before the names are gone: what failed before there was this account is kept by these. What fails
  // later is nobody's.
  const { id, email, username } = account.user;
  await services.failureLimit.forget([id, email, username]);
  const running = await services.userRemoval.remove({ userId, completionKey, now: services.now() });
  if (running === undefined) return false;
  await services.rateLimits.forgetUser(userId);
  sessionsEnded(services, userId);
  for (const { id } of running) services.replies.get(id)?.cancel();
  return true;
}
