import { createRoute, OpenAPIHono } from "@hono/zod-openapi";
import type { MiddlewareHandler } from "hono";

import { DomainError } from "#api/errors.ts";
import type { AppEnv } from "#api/http/app-env.ts";
import { authenticate } from "#api/http/authenticate.ts";
import { jsonBody } from "#api/http/json-body.ts";
import { bearer, body, bodyFailures, failures, signedInFailures } from "#api/http/responses.ts";
import { takeLimit } from "#api/http/rate-limit.ts";
import { visitorOf } from "#api/http/visitor-of.ts";
import { changePassword } from "./change-password.ts";
import { requestPasswordReset, resetPassword } from "./forgotten-password.ts";
import { ForgottenPassword, PasswordChange, PasswordReset } from "./schemas.ts";

/** Where no mail can be sent, there are no routes that need one. */
const needsMail: MiddlewareHandler<AppEnv> = async (c, next) => {
  if (c.env.services.mail === undefined) throw new DomainError("not-found");
  await next();
};

const changeRoute = createRoute({
  method: "post",
  path: "/",
  tags: ["Auth"],
  summary: "Change your password; all other sessions end",
  security: bearer,
  middleware: [authenticate(), jsonBody()],
  request: { body: body(PasswordChange) },
  responses: {
    204: { description: "It is changed" },
    ...failures(...signedInFailures, ...bodyFailures, "invalid-credentials", "too-many-attempts"),
  },
});

const forgottenRoute = createRoute({
  method: "post",
  path: "/forgot",
  tags: ["Auth"],
  summary: "Have a way to a new password sent to your e-mail address",
  description:
    "The answer is the same whether or not there is such an account. The mail is handed to " +
    "MAIL_WEBHOOK_URL; its token is good once, for 30 minutes, until a newer one is asked for.",
  middleware: [needsMail, jsonBody()],
  request: { body: body(ForgottenPassword) },
  responses: {
    202: { description: "A mail is sent if the address is an account's" },
    ...failures(...bodyFailures, "not-found"),
  },
});

const resetRoute = createRoute({
  method: "post",
  path: "/reset",
  tags: ["Auth"],
  summary: "Set a new password with a token from an e-mail; all sessions end",
  middleware: [needsMail, jsonBody()],
  request: { body: body(PasswordReset) },
  responses: {
    204: { description: "It is set: sign in" },
    ...failures(...bodyFailures, "token-invalid", "too-many-attempts", "not-found"),
  },
});

/** `/v1/auth/password` */
export function passwordRoutes() {
  const app = new OpenAPIHono<AppEnv>();
  app.openapi(changeRoute, async (c) => {
    const who = { ...c.get("session"), address: visitorOf(c).address };
    await changePassword(c.env.services, who, c.req.valid("json"));
    return c.body(null, 204);
  });
  app.openapi(forgottenRoute, async (c) => {
    const { email } = c.req.valid("json");
    await takeLimit(c, "forgotten", c.get("clientAddress"));
    requestPasswordReset(c.env.services, email);
    return c.body(null, 202);
  });
  app.openapi(resetRoute, async (c) => {
    await resetPassword(c.env.services, c.req.valid("json"), visitorOf(c));
    return c.body(null, 204);
  });
  return app;
}
