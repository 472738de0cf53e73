import { keepTrying } from "#api/keep-trying.ts";
import type { Services } from "#api/services.ts";
import { isDatabaseUnavailable } from "#db/repositories/failures.ts";

const usualPatienceMs = 30_000;

/**
 * Does what needs the database; while that is away, again and again, for half a minute unless
 * another patience is given.
 *
 * @throws whatever `attempt` throws in the end
 */
export function outlastOutage<T>(
  { closing }: Pick<Services, "closing">,
  attempt: () => Promise<T>,
  { forMs = usualPatienceMs, onWaiting }: Options = {},
): Promise<T> {
  const isWorthIt = isDatabaseUnavailable;
  const patience = { isWorthIt, everyMs: 500, forMs, signal: closing };
  return keepTrying(attempt, { ...patience, ...(onWaiting && { onWaiting }) });
}

interface Options {
  forMs?: number;
  /** Told after each failure for how long the database has been away. */
  onWaiting?: (awayMs: number) => void;
}
