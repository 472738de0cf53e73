import type { MiddlewareHandler } from "hono";

import type { AppEnv } from "./app-env.ts";

/** What other sites' pages may send and read. */
const methods = "GET, HEAD, POST, PATCH, PUT, DELETE";
const requestHeaders =
  "Authorization, Content-Type, Idempotency-Key, Last-Event-ID, X-Request-Id, If-None-Match";
const exposedHeaders = "X-Request-Id, Retry-After, RateLimit, RateLimit-Policy, ETag";

/** The longest any browser remembers the answer to a preflight. */
const rememberedSeconds = 7200;

/**
 * Lets pages of the origins in CORS_ORIGINS use the API, by a token and never by cookies. To any
 * other origin nothing is said, which browsers take as a no. Answers every preflight.
 */
export const cors: MiddlewareHandler<AppEnv> = async (c, next) => {
  const origin = c.req.header("Origin");
  const isListed = origin !== undefined && c.env.services.config.CORS_ORIGINS.includes(origin);
  // Always: a cache must not give one origin the answer to another.
  c.header("Vary", "Origin");
  if (isListed) {
    c.header("Access-Control-Allow-Origin", origin);
    c.header("Access-Control-Expose-Headers", exposedHeaders);
  }
  const isPreflight =
    c.req.method === "OPTIONS" && c.req.header("Access-Control-Request-Method") !== undefined;
  if (!isPreflight || origin === undefined) return next();
  c.header("Vary", "Access-Control-Request-Method, Access-Control-Request-Headers", {
    append: true,
  });
  if (isListed) {
    c.header("Access-Control-Allow-Methods", methods);
    c.header("Access-Control-Allow-Headers", requestHeaders);
    c.header("Access-Control-Max-Age", String(rememberedSeconds));
  }
  return c.body(null, 204);
};
