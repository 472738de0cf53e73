/** A request that waits for a slot. Lists of them are in order of arrival. */
export interface Waiting {
  readonly background: boolean;
  /** Requests of one user share their turn; those without a user are all of one. */
  readonly user?: string | undefined;
}

/**
 * Who gets the next free slot: interactive requests before background ones, then whoever's user has
 * the fewest replies running, then whoever came first.
 *
 * @param runningUsers the user of every reply that holds a slot
 * @returns an index into `waiting`, or -1 when nobody waits
 */
export function pickNext(
  waiting: readonly Waiting[],
  runningUsers: readonly (string | undefined)[],
): number {
  const running = new Map<string | undefined, number>();
  for (const user of runningUsers) running.set(user, (running.get(user) ?? 0) + 1);
  let best = -1;
  let bestRank = [Infinity, Infinity];
  for (const [index, request] of waiting.entries()) {
    const rank = [request.background ? 1 : 0, running.get(request.user) ?? 0];
    if (precedes(rank, bestRank)) [best, bestRank] = [index, rank];
  }
  return best;
}

function precedes([background, held]: number[], [bestBackground, bestHeld]: number[]): boolean {
  if (background !== bestBackground) return (background ?? 0) < (bestBackground ?? 0);
  return (held ?? 0) < (bestHeld ?? 0);
}
