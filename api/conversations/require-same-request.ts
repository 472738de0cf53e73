import { DomainError } from "#api/errors.ts";
import type { Idempotency } from "#db/repositories/turn.ts";

/**
 * An Idempotency-Key stands for the request that it came with first.
 *
 * @throws DomainError idempotency-mismatch
 */
export function requireSameRequest(fingerprint: string, now: Idempotency | undefined): void {
  if (fingerprint === now?.fingerprint) return;
  throw new DomainError("idempotency-mismatch", {
    detail: "This Idempotency-Key came with another method, path or body before.",
  });
}
