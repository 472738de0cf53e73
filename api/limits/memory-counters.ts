import { retryAt, type CounterStore } from "#db/repositories/counters.ts";

const maxEntries = 50_000;

/** How many of the oldest are looked at to find one that can go. */
const candidates = 64;

interface Entry {
  count: number;
  endsAtMs: number;
}

/**
 * Counters of this instance alone. Invariants: never more than `limit` entries; to make room an ended
 * window goes first, else of the oldest few the one with the fewest uses, and those that are spared
 * count as new: so a flood of addresses that come once pushes out its own, not those that count.
 */
export function createMemoryCounters(limit = maxEntries): CounterStore & { size(): number } {
  const entries = new Map<string, Entry>();

  function running(key: string, nowMs: number): Entry | undefined {
    const entry = entries.get(key);
    return entry !== undefined && entry.endsAtMs > nowMs ? entry : undefined;
  }

  function begin(key: string, entry: Entry, nowMs: number): void {
    if (!entries.has(key) && entries.size >= limit) makeRoom(entries, nowMs);
    entries.set(key, entry);
  }

  return {
    size: () => entries.size,

    async count(key, windowMs, now) {
      const nowMs = now.getTime();
      const entry = running(key, nowMs) ?? { count: 0, endsAtMs: nowMs + windowMs };
      entry.count += 1;
      if (entry.count === 1) begin(key, entry, nowMs);
      return { count: entry.count, endsAt: new Date(entry.endsAtMs) };
    },

    async uncount(key) {
      const entry = entries.get(key);
      if (entry !== undefined) entry.count = Math.max(0, entry.count - 1);
    },

    async find(key, now) {
      const entry = running(key, now.getTime());
      return entry && { count: entry.count, endsAt: new Date(entry.endsAtMs) };
    },

    async attempt(key, backoff, now) {
      const nowMs = now.getTime();
      const before = running(key, nowMs);
      const count = before?.count ?? 0;
      if (before !== undefined && count >= backoff.free) {
        const at = retryAt({ count, endsAt: new Date(before.endsAtMs) }, backoff);
        if (at > now) return { isGranted: false, retryAt: at };
      }
      begin(key, { count: count + 1, endsAtMs: nowMs + backoff.rememberMs }, nowMs);
      return { isGranted: true };
    },

    async clear(keys) {
      for (const key of keys) entries.delete(key);
    },

    async clearAll(prefix) {
      for (const key of entries.keys()) if (key.startsWith(prefix)) entries.delete(key);
    },
  };
}

function makeRoom(entries: Map<string, Entry>, nowMs: number): void {
  const uses = ({ count, endsAtMs }: Entry) => (endsAtMs <= nowMs ? -1 : count);
  const seen: [string, Entry][] = [];
  for (const item of entries) {
    seen.push(item);
    if (uses(item[1]) <= 1 || seen.length === candidates) break;
  }
  const [leaver] = seen.toSorted(([, one], [, other]) => uses(one) - uses(other));
  for (const [key, entry] of seen) {
    entries.delete(key);
    if (key !== leaver?.[0]) entries.set(key, entry);
  }
}
