import type { Context } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";

import type { DomainError, ErrorCode } from "#api/errors.ts";
import type { AppEnv } from "./app-env.ts";

/** The one table that turns a failure into HTTP. */
export const problems = {
  "malformed-request": [400, "The request could not be read"],
  "token-missing": [401, "An access token is required"],
  "token-invalid": [401, "The access token is not valid"],
  "token-expired": [401, "The access token has expired"],
  "session-ended": [401, "The session has ended"],
  "invalid-credentials": [401, "Sign-in failed"],
  "refresh-token-reused": [401, "The refresh token was used before"],
  "age-required": [403, "Not available at this age"],
  "account-deactivated": [403, "The account is deactivated"],
  "registration-closed": [403, "Registration is closed"],
  "not-found": [404, "Not found"],
  "email-taken": [409, "The e-mail address is taken"],
  "username-taken": [409, "The username is taken"],
  "reply-in-progress": [409, "A reply is in progress"],
  "conversation-inactive": [409, "The conversation is not active"],
  "not-newest": [409, "Not the newest"],
  "too-large": [413, "The request is too large"],
  "unsupported-media-type": [415, "The content type is not supported"],
  "validation-failed": [422, "The input did not validate"],
  "idempotency-mismatch": [422, "The Idempotency-Key was used for another request"],
  "rate-limited": [429, "Too many requests"],
  "too-many-attempts": [429, "Too many attempts"],
  internal: [500, "Something went wrong here"],
  "inference-unavailable": [503, "The model cannot be reached"],
  "inference-busy": [503, "The model is busy"],
  "database-unavailable": [503, "The database cannot be reached"],
} as const satisfies Record<ErrorCode, readonly [ContentfulStatusCode, string]>;

/** RFC 9457 problem details as this API sends them. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  instance: string;
  requestId: string;
  errors?: { path: string; message: string }[];
  conversationId?: string;
  userMessageId?: string;
  replyId?: string;
}

/** The problem object for a failure. */
export function toProblem(
  error: DomainError,
  at: { instance: string; requestId: string },
): Problem {
  const [status, title] = problems[error.code];
  return {
    type: `/problems/${error.code}`,
    title,
    status,
    detail: error.detail ?? `${title}.`,
    ...at,
    ...(error.fields && { errors: error.fields }),
    ...error.turn,
  };
}

/** Answers with a problem, with the headers its status asks for. */
export function problemResponse(c: Context<AppEnv>, error: DomainError): Response {
  const problem = toProblem(error, {
    instance: new URL(c.req.url).pathname,
    requestId: c.get("requestId"),
  });
  if (problem.status === 401) c.header("WWW-Authenticate", challenge(error.code));
  if (problem.status === 401 || problem.status === 403) c.header("Cache-Control", "no-store");
  if (error.retryAfterSeconds !== undefined) {
    c.header("Retry-After", String(Math.max(1, Math.ceil(error.retryAfterSeconds))));
  }
  return c.body(JSON.stringify(problem), problem.status as ContentfulStatusCode, {
    "Content-Type": "application/problem+json",
  });
}

/** RFC 6750, section 3: no error code where no token was sent. */
function challenge(code: ErrorCode): string {
  const sent = code === "token-invalid" || code === "token-expired" || code === "session-ended";
  return sent ? 'Bearer realm="sarah", error="invalid_token"' : 'Bearer realm="sarah"';
}
