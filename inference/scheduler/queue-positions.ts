import { pickNext, type ServedAt, type Waiting } from "./pick-next.ts";

/** A reply that holds a slot. */
interface Running {
  readonly user?: string | undefined;
  /** Whether it gives its slot to any interactive request. */
  readonly isFill: boolean;
}

/**
 * The place of everyone who waits, if nobody else comes: 1 is served when the next slot is free, and
 * below 1 are those for whom there is a slot at once.
 *
 * @param slots how many there are in all
 * @returns a place for each of `waiting`
 */
export function queuePositions(
  waiting: readonly Waiting[],
  running: readonly Running[],
  slots: number,
  servedAt: ServedAt = new Map(),
): number[] {
  const free = slots - running.length;
  const fills = running.filter(({ isFill }) => isFill).length;
  const positions = waiting.map(() => 0);
  const order = queueOrder(
    waiting,
    running.map(({ user }) => user),
    servedAt,
  );
  for (const [before, index] of order.entries()) {
    const atOnce = waiting[index]?.background ? free : free + fills;
    positions[index] = before + 1 - atOnce;
  }
  return positions;
}

/** What `pickNext` says, time after time, while none of the running replies ends. */
function queueOrder(
  waiting: readonly Waiting[],
  runningUsers: readonly (string | undefined)[],
  servedAt: ServedAt,
): number[] {
  const served = new Map(servedAt);
  const latest = Math.max(0, ...served.values());
  const left = waiting.map((request, index) => ({ ...request, index }));
  const users = [...runningUsers];
  const order: number[] = [];
  while (left.length > 0) {
    for (const { index, user } of left.splice(pickNext(left, users, served), 1)) {
      order.push(index);
      users.push(user);
      served.set(user, latest + order.length);
    }
  }
  return order;
}
