import type { Context, MiddlewareHandler } from "hono";

import { DomainError } from "#api/errors.ts";
import { ofUser, rateLimited, type LimitName, type LimitState } from "#api/limits/rate-limits.ts";
import type { AppEnv } from "./app-env.ts";
import { presentedSession } from "./authenticate.ts";
import { toPolicyHeader, toStateHeader } from "./limit-headers.ts";
import { limitsOfRoute } from "./limits-of-route.ts";

/**
 * Counts every request for its user, or for its address where nobody is signed in, and says on every
 * answer how the limits of the route stand. A token of a session that has ended is still signed for a
 * day: whoever holds it then uses up their address's requests, not the user's.
 *
 * @throws DomainError rate-limited
 */
export const rateLimit: MiddlewareHandler<AppEnv> = async (c, next) => {
  const names = limitsOfRoute(c.req.method, c.req.path);
  c.header("RateLimit-Policy", toPolicyHeader(names, c.env.services.rateLimits.quotas));
  const session = await presentedSession(c);
  const isSigned = session !== undefined && !(session instanceof DomainError);
  const isSomebody = isSigned && !(await c.env.services.liveSessions.hasEnded(session));
  await takeLimit(c, names[0], isSomebody ? ofUser(session.userId) : c.get("clientAddress"));
  await next();
};

/** Counts a use and tells how the limit stands. @throws DomainError rate-limited */
export async function takeLimit(c: Context<AppEnv>, name: LimitName, who: string): Promise<void> {
  const state = await c.env.services.rateLimits.take(name, who);
  tellLimit(c, state);
  if (state.isExceeded) throw rateLimited(state);
}

/** Has the answer say how a limit stands, beside those it says already. */
export function tellLimit(c: Context<AppEnv>, state: LimitState): void {
  const others = (c.get("limits") ?? []).filter(({ name }) => name !== state.name);
  const states = [...others, state];
  c.set("limits", states);
  c.header("RateLimit", toStateHeader(states));
}
