import {
  limitKey,
  ofUser,
  toLimitState,
  type LimitState,
  type RateLimits,
} from "#api/limits/rate-limits.ts";
import type { TurnOpening, TurnQuota } from "#db/repositories/turn.ts";

/** How one send counts, from before its turn is opened until it is known what came of it. */
export interface ChatUse {
  /** What the statement that opens the turn is to know. */
  quota: TurnQuota;
  /** How the limit stands after that, where it was counted. */
  settle(opening: TurnOpening): Promise<LimitState | undefined>;
}

/**
 * Counts what asks for a reply of its own, `CHAT_LIMIT_PER_MINUTE` a user. A repetition that is known
 * by its Idempotency-Key is not counted. Where the instances share their counters, the statement that
 * opens the turn counts too; else this instance does, before it.
 */
export function createChatLimit({ rateLimits, isShared, now }: Parts) {
  const { chat } = rateLimits.quotas;

  async function countedHere(who: string): Promise<ChatUse> {
    const state = await rateLimits.take("chat", who);
    return {
      quota: { kind: "decided", isLeft: !state.isExceeded },
      async settle({ known }) {
        if (known === null) return state;
        await rateLimits.giveBack("chat", who);
        const remaining = state.isExceeded ? 0 : state.remaining + 1;
        return { ...state, remaining, isExceeded: false };
      },
    };
  }

  function countedThere(who: string): ChatUse {
    return {
      quota: { kind: "counted", key: limitKey("chat", who), ...chat },
      async settle({ counted }) {
        return counted === null ? undefined : toLimitState("chat", chat, counted, now());
      },
    };
  }

  return {
    /** Begins a send of a user. */
    async begin(userId: string): Promise<ChatUse> {
      return isShared ? countedThere(ofUser(userId)) : countedHere(ofUser(userId));
    },
  };
}

interface Parts {
  rateLimits: RateLimits;
  /** Whether the counters are in the database. */
  isShared: boolean;
  now: () => Date;
}
