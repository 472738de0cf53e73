import { createRoute, OpenAPIHono } from "@hono/zod-openapi";

import type { AppEnv } from "#api/http/app-env.ts";
import { jsonBody } from "#api/http/json-body.ts";
import { body, bodyFailures, failures, json } from "#api/http/responses.ts";
import { login } from "./login.ts";
import { register } from "./register.ts";
import { LoginInput, RegisterInput, SignedIn } from "./schemas.ts";

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
    ...failures(...bodyFailures, "invalid-credentials", "account-deactivated"),
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
    const answer = await register(c.env.services, input, c.req.header("User-Agent"));
    return c.json(answer, 201);
  });
  app.openapi(loginRoute, async (c) => {
    const input = c.req.valid("json");
    const answer = await login(c.env.services, input, c.req.header("User-Agent"));
    return c.json(answer, 200);
  });
  return app;
}
