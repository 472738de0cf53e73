import { OpenAPIHono } from "@hono/zod-openapi";

import { passwordRoutes } from "./auth/password-routes.ts";
import { authRoutes } from "./auth/routes.ts";
import { importRoutes } from "./conversations/import-routes.ts";
import { messageRoutes } from "./conversations/message-routes.ts";
import { conversationRoutes } from "./conversations/routes.ts";
import { sendRoutes } from "./conversations/send-routes.ts";
import { docsRoutes } from "./docs/routes.ts";
import { openApiDocument } from "./docs/openapi.ts";
import { DomainError } from "./errors.ts";
import { healthRoutes } from "./health/routes.ts";
import type { AppEnv } from "./http/app-env.ts";
import { cors } from "./http/cors.ts";
import { entityTag } from "./http/entity-tag.ts";
import { headRequests } from "./http/head-requests.ts";
import { onError } from "./http/on-error.ts";
import { origination } from "./http/origination.ts";
import { problemResponse } from "./http/problem.ts";
import { rateLimit } from "./http/rate-limit.ts";
import { requestId } from "./http/request-id.ts";
import { requestLog } from "./http/request-log.ts";
import { personal, secureHeaders } from "./http/secure-headers.ts";
import { validationHook } from "./http/validation-hook.ts";
import { wellFormedUrl } from "./http/well-formed-url.ts";
import { meRoutes } from "./me/routes.ts";
import { memoryRoutes } from "./memory/routes.ts";
import { relationshipRoutes } from "./relationship/routes.ts";
import { webSocketRoutes } from "./websocket/routes.ts";

/** The whole API: the middleware in order, then what is mounted where. Stateless; made once. */
export function createApp(): OpenAPIHono<AppEnv> {
  const app = new OpenAPIHono<AppEnv>({ defaultHook: validationHook });
  app.onError(onError);
  app.notFound((c) => problemResponse(c, new DomainError("not-found")));

  app.use(requestId);
  app.use(requestLog);
  app.use(headRequests);
  app.use(secureHeaders);
  app.use(cors);
  app.use(origination);
  app.use("/v1/*", personal);
  app.get("/v1/*", entityTag);
  app.use("/v1/*", rateLimit);
  app.use(wellFormedUrl);
  app.get("/openapi.json", entityTag);

  app.route("/v1/auth", authRoutes());
  app.route("/v1/auth/password", passwordRoutes());
  app.route("/v1/me", meRoutes());
  app.route("/v1/conversations", importRoutes());
  app.route("/v1/conversations", conversationRoutes());
  app.route("/v1/conversations", messageRoutes());
  app.route("/v1/memory", memoryRoutes());
  app.route("/v1", sendRoutes());
  app.route("/v1", webSocketRoutes());
  app.route("/v1", relationshipRoutes());
  app.route("/", healthRoutes());
  app.route("/docs", docsRoutes());
  let document: ReturnType<typeof openApiDocument> | undefined;
  app.get("/openapi.json", (c) => c.json((document ??= openApiDocument(app))));
  return app;
}
