import { createRoute, OpenAPIHono, z } from "@hono/zod-openapi";

import type { AppEnv } from "#api/http/app-env.ts";
import { authenticate } from "#api/http/authenticate.ts";
import { Id } from "#api/http/id.ts";
import { jsonBody } from "#api/http/json-body.ts";
import { takeLimit } from "#api/http/rate-limit.ts";
import {
  bearer,
  body,
  bodyFailures,
  failures,
  json,
  signedInFailures,
} from "#api/http/responses.ts";
import { visitorOf } from "#api/http/visitor-of.ts";
import { login } from "./login.ts";
import { refresh } from "./refresh.ts";
import { register } from "./register.ts";
import {
  LoginInput,
  RefreshInput,
  RegisterInput,
  Session,
  SignedIn,
  TokenPair,
} from "./schemas.ts";
import { endSession, listSessions, logout, logoutAll } from "./sessions.ts";

const registerRoute = createRoute({
  method: "post",
  path: "/register",
  tags: ["Auth"],
  summary: "Make an account and sign in",
  middleware: [jsonBody()],
  request: { body: body(RegisterInput) },
  responses: {
    201: json(SignedIn, "The account, signed in"),
    ...failures(
      ...bodyFailures,
      "registration-closed",
      "age-required",
      "email-taken",
      "username-taken",
    ),
  },
});

const loginRoute = createRoute({
  method: "post",
  path: "/login",
  tags: ["Auth"],
  summary: "Sign in with e-mail or username",
  middleware: [jsonBody()],
  request: { body: body(LoginInput) },
  responses: {
    200: json(SignedIn, "A new session"),
    ...failures(...bodyFailures, "invalid-credentials", "account-deactivated", "too-many-attempts"),
  },
});

const refreshRoute = createRoute({
  method: "post",
  path: "/refresh",
  tags: ["Auth"],
  summary: "Exchange the refresh token for a new pair; it is good for one exchange",
  middleware: jsonBody(),
  request: { body: body(RefreshInput) },
  responses: {
    200: json(TokenPair, "A new pair"),
    ...failures(
      ...bodyFailures,
      "token-invalid",
      "session-ended",
      "refresh-token-reused",
      "account-deactivated",
    ),
  },
});

const logoutRoute = createRoute({
  method: "post",
  path: "/logout",
  tags: ["Auth"],
  summary: "End this session",
  security: bearer,
  middleware: authenticate(),
  responses: { 204: { description: "It has ended" }, ...failures(...signedInFailures) },
});

const logoutAllRoute = createRoute({
  method: "post",
  path: "/logout-all",
  tags: ["Auth"],
  summary: "End all sessions",
  security: bearer,
  middleware: authenticate(),
  responses: { 204: { description: "They have ended" }, ...failures(...signedInFailures) },
});

const sessionsRoute = createRoute({
  method: "get",
  path: "/sessions",
  tags: ["Auth"],
  summary: "List the sessions that live, last used first",
  security: bearer,
  middleware: authenticate(),
  responses: {
    200: json(z.object({ items: z.array(Session), nextCursor: z.null() }), "All of them"),
    ...failures(...signedInFailures),
  },
});

const endSessionRoute = createRoute({
  method: "delete",
  path: "/sessions/{id}",
  tags: ["Auth"],
  summary: "End a session",
  security: bearer,
  middleware: authenticate(),
  request: { params: z.strictObject({ id: Id }) },
  responses: {
    204: { description: "It has ended" },
    ...failures(...signedInFailures, "not-found"),
  },
});

/** `/v1/auth` */
export function authRoutes() {
  const app = new OpenAPIHono<AppEnv>();
  app.use(async (c, next) => {
    await next();
    c.header("Cache-Control", "no-store");
  });
  app.openapi(registerRoute, async (c) => {
    const input = c.req.valid("json");
    await takeLimit(c, "register", c.get("clientAddress"));
    const answer = await register(c.env.services, input, visitorOf(c));
    return c.json(answer, 201);
  });
  app.openapi(loginRoute, async (c) => {
    const input = c.req.valid("json");
    const answer = await login(c.env.services, input, visitorOf(c));
    return c.json(answer, 200);
  });
  app.openapi(refreshRoute, async (c) => {
    const { refreshToken } = c.req.valid("json");
    return c.json(await refresh(c.env.services, refreshToken), 200);
  });
  app.openapi(logoutRoute, async (c) => {
    await logout(c.env.services, c.get("session"));
    return c.body(null, 204);
  });
  app.openapi(logoutAllRoute, async (c) => {
    await logoutAll(c.env.services, c.get("session"));
    return c.body(null, 204);
  });
  app.openapi(sessionsRoute, async (c) => {
    const items = await listSessions(c.env.services, c.get("session"));
    return c.json({ items, nextCursor: null }, 200);
  });
  app.openapi(endSessionRoute, async (c) => {
    const { id: sessionId } = c.req.valid("param");
    await endSession(c.env.services, { userId: c.get("session").userId, sessionId });
    return c.body(null, 204);
  });
  return app;
}
