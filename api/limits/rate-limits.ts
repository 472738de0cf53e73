import { DomainError } from "#api/errors.ts";
import type { ApiConfig } from "#api/config.ts";
import type { Counted, CounterStore } from "#db/repositories/counters.ts";

const minuteMs = 60_000;
const mailsAnHour = 5;

/**
 * What is counted apart. `session` is refreshing and signing out, which nothing else may get in the
 * way of. `sends` only stops floods: all that ask for a reply, where `chat` has those that get one of
 * their own, but for what is answered whatever the limits say. `forgotten` is asking for a new password
 * by mail, and `mails` the mails that one account is sent, which no answer tells of.
 */
export type LimitName =
  | "general"
  | "session"
  | "sends"
  | "chat"
  | "register"
  | "forgotten"
  | "mails";

/** So many uses in so much time. */
export interface Quota {
  uses: number;
  windowMs: number;
}

/** How a limit stands for somebody. */
export interface LimitState {
  name: LimitName;
  remaining: number;
  resetSeconds: number;
  isExceeded: boolean;
}

type Settings = Pick<
  ApiConfig,
  "RATE_LIMIT_PER_MINUTE" | "CHAT_LIMIT_PER_MINUTE" | "REGISTER_LIMIT_PER_HOUR"
>;

/** The quota of every limit. */
export function quotasOf(config: Settings): Record<LimitName, Quota> {
  const general = { uses: config.RATE_LIMIT_PER_MINUTE, windowMs: minuteMs };
  const anHour = { uses: config.REGISTER_LIMIT_PER_HOUR, windowMs: 60 * minuteMs };
  return {
    general,
    session: general,
    sends: general,
    chat: { uses: config.CHAT_LIMIT_PER_MINUTE, windowMs: minuteMs },
    register: anHour,
    forgotten: anHour,
    mails: { uses: mailsAnHour, windowMs: 60 * minuteMs },
  };
}

/** How a limit stands after so many uses. */
export function toLimitState(
  name: LimitName,
  { uses }: Quota,
  { count, endsAt }: Counted,
  now: Date,
): LimitState {
  return {
    name,
    remaining: Math.max(0, uses - count),
    resetSeconds: Math.max(0, Math.ceil((endsAt.getTime() - now.getTime()) / 1000)),
    isExceeded: count > uses,
  };
}

/** What a limit that is exceeded is told as. */
export const rateLimited = ({ resetSeconds }: LimitState) =>
  new DomainError("rate-limited", { retryAfterSeconds: resetSeconds });

/** Where a limit counts somebody: a user, or an address where nobody is signed in. */
export const limitKey = (name: LimitName, who: string) => `${name}:${who}`;

/** The key of a user, apart from every address. */
export const ofUser = (userId: string) => `user:${userId}`;

export type RateLimits = ReturnType<typeof createRateLimits>;

/** Counts uses; those of `sends` here only, so that sending a message costs no further round trip. */
export function createRateLimits({ config, shared, memory, now }: Parts) {
  const quotas = quotasOf(config);
  const storeOf = (name: LimitName) => (name === "sends" ? memory : shared);
  return {
    quotas,

    /** Counts a use and says how the limit stands then, exceeded or not. */
    async take(name: LimitName, who: string): Promise<LimitState> {
      const time = now();
      const { windowMs } = quotas[name];
      const counted = await storeOf(name).count(limitKey(name, who), windowMs, time);
      return toLimitState(name, quotas[name], counted, time);
    },

    /** Takes a use back. */
    giveBack: (name: LimitName, who: string) => storeOf(name).uncount(limitKey(name, who)),

    /** Forgets how much a user has used: nothing of them remains. */
    async forgetUser(userId: string): Promise<void> {
      const names = Object.keys(quotas) as LimitName[];
      const keys = names.map((name) => limitKey(name, ofUser(userId)));
      await Promise.all([shared.clear(keys), memory.clear(keys)]);
    },
  };
}

interface Parts {
  config: Settings;
  /** For all instances, where there is such a store. */
  shared: CounterStore;
  /** For this instance. */
  memory: CounterStore;
  now: () => Date;
}
