import type { MiddlewareHandler } from "hono";

import { verifyAccessToken } from "#api/auth/access-token.ts";
import { DomainError } from "#api/errors.ts";
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
    const header = c.req.header("Authorization");
    if (header === undefined) throw new DomainError("token-missing");
    const token = /^Bearer ([A-Za-z0-9._~+/=-]+)$/i.exec(header)?.[1];
    if (token === undefined) throw new DomainError("token-invalid");
    const { services } = c.env;
    const session = await verifyAccessToken(token, services.config.JWT_KEYS, services.now());
    if (checkSession) await services.liveSessions.require(session);
    c.set("session", session);
    await next();
  };
