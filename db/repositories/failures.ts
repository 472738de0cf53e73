import { databaseErrorOf } from "#db/clients/database-error.ts";

const uniqueViolation = "23505";

/** The name of the unique constraint that a statement ran into, undefined for any other failure. */
export function violatedConstraint(error: unknown): string | undefined {
  const failure = databaseErrorOf(error);
  return failure?.code === uniqueViolation ? (failure.constraint ?? "") : undefined;
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
 * one may succeed later. SQLSTATE classes 08 (connection), 53 (resources) and 57 (intervention).
 */
export function isDatabaseUnavailable(error: unknown): boolean {
  const code = databaseErrorOf(error)?.code;
  return code !== undefined && (unavailable.has(code) || /^(08|53|57)/.test(code));
}

/** What a failure says without what it was about: drizzle's messages repeat every parameter. */
export function describeFailure(error: unknown): string {
  const failure = databaseErrorOf(error);
  if (failure !== undefined) return `${failure.code}: ${failure.cause.message}`;
  return error instanceof Error ? (error.stack ?? error.message) : "not an error";
}
