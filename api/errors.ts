/** The closed list of what can go wrong for a client. Each is the last part of a problem's `type`. */
export const errorCodes = [
  "malformed-request",
  "token-missing",
  "token-invalid",
  "token-expired",
  "session-ended",
  "invalid-credentials",
  "refresh-token-reused",
  "age-required",
  "account-deactivated",
  "registration-closed",
  "not-found",
  "email-taken",
  "username-taken",
  "reply-in-progress",
  "conversation-inactive",
  "not-newest",
  "too-large",
  "unsupported-media-type",
  "validation-failed",
  "idempotency-mismatch",
  "rate-limited",
  "too-many-attempts",
  "internal",
  "inference-unavailable",
  "inference-busy",
  "database-unavailable",
] as const;

export type ErrorCode = (typeof errorCodes)[number];

/** One field that did not validate. `path` is dotted; the message never repeats what was sent. */
export interface FieldError {
  path: string;
  message: string;
}

/** What a message that was already stored is known by, for the client to find its reply again. */
export interface TurnIds {
  conversationId: string;
  userMessageId: string;
  replyId: string;
}

interface Details {
  /** A sentence for the developer at the other end. Never input, SQL, host names or stacks. */
  detail?: string;
  fields?: FieldError[];
  retryAfterSeconds?: number;
  turn?: TurnIds;
  cause?: unknown;
}

/** The one way a verb fails. */
export class DomainError extends Error {
  override readonly name = "DomainError";
  readonly code: ErrorCode;
  readonly detail: string | undefined;
  readonly fields: FieldError[] | undefined;
  readonly retryAfterSeconds: number | undefined;
  readonly turn: TurnIds | undefined;

  constructor(code: ErrorCode, details: Details = {}) {
    super(details.detail ?? code, { cause: details.cause });
    this.code = code;
    this.detail = details.detail;
    this.fields = details.fields;
    this.retryAfterSeconds = details.retryAfterSeconds;
    this.turn = details.turn;
  }
}

/** What somebody is told whose session or account is no more. */
export const sessionEnded = () => new DomainError("session-ended", { detail: "Sign in again." });
