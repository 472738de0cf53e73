import { createRoute, OpenAPIHono } from "@hono/zod-openapi";
import type { Context } from "hono";

import type { Asked } from "#api/auth/require-password.ts";
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
import { takeLimit } from "#api/http/rate-limit.ts";
import { visitorOf } from "#api/http/visitor-of.ts";
import { changeAccount } from "./change-account.ts";
import { changeProfile } from "./change-profile.ts";
import { textStreamResponse } from "#api/http/text-stream.ts";
import { loadMe } from "./load-me.ts";
import { removeAccount } from "./remove-account.ts";
import { exportAccount } from "./export-account.ts";
import { AccountPatch, AccountRemoval, Export, Me, ProfilePatch } from "./schemas.ts";

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
      "too-many-attempts",
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

const removeRoute = createRoute({
  ...common,
  method: "delete",
  path: "/",
  summary: "Delete your account and everything that is held of you",
  description:
    "There is no way back. All tokens are dead at once here, within five seconds elsewhere, replies " +
    "that are being written are stopped, and the inference server is told to forget what it holds; " +
    "if it is down, within a minute after it is back.",
  middleware: [authenticate(), jsonBody()],
  request: { body: body(AccountRemoval) },
  responses: {
    204: { description: "It is gone" },
    ...failures(...signedInFailures, ...bodyFailures, "invalid-credentials", "too-many-attempts"),
  },
});

const exportRoute = createRoute({
  ...common,
  method: "get",
  path: "/export",
  summary: "Everything that is held of you",
  description:
    "Streamed, however much it is; an answer that breaks off is not whole. Left out are secrets, " +
    "counters of limits, and the search index, which is made of what is there.",
  middleware: authenticate(),
  responses: { 200: json(Export, "All of it"), ...failures(...signedInFailures) },
});

const askedOf = (c: Context<AppEnv>): Asked => ({
  userId: c.get("session").userId,
  address: visitorOf(c).address,
});

/** `/v1/me` */
export function meRoutes() {
  const app = new OpenAPIHono<AppEnv>();
  app.openapi(loadRoute, async (c) =>
    c.json(await loadMe(c.env.services, c.get("session").userId), 200),
  );
  app.openapi(changeAccountRoute, async (c) => {
    const patch = c.req.valid("json");
    // Like registering, it tells whether a name is taken.
    const isRenaming = patch.email !== undefined || patch.username !== undefined;
    if (isRenaming) await takeLimit(c, "register", c.get("clientAddress"));
    return c.json(await changeAccount(c.env.services, askedOf(c), patch), 200);
  });
  app.openapi(changeProfileRoute, async (c) => {
    const { userId } = c.get("session");
    return c.json(await changeProfile(c.env.services, userId, c.req.valid("json")), 200);
  });
  app.openapi(exportRoute, async (c) => {
    const pieces = await exportAccount(c.env.services, c.get("session").userId);
    return textStreamResponse(c, pieces, {
      "Content-Type": "application/json",
      "Content-Disposition": 'attachment; filename="sarah-ai-export.json"',
      "Cache-Control": "no-store",
    }) as never;
  });
  app.openapi(removeRoute, async (c) => {
    const { password } = c.req.valid("json");
    await removeAccount(c.env.services, askedOf(c), password);
    return c.body(null, 204);
  });
  return app;
}
