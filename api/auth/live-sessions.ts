import type { UserRepository } from "#db/repositories/users.ts";
import { DomainError } from "#api/errors.ts";
import type { SessionRef } from "./access-token.ts";

const freshMs = 5000;
const maxEntries = 10_000;

/** Answers whether a session still lives, from a memory of at most five seconds. */
export interface LiveSessions {
  /** @throws DomainError session-ended or account-deactivated */
  require(session: SessionRef): Promise<void>;
  /** Has a user's sessions asked for anew the next time: some have just been ended here. */
  forgetUser(userId: string): void;
}

/**
 * Invariants: only live sessions are remembered, never for longer than five seconds, so an ended
 * one is refused within that time everywhere; the memory never holds more than 10,000.
 */
export function createLiveSessions(users: UserRepository, now: () => Date): LiveSessions {
  const seenAliveAt = new Map<string, number>();
  let endings = 0;
  return {
    forgetUser(userId) {
      endings += 1;
      for (const key of seenAliveAt.keys())
        if (key.startsWith(`${userId}/`)) seenAliveAt.delete(key);
    },
    async require({ userId, sessionId }) {
      const key = `${userId}/${sessionId}`;
      const time = now().getTime();
      const seen = seenAliveAt.get(key);
      if (seen !== undefined && time - seen < freshMs) return;
      seenAliveAt.delete(key);
      const endingsBefore = endings;
      requireLive(await users.findSessionState(userId, sessionId));
      // An answer that was under way while a session ended may be older than its end.
      if (endings !== endingsBefore) return;
      if (seenAliveAt.size >= maxEntries) seenAliveAt.clear();
      seenAliveAt.set(key, time);
    },
  };
}

/** @throws DomainError for any state but "live" */
export function requireLive(state: "live" | "ended" | "deactivated"): void {
  if (state === "deactivated") throw new DomainError("account-deactivated");
  if (state === "ended") throw new DomainError("session-ended", { detail: "Sign in again." });
}
