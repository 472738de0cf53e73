/** A request that waits for a slot. Lists of them are in order of arrival. */
export interface Waiting {
  readonly background: boolean;
  /** Requests of one user share their turn; those without a user are all of one. */
  readonly user?: string | undefined;
}

/** When users last got a slot, on any clock that never stands still; missing are those who had none. */
export type ServedAt = ReadonlyMap<string | undefined, number>;

/**
 * Who gets the next free slot: interactive requests before background ones, then whoever's user has
 * the fewest replies running, then whose user was served the longest ago, then whoever came first.
 *
 * @param runningUsers the user of every reply that holds a slot
 * @returns an index into `waiting`, or -1 when nobody waits
 */
export function pickNext(
  waiting: readonly Waiting[],
  runningUsers: readonly (string | undefined)[],
  servedAt: ServedAt = new Map(),
): number {
  const running = new Map<string | undefined, number>();
  for (const user of runningUsers) running.set(user, (running.get(user) ?? 0) + 1);
  let best = -1;
  let bestRank: Rank = [Infinity, Infinity, Infinity];
  for (const [index, { background, user }] of waiting.entries()) {
    const rank: Rank = [
      background ? 1 : 0,
      running.get(user) ?? 0,
      servedAt.get(user) ?? -Infinity,
    ];
    if (precedes(rank, bestRank)) [best, bestRank] = [index, rank];
  }
  return best;
}

type Rank = readonly [background: number, running: number, servedAt: number];

function precedes(rank: Rank, best: Rank): boolean {
  for (const [index, value] of rank.entries()) {
    const other = best[index] ?? Infinity;
    if (value !== other) return value < other;
  }
  return false;
}
