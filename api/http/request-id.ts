import type { MiddlewareHandler } from "hono";
import type { AppEnv } from "./app-env.ts";

const acceptable = /^[A-Za-z0-9._-]{1,64}$/;

/** Gives every request an id: the client's own where it is well-formed, else a new one. */
export const requestId: MiddlewareHandler<AppEnv> = async (c, next) => {
  const given = c.req.header("X-Request-Id");
  const id = given !== undefined && acceptable.test(given) ? given : crypto.randomUUID();
  c.set("requestId", id);
  c.header("X-Request-Id", id);
  await next();
};
