import type { MiddlewareHandler } from "hono";
import type { AppEnv } from "./app-env.ts";

/** One line a request where ACCESS_LOG is on: the route's pattern, never the path or what was said. */
export const requestLog: MiddlewareHandler<AppEnv> = async (c, next) => {
  const { config, log } = c.env.services;
  if (!config.ACCESS_LOG) return next();
  const from = performance.now();
  await next();
  log.info("request", {
    requestId: c.get("requestId"),
    method: c.req.method,
    route: c.req.routePath,
    status: c.res.status,
    ms: Math.round(performance.now() - from),
  });
};
