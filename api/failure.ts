import { isDatabaseUnavailable, isGone } from "#db/repositories/failures.ts";
import { DomainError } from "./errors.ts";

/** The failure that something thrown stands for where nobody foresaw it. */
export function toFailure(error: unknown): DomainError {
  if (error instanceof DomainError) return error;
  if (isDatabaseUnavailable(error)) {
    return new DomainError("database-unavailable", { retryAfterSeconds: 5, cause: error });
  }
  // Whoever asked was overtaken by the removal of what they asked about.
  if (isGone(error)) return new DomainError("not-found");
  return new DomainError("internal", { cause: error });
}
