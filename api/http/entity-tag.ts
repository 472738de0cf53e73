import { etag, RETAINED_304_HEADERS } from "hono/etag";
import type { MiddlewareHandler } from "hono";

import type { AppEnv } from "./app-env.ts";

/** What an answer without a body still says; anything else belongs to the body that is not there. */
const retainedHeaders = [
  ...RETAINED_304_HEADERS,
  "X-Request-Id",
  "RateLimit",
  "RateLimit-Policy",
  "Access-Control-Allow-Origin",
  "Access-Control-Expose-Headers",
  "Strict-Transport-Security",
  "X-Content-Type-Options",
  "Referrer-Policy",
  "X-Frame-Options",
  "Cross-Origin-Opener-Policy",
  "Cross-Origin-Resource-Policy",
  "Permissions-Policy",
  "Content-Security-Policy",
];

const tag = etag({ retainedHeaders });

/** Gives answers an ETag and honours If-None-Match. */
export const entityTag: MiddlewareHandler<AppEnv> = (c, next) =>
  // A tag is over the whole body: not for what goes on and on.
  isLong(c.req.path) ? next() : tag(c, next);

/** Whether what a path answers with is written while it is read. */
export const isLong = (path: string) => path.endsWith("/events") || path === "/v1/me/export";
