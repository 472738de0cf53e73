import type { ErrorCode } from "#api/errors.ts";

/** How the server closes a connection. */
export const closeCodes = {
  /** A frame that is not text. */
  unsupported: 1003,
  /** A client that breaks the rules: malformed frames, too many at once. */
  policy: 1008,
  tooLarge: 1009,
  internal: 1011,
  /** The server restarts: connect again. */
  restart: 1012,
  /** Too many connections, a reader that is too slow, no database: connect again later. */
  later: 1013,
  /** No token in time, or one that is invalid or expired: refresh it and connect again. */
  token: 4401,
  /** The session has ended, the account is deactivated, or the token is another user's: sign in. */
  session: 4403,
} as const;

/** How a connection is closed whose token was not accepted. */
export function closeForFailure(code: ErrorCode): keyof typeof closeCodes {
  if (code.startsWith("token-")) return "token";
  if (code === "session-ended" || code === "account-deactivated") return "session";
  return code === "database-unavailable" ? "later" : "internal";
}
