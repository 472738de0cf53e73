import { createRoute, OpenAPIHono } from "@hono/zod-openapi";

import type { MiddlewareHandler } from "hono";

import type { AppEnv } from "#api/http/app-env.ts";
import { isOperator } from "#api/http/is-operator.ts";
import { json } from "#api/http/responses.ts";
import { Alive, Health, Ready } from "./schemas.ts";

const tags = ["Service"];
const middleware: MiddlewareHandler<AppEnv> = async (c, next) => {
  await next();
  c.header("Cache-Control", "no-store");
};

const healthRoute = createRoute({
  method: "get",
  path: "/health",
  tags,
  middleware,
  summary: "How the service and what it stands on are",
  responses: {
    200: json(Health, "It works; `degraded` without the model"),
    503: json(Health, "The database cannot be reached"),
  },
});

const livezRoute = createRoute({
  method: "get",
  path: "/livez",
  tags,
  middleware,
  summary: "Whether the process answers at all",
  responses: { 200: json(Alive, "It does") },
});

const readyzRoute = createRoute({
  method: "get",
  path: "/readyz",
  tags,
  middleware,
  summary: "Whether it should be sent requests",
  responses: { 200: json(Ready, "It should"), 503: json(Ready, "Not now") },
});

/** `/health`, `/livez` and `/readyz` */
export function healthRoutes() {
  const app = new OpenAPIHono<AppEnv>();
  app.openapi(healthRoute, async (c) => {
    const { health } = c.env.services;
    const current = await health.current();
    if (current.status === "down") return c.json(current, 503);
    if (!isOperator(c)) return c.json(current, 200);
    const activeUsers = await health.countActiveUsers();
    return c.json({ ...current, ...(activeUsers !== undefined && { activeUsers }) }, 200);
  });
  app.openapi(livezRoute, (c) => c.json({ alive: true as const }, 200));
  app.openapi(readyzRoute, async (c) => {
    const { health } = c.env.services;
    const { checks } = await health.current();
    if (checks.database.status === "down") {
      return c.json({ ready: false, reason: "The database cannot be reached" }, 503);
    }
    if (!(await health.isMigrated())) {
      return c.json({ ready: false, reason: "The database is not migrated" }, 503);
    }
    return c.json({ ready: true }, 200);
  });
  return app;
}
