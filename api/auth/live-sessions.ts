import type { UserRepository } from "#db/repositories/users.ts";
import { DomainError } from "#api/errors.ts";
import type { SessionRef } from "./access-token.ts";

const freshMs = 5000;
const maxEntries = 10_000;

/** Answers whether a session still lives, from a memory of at most five seconds. */
export interface LiveSessions {
  /** @throws DomainError session-ended or account-deactivated */
  require(session: SessionRef): Promise<void>;
}

/**
 * Invariants: only live sessions are remembered, never for longer than five seconds, so an ended
 * one is refused within that time everywhere; the memory never holds more than 10,000.
 */
export function createLiveSessions(users: UserRepository, now: () => Date): LiveSessions {
  const seenAliveAt = new Map<string, number>();
  return {
    async require({ userId, sessionId }) {
      const key = `${userId}/${sessionId}`;
      const time = now().getTime();
      const seen = seenAliveAt.get(key);
      if (seen !== undefined && time - seen < freshMs) return;
      seenAliveAt.delete(key);
      requireLive(await users.findSessionState(userId, sessionId));
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
