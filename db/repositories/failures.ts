import { databaseErrorOf } from "#db/clients/database-error.ts";

const uniqueViolation = "23505";

/** The name of the unique constraint that a statement ran into, undefined for any other failure. */
export function violatedConstraint(error: unknown): string | undefined {
  const failure = databaseErrorOf(error);
  return failure?.code === uniqueViolation ? (failure.constraint ?? "") : undefined;
}

const foreignKeyViolation = "23503";

/** Whether a statement failed because what it refers to was removed meanwhile. */
export function isGone(error: unknown): boolean {
  return databaseErrorOf(error)?.code === foreignKeyViolation;
}

const unavailable = new Set([
  "CONNECT_TIMEOUT",
  "CONNECTION_CLOSED",
  "CONNECTION_DESTROYED",
  "CONNECTION_ENDED",
  "ECONNREFUSED",
  "ECONNRESET",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ENOTFOUND",
  "EPIPE",
  "ETIMEDOUT",
]);

/**
 * Whether a statement failed because the database was not there or had no room, so that the same
 * one may succeed later. SQLSTATE classes 08 (connection), 40 (a transaction that stood in another's
 * way), 53 (resources) and 57 (intervention).
 */
export function isDatabaseUnavailable(error: unknown): boolean {
  const code = databaseErrorOf(error)?.code;
  return code !== undefined && (unavailable.has(code) || /^(08|40|53|57)/.test(code));
}

/**
 * What a failure says without what it was about. drizzle's own errors repeat every parameter in
 * message and stack, so of those only the cause counts.
 */
export function describeFailure(error: unknown): string {
  const failure = databaseErrorOf(error);
  if (failure !== undefined) return `${failure.code}: ${failure.cause.message}`;
  if (!(error instanceof Error)) return "not an error";
  if (!error.message.startsWith("Failed query:")) return error.stack ?? error.message;
  return error.cause === undefined ? "a query failed" : describeFailure(error.cause);
}
