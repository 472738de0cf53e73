import { createRoute, OpenAPIHono, z } from "@hono/zod-openapi";

import type { AppEnv } from "#api/http/app-env.ts";
import { authenticate } from "#api/http/authenticate.ts";
import { Id } from "#api/http/id.ts";
import { idempotencyOf } from "#api/http/idempotency-key.ts";
import { jsonBody } from "#api/http/json-body.ts";
import {
  bearer,
  body,
  bodyFailures,
  failures,
  json,
  signedInFailures,
} from "#api/http/responses.ts";
import { importConversation } from "./import-conversation.ts";
import { ImportAnswer, ImportInput, ImportProgress } from "./import-schemas.ts";
import { loadImport } from "./load-import.ts";

const tags = ["Conversations"];
const maxBytes = 16 * 1024 * 1024;

const importRoute = createRoute({
  method: "post",
  path: "/import",
  tags,
  summary: "Bring a conversation from elsewhere",
  description:
    "Answered when the messages are there to be read; learning from them goes on after that. They " +
    "never move the score, the stage, age or gender, and come into a prompt only as something " +
    "remembered. The same again, by the Idempotency-Key or by `externalId`, adds nothing: what is " +
    "new of a conversation that was imported before goes to that one.",
  security: bearer,
  middleware: [authenticate(), jsonBody({ maxBytes })],
  request: {
    headers: z.object({
      "idempotency-key": z
        .string()
        .optional()
        .openapi({ description: "The same key with the same request is the same import" }),
    }),
    body: body(ImportInput),
  },
  responses: {
    201: json(ImportAnswer, "The conversation"),
    ...failures(...signedInFailures, ...bodyFailures, "not-found", "idempotency-mismatch"),
  },
});

const progressRoute = createRoute({
  method: "get",
  path: "/{id}/import",
  tags,
  summary: "How far an imported conversation has been learnt from",
  security: bearer,
  middleware: authenticate(),
  request: { params: z.strictObject({ id: Id }) },
  responses: {
    200: json(ImportProgress, "So far"),
    ...failures(...signedInFailures, "not-found"),
  },
});

/** Conversations from elsewhere */
export function importRoutes() {
  const app = new OpenAPIHono<AppEnv>();
  app.openapi(importRoute, async (c) => {
    const { userId } = c.get("session");
    const idempotency = await idempotencyOf(c);
    const request = { userId, input: c.req.valid("json"), idempotency };
    return c.json(await importConversation(c.env.services, request), 201);
  });
  app.openapi(progressRoute, async (c) => {
    const { id } = c.req.valid("param");
    return c.json(await loadImport(c.env.services, c.get("session").userId, id), 200);
  });
  return app;
}
