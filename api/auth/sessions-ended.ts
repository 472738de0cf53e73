import type { Services } from "#api/services.ts";

/**
 * Has this instance act at once on the end of sessions of a user, all of them or those that `which`
 * names: their tokens are refused, their WebSockets closed. Others learn of it within five seconds.
 */
export function sessionsEnded(
  { liveSessions, connections }: Pick<Services, "liveSessions" | "connections">,
  userId: string,
  which: (sessionId: string) => boolean = () => true,
): void {
  liveSessions.forgetUser(userId);
  connections.endSessions(userId, which);
}
