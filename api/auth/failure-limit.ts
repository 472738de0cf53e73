import { DomainError } from "#api/errors.ts";
import { retryAt, type CounterStore } from "#db/repositories/counters.ts";
import {
  accountPrefix,
  familiarMs,
  keysOf,
  slotsOf,
  type AccountMark,
  type Attempt,
  type Slot,
} from "./failure-slots.ts";

/**
 * Slows down guessing. Before a secret is checked, the attempt is counted as failed, so that of many
 * at once no more are checked than one after another would be; a success takes it back.
 *
 * Three counters, each with `free` attempts before delays begin:
 * - an account from one address;
 * - an account from all addresses that it has not been signed in from in the last 30 days: so
 *   somebody with a thousand addresses does not get a thousand times as many guesses, and can still
 *   not keep the owner out where they usually are;
 * - an address for all accounts; for those that have signed in from there five times as many, so that
 *   one of an office does not keep out the others.
 *
 * A delay never lasts longer than a quarter of an hour, and attempts that are refused meanwhile do
 * not prolong it. All names of an account count as one. One that does not exist is what it was called,
 * in small letters, and slowed down like one that does. Only digests are kept.
 */
export function createFailureLimit({ counters, free, now }: Parts) {
  async function slotsFor(attempt: Attempt): Promise<Slot[]> {
    const keys = await keysOf(attempt);
    const isNamed = attempt.account !== undefined;
    const isFamiliar = isNamed && (await counters.find(keys.familiar, now())) !== undefined;
    return slotsOf(attempt, keys, { free, isFamiliar });
  }

  return {
    /**
     * Runs a check of a secret as one attempt. `undefined` from it is a failure; when it throws, it
     * has not told whether the secret was right, and the attempt does not count.
     *
     * @throws DomainError too-many-attempts instead of running it
     */
    async attempt<T>(who: Attempt, check: () => Promise<T | undefined>): Promise<T | undefined> {
      const slots = await slotsFor(who);
      await take(counters, slots, now());
      let result: T | undefined;
      try {
        result = await check();
      } catch (error) {
        await giveBack(counters, slots);
        throw error;
      }
      if (result !== undefined) await forgive(counters, slots);
      return result;
    },

    /**
     * Remembers that an account has been signed in to from an address, and forgets what failed there:
     * also for who has reset the password by mail.
     */
    async welcome(account: AccountMark, address: string | undefined): Promise<void> {
      const keys = await keysOf({ secret: "sign-in", account, address });
      await counters.clear([keys.pair, keys.account, keys.familiar]);
      if (address !== undefined) await counters.count(keys.familiar, familiarMs, now());
    },

    /** Forgets all that is kept about accounts of these names or ids. */
    async forget(idsOrNames: string[]): Promise<void> {
      for (const one of idsOrNames) await counters.clearAll(await accountPrefix(one));
    },
  };
}

interface Parts {
  counters: CounterStore;
  /** Failures before delays begin. */
  free: number;
  now: () => Date;
}

/** Takes an attempt in all of the counters or in none. @throws DomainError too-many-attempts */
async function take(counters: CounterStore, slots: Slot[], now: Date): Promise<void> {
  await requireTurn(counters, slots, now);
  for (const [i, { key, backoff }] of slots.entries()) {
    const attempt = await counters.attempt(key, backoff, now);
    if (attempt.isGranted) continue;
    await giveBack(counters, slots.slice(0, i));
    throw tooEarly(attempt.retryAt, now);
  }
}

/**
 * Refuses before anything is taken what one of the counters would refuse: an attempt that is taken
 * and given back would have the others' delays begin anew. Those that race each other here are told
 * apart by the taking.
 */
async function requireTurn(counters: CounterStore, slots: Slot[], now: Date): Promise<void> {
  const turns = slots.map(async ({ key, backoff }) => {
    const counted = await counters.find(key, now);
    return counted === undefined ? now : retryAt(counted, backoff);
  });
  const latest = new Date(Math.max(...(await Promise.all(turns)).map(Number)));
  if (latest > now) throw tooEarly(latest, now);
}

const tooEarly = (retryAt: Date, now: Date) => {
  const retryAfterSeconds = Math.max(1, (retryAt.getTime() - now.getTime()) / 1000);
  return new DomainError("too-many-attempts", { retryAfterSeconds });
};

async function giveBack(counters: CounterStore, slots: Slot[]): Promise<void> {
  for (const { key } of slots) await counters.uncount(key);
}

async function forgive(counters: CounterStore, slots: Slot[]): Promise<void> {
  await counters.clear(slots.filter(({ isShared }) => !isShared).map(({ key }) => key));
  // Others' failures from there stay, or one's own account would wash away those at others'.
  await giveBack(
    counters,
    slots.filter(({ isShared }) => isShared),
  );
}
