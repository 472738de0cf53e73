import { DomainError } from "#api/errors.ts";
import type { Services } from "#api/services.ts";
import type { SessionRef } from "./access-token.ts";
import type { Session } from "./schemas.ts";
import { sessionsEnded } from "./sessions-ended.ts";

/** The user's sessions that live, last used first. */
export async function listSessions(services: Services, current: SessionRef): Promise<Session[]> {
  const rows = await services.sessions.findLive(current.userId, services.now());
  return rows.map((row) => ({
    id: row.id,
    createdAt: row.createdAt.toISOString(),
    lastUsedAt: row.lastUsedAt.toISOString(),
    userAgent: row.userAgent,
    current: row.id === current.sessionId,
  }));
}

/** Ends a session of the user: at once here, within five seconds elsewhere. @throws DomainError not-found */
export async function endSession(services: Services, session: SessionRef): Promise<void> {
  const { userId, sessionId } = session;
  const ended = await services.sessions.end(userId, sessionId, services.now());
  sessionsEnded(services, userId, (id) => id === sessionId);
  if (!ended) throw new DomainError("not-found");
}

/** Ends the session that asks. One that has ended already stays so. */
export async function logout(services: Services, { userId, sessionId }: SessionRef): Promise<void> {
  await services.sessions.end(userId, sessionId, services.now());
  sessionsEnded(services, userId, (id) => id === sessionId);
}

/** Ends all sessions of the user. */
export async function logoutAll(services: Services, { userId }: SessionRef): Promise<void> {
  await services.sessions.endAll(userId, services.now());
  sessionsEnded(services, userId);
}
