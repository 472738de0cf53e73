/** What is known of an idle slot when a request looks for one. */
export interface Candidate {
  /** The `prompt_cache_key` of the conversation it holds. */
  readonly key?: string | undefined;
  /** Tokens it holds. */
  readonly held: number;
  /** How many of them the request's prompt starts with. */
  readonly common: number;
  /** When it was last used, on any clock. */
  readonly usedAt: number;
}

export interface SlotWanted {
  readonly key?: string | undefined;
  readonly promptTokens: number;
  /** Another conversation's slot is taken only if it was last used by then. */
  readonly evictUsedBy?: number | undefined;
}

/** Tokens by which a conversation may differ at its end and still be the same: a reply that was trimmed, say. */
const SLACK_TOKENS = 8;

/**
 * Which slot a request should run in, so that the least work is done twice:
 * the one with its own key; else one whose conversation it continues or repeats, if no other key
 * owns it; else an empty one; else the one that was left alone the longest, if that is long enough.
 * Sharing only a beginning, like a persona, is no reason to take over another conversation's slot.
 *
 * @returns an index into `candidates`, or -1 when there is none for it
 */
export function chooseSlot(candidates: readonly Candidate[], request: SlotWanted): number {
  const own = candidates.findIndex((slot) => slot.key !== undefined && slot.key === request.key);
  if (own >= 0) return own;
  const continued = best(candidates, (slot) =>
    slot.key === undefined && isSameConversation(slot, request.promptTokens) ? slot.common : 0,
  );
  if (continued >= 0) return continued;
  const empty = candidates.findIndex((slot) => slot.held === 0);
  if (empty >= 0) return empty;
  const { evictUsedBy = Infinity } = request;
  return best(candidates, ({ usedAt }) => (usedAt <= evictUsedBy ? 1 / (1 + usedAt) : 0));
}

function isSameConversation(slot: Candidate, promptTokens: number): boolean {
  return Math.min(slot.held, promptTokens) - slot.common <= SLACK_TOKENS;
}

/** The first index with the highest score above zero, or -1. */
function best(candidates: readonly Candidate[], score: (slot: Candidate) => number): number {
  const scores = candidates.map(score);
  const highest = Math.max(0, ...scores);
  return highest > 0 ? scores.indexOf(highest) : -1;
}
