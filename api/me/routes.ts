import { createRoute, OpenAPIHono } from "@hono/zod-openapi";

import type { AppEnv } from "#api/http/app-env.ts";
import { authenticate } from "#api/http/authenticate.ts";
import { jsonBody } from "#api/http/json-body.ts";
import {
  bearer,
  body,
  bodyFailures,
  failures,
  json,
  signedInFailures,
} from "#api/http/responses.ts";
import { changeAccount } from "./change-account.ts";
import { changeProfile } from "./change-profile.ts";
import { loadMe } from "./load-me.ts";
import { AccountPatch, Me, ProfilePatch } from "./schemas.ts";

const common = { tags: ["Me"], security: bearer };

const loadRoute = createRoute({
  ...common,
  method: "get",
  path: "/",
  summary: "Your account and profile",
  middleware: authenticate(),
  responses: { 200: json(Me, "You"), ...failures(...signedInFailures) },
});

const changeAccountRoute = createRoute({
  ...common,
  method: "patch",
  path: "/",
  summary: "Change your e-mail address or username",
  middleware: [authenticate(), jsonBody()],
  request: { body: body(AccountPatch) },
  responses: {
    200: json(Me, "You, as you are now"),
    ...failures(
      ...signedInFailures,
      ...bodyFailures,
      "invalid-credentials",
      "email-taken",
      "username-taken",
    ),
  },
});

const changeProfileRoute = createRoute({
  ...common,
  method: "patch",
  path: "/profile",
  summary: "Change your profile",
  description:
    "What is missing stays, null clears, preferences are merged. Of age and birth date the one " +
    "given later stands alone. An age under 18 grows with time only: a higher one is refused, " +
    "however it is said, until the operator corrects it. Romance goes off when 18 is no longer known.",
  middleware: [authenticate(), jsonBody()],
  request: { body: body(ProfilePatch) },
  responses: {
    200: json(Me, "You, as you are now"),
    ...failures(...signedInFailures, ...bodyFailures, "age-required"),
  },
});

/** `/v1/me` */
export function meRoutes() {
  const app = new OpenAPIHono<AppEnv>();
  app.openapi(loadRoute, async (c) =>
    c.json(await loadMe(c.env.services, c.get("session").userId), 200),
  );
  app.openapi(changeAccountRoute, async (c) => {
    const { userId } = c.get("session");
    return c.json(await changeAccount(c.env.services, userId, c.req.valid("json")), 200);
  });
  app.openapi(changeProfileRoute, async (c) => {
    const { userId } = c.get("session");
    return c.json(await changeProfile(c.env.services, userId, c.req.valid("json")), 200);
  });
  return app;
}
