import type { LimitName, LimitState, Quota } from "#api/limits/rate-limits.ts";

/*
 * The header fields of the IETF's draft "RateLimit header fields for HTTP"
 * (draft-ietf-httpapi-ratelimit-headers-10): structured fields, each a list of named limits.
 */

/** `RateLimit-Policy`: how many uses (`q`) in how many seconds (`w`). */
export function toPolicyHeader(names: readonly LimitName[], quotas: Record<LimitName, Quota>) {
  const items = names.map((name) => {
    const { uses, windowMs } = quotas[name];
    return `"${name}";q=${uses};w=${windowMs / 1000}`;
  });
  return items.join(", ");
}

/** `RateLimit`: how many uses remain (`r`), and in how many seconds there are all of them again (`t`). */
export function toStateHeader(states: readonly LimitState[]): string {
  const items = states.map(
    ({ name, remaining, resetSeconds }) => `"${name}";r=${remaining};t=${resetSeconds}`,
  );
  return items.join(", ");
}
