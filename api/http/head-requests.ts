import type { MiddlewareHandler } from "hono";

import type { AppEnv } from "./app-env.ts";

/**
 * HEAD is answered as GET would be, without the body: one that is written while it is read is told
 * here that nobody will, or it would wait for its reader, and hold what it needs, for ever.
 */
export const headRequests: MiddlewareHandler<AppEnv> = async (c, next) => {
  await next();
  if (c.req.method === "HEAD") await c.res.body?.cancel();
};
