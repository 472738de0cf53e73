import type { CounterStore } from "#db/repositories/counters.ts";
import type { UserRepository } from "#db/repositories/users.ts";
import { DomainError, sessionEnded } from "#api/errors.ts";
import { accessTokenSeconds, type SessionRef } from "./access-token.ts";

const freshMs = 5000;
const maxEntries = 10_000;

/** What a session may be found to be. */
type SessionState = "live" | "ended" | "deactivated";

/** Answers whether a session still lives, from a memory of at most five seconds. */
export interface LiveSessions {
  /** @throws DomainError session-ended or account-deactivated */
  require(session: SessionRef): Promise<void>;
  /** The same for who has found out in passing. @throws DomainError as `require` */
  heed(session: SessionRef, state: SessionState): Promise<void>;
  /** Whether it was found here to have ended, which is for good. */
  hasEnded(session: SessionRef): Promise<boolean>;
  /** Has a user's sessions asked for anew the next time: some have just been ended here. */
  forgetUser(userId: string): void;
}

/**
 * Invariants: live sessions are remembered never for longer than five seconds, so an ended one is
 * refused within that time everywhere; the memory never holds more than 10,000. Of those that were
 * asked about after their end, the counters in memory know, as long as any token of theirs is signed.
 */
export function createLiveSessions({ users, memory, now }: Parts): LiveSessions {
  const seenAliveAt = new Map<string, number>();
  let endings = 0;

  async function heed({ sessionId }: SessionRef, state: SessionState): Promise<void> {
    if (state === "deactivated") throw new DomainError("account-deactivated");
    if (state === "live") return;
    await memory.count(endedKey(sessionId), accessTokenSeconds * 1000, now());
    throw sessionEnded();
  }

  return {
    heed,
    hasEnded: async ({ sessionId }) =>
      (await memory.find(endedKey(sessionId), now())) !== undefined,
    forgetUser(userId) {
      endings += 1;
      for (const key of seenAliveAt.keys())
        if (key.startsWith(`${userId}/`)) seenAliveAt.delete(key);
    },
    async require(session) {
      const { userId, sessionId } = session;
      const key = `${userId}/${sessionId}`;
      const time = now().getTime();
      const seen = seenAliveAt.get(key);
      if (seen !== undefined && time - seen < freshMs) return;
      seenAliveAt.delete(key);
      const endingsBefore = endings;
      await heed(session, await users.findSessionState(userId, sessionId));
      // An answer that was under way while a session ended may be older than its end.
      if (endings !== endingsBefore) return;
      if (seenAliveAt.size >= maxEntries) seenAliveAt.clear();
      seenAliveAt.set(key, time);
    },
  };
}

interface Parts {
  users: Pick<UserRepository, "findSessionState">;
  /** What lasts as long as the process; at the edge, as long as the isolate. */
  memory: CounterStore;
  now: () => Date;
}

const endedKey = (sessionId: string) => `ended:${sessionId}`;
