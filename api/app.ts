import { OpenAPIHono } from "@hono/zod-openapi";
import { etag, RETAINED_304_HEADERS } from "hono/etag";

import { authRoutes } from "./auth/routes.ts";
import { messageRoutes } from "./conversations/message-routes.ts";
import { conversationRoutes } from "./conversations/routes.ts";
import { sendRoutes } from "./conversations/send-routes.ts";
import { docsRoutes } from "./docs/routes.ts";
import { openApiDocument } from "./docs/openapi.ts";
import { DomainError } from "./errors.ts";
import { healthRoutes } from "./health/routes.ts";
import type { AppEnv } from "./http/app-env.ts";
import { onError } from "./http/on-error.ts";
import { problemResponse } from "./http/problem.ts";
import { requestId } from "./http/request-id.ts";
import { requestLog } from "./http/request-log.ts";
import { validationHook } from "./http/validation-hook.ts";
import { meRoutes } from "./me/routes.ts";
import { webSocketRoutes } from "./websocket/routes.ts";

/** The whole API: the middleware in order, then what is mounted where. Stateless; made once. */
export function createApp(): OpenAPIHono<AppEnv> {
  const app = new OpenAPIHono<AppEnv>({ defaultHook: validationHook });
  app.onError(onError);
  app.notFound((c) => problemResponse(c, new DomainError("not-found")));

  app.use(requestId);
  app.use(requestLog);
  const tag = etag({ retainedHeaders: [...RETAINED_304_HEADERS, "X-Request-Id"] });
  // A tag is over the whole body: not for what goes on and on.
  app.get("/v1/*", (c, next) => (c.req.path.endsWith("/events") ? next() : tag(c, next)));
  app.get("/openapi.json", tag);

  app.route("/v1/auth", authRoutes());
  app.route("/v1/me", meRoutes());
  app.route("/v1/conversations", conversationRoutes());
  app.route("/v1/conversations", messageRoutes());
  app.route("/v1", sendRoutes());
  app.route("/v1", webSocketRoutes());
  app.route("/", healthRoutes());
  app.route("/docs", docsRoutes());
  let document: ReturnType<typeof openApiDocument> | undefined;
  app.get("/openapi.json", (c) => c.json((document ??= openApiDocument(app))));
  return app;
}
