import type { Services } from "#api/services.ts";
import type { AccountNoticeMail } from "./mail-webhook.ts";

/**
 * Mails the owner of an account that it was changed, afterwards: they are to hear of it from us when
 * it was not them (OWASP ASVS 5, 6.3.7). Nothing where no mail can be sent.
 */
export function tellOwner(
  { mail, defer, now }: Pick<Services, "mail" | "defer" | "now">,
  kind: AccountNoticeMail["kind"],
  { email: to, username }: { email: string; username: string },
): void {
  if (mail !== undefined) defer(mail.send({ kind, to, username, changedAt: now().toISOString() }));
}
