import type { Context, MiddlewareHandler } from "hono";

import { verifyAccessToken, type SessionRef } from "#api/auth/access-token.ts";
import { DomainError, sessionEnded } from "#api/errors.ts";
import type { AppEnv } from "./app-env.ts";

/**
 * Lets in who holds a valid access token. Whether its session still lives is asked once in five
 * seconds; sending a message asks in the statement that opens the turn instead (`checkSession: false`).
 *
 * @throws DomainError token-missing, token-invalid, token-expired, session-ended, account-deactivated
 */
export const authenticate =
  ({ checkSession = true } = {}): MiddlewareHandler<AppEnv> =>
  async (c, next) => {
    const session = await presentedSession(c);
    if (session === undefined) throw new DomainError("token-missing");
    if (session instanceof DomainError) throw session;
    const { liveSessions } = c.env.services;
    if (checkSession) await liveSessions.require(session);
    else if (await liveSessions.hasEnded(session)) throw sessionEnded();
    c.set("session", session);
    await next();
  };

/**
 * The session that the token of a request speaks for, or what is wrong with the token; undefined
 * without one. It is verified once a request. Whether the session still lives is not asked.
 */
export async function presentedSession(
  c: Context<AppEnv>,
): Promise<SessionRef | DomainError | undefined> {
  const header = c.req.header("Authorization");
  if (header === undefined) return undefined;
  const known = c.get("presented");
  if (known !== undefined) return known;
  const presented = await verify(c, header);
  c.set("presented", presented);
  return presented;
}

async function verify(c: Context<AppEnv>, header: string): Promise<SessionRef | DomainError> {
  const token = /^Bearer ([A-Za-z0-9._~+/=-]+)$/i.exec(header)?.[1];
  if (token === undefined) return new DomainError("token-invalid");
  const { services } = c.env;
  try {
    return await verifyAccessToken(token, services.config.JWT_KEYS, services.now());
  } catch (error) {
    if (error instanceof DomainError) return error;
    throw error;
  }
}
