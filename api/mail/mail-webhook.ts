import type { Log } from "#api/platform.ts";
import { wait } from "#api/wait.ts";

const timeoutMs = 5000;
/** How long is waited before each further attempt. */
const pausesMs = [1000, 4000];

/** What is posted as JSON to MAIL_WEBHOOK_URL; whoever listens there writes and sends the e-mail. */
type Mail = PasswordResetMail | AccountNoticeMail;

interface PasswordResetMail {
  kind: "password-reset";
  /** The address, as the account has it. */
  to: string;
  username: string;
  /** For `POST /v1/auth/password/reset`. Nobody else knows it. */
  token: string;
  /** ISO 8601. */
  expiresAt: string;
}

/** Tells the owner of an account of what would have been a theft, had it been somebody else. */
export interface AccountNoticeMail {
  kind: "password-changed" | "email-changed" | "username-changed";
  /** The address, as the account has it, or had it where it has another now. */
  to: string;
  /** As the account is called from now on. */
  username: string;
  /** When it was done, ISO 8601. */
  changedAt: string;
}

export interface MailWebhook {
  /** Posts a mail, three times if need be. Never throws: what could not be sent is logged. */
  send(mail: Mail): Promise<void>;
}

interface Setting {
  url: string;
  log: Log;
  closing: AbortSignal;
}

/**
 * Hands e-mails to the operator's own service. Name and password in the URL are sent as its basic
 * authorisation. The log tells neither the URL, which may hold a secret, nor anything of a mail.
 */
export function createMailWebhook({ url, log, closing }: Setting): MailWebhook {
  const target = toTarget(url);
  return {
    async send(mail) {
      const body = JSON.stringify(mail);
      for (const pauseMs of [...pausesMs, undefined]) {
        const failure = await post(target, body, closing);
        if (failure === undefined) return;
        const isLast = pauseMs === undefined || !failure.isPassing || closing.aborted;
        const fields = { kind: mail.kind, reason: failure.reason };
        if (isLast) return log.error("mail not sent", fields);
        log.warning("mail not sent, trying again", fields);
        await wait(pauseMs, closing);
      }
    },
  };
}

interface Target {
  url: string;
  headers: Record<string, string>;
}

function toTarget(text: string): Target {
  const url = new URL(text);
  const { username, password } = url;
  url.username = "";
  url.password = "";
  const credentials = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  const bytes = new TextEncoder().encode(credentials);
  const authorization = { Authorization: `Basic ${btoa(String.fromCharCode(...bytes))}` };
  return {
    url: url.href,
    headers: { "Content-Type": "application/json", ...(credentials !== ":" && authorization) },
  };
}

interface Failure {
  reason: string;
  /** Whether another attempt may succeed. */
  isPassing: boolean;
}

/** What went wrong, undefined when nothing did. */
async function post(
  { url, headers }: Target,
  body: string,
  closing: AbortSignal,
): Promise<Failure | undefined> {
  try {
    const signal = AbortSignal.any([closing, AbortSignal.timeout(timeoutMs)]);
    const init = { method: "POST", headers, body, signal, redirect: "manual" } as const;
    const response = await fetch(url, init);
    await response.body?.cancel();
    if (response.ok) return undefined;
    const { status } = response;
    return {
      reason: `status ${status}`,
      isPassing: status >= 500 || [408, 425, 429].includes(status),
    };
  } catch (error) {
    const isTimeout = error instanceof Error && error.name === "TimeoutError";
    return { reason: isTimeout ? "no answer in time" : "not reached", isPassing: true };
  }
}
