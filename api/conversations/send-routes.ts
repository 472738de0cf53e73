import { createRoute, OpenAPIHono, z } from "@hono/zod-openapi";
import { Id } from "#api/http/id.ts";
import type { Context } from "hono";

import type { AppEnv } from "#api/http/app-env.ts";
import { authenticate } from "#api/http/authenticate.ts";
import { idempotencyOf } from "#api/http/idempotency-key.ts";
import { anyBody, jsonBody } from "#api/http/json-body.ts";
import { tellLimit } from "#api/http/rate-limit.ts";
import {
  bearer,
  body,
  bodyFailures,
  failures,
  ProblemSchema,
  signedInFailures,
} from "#api/http/responses.ts";
import type { LimitState } from "#api/limits/rate-limits.ts";
import {
  ChatInput,
  MessageDelta,
  MessageDone,
  MessageQueued,
  MessageStart,
  SendInput,
  Turn,
} from "./schemas.ts";
import { send } from "./send.ts";
import { respondWithTurn } from "./turn-response.ts";

const tags = ["Chat"];
// The statement that opens the turn asks whether the session lives.
const signedIn = authenticate({ checkSession: false });
const inConversation = z.strictObject({ id: Id });
const onMessage = z.strictObject({ id: Id, messageId: Id });
const headers = z.object({
  "idempotency-key": z
    .string()
    .optional()
    .openapi({ description: "The same key with the same request is the same reply, for 24 hours" }),
});

/** The events of a reply, as the document shows them. */
export const replyEvents = {
  "text/event-stream": {
    schema: z.union([MessageQueued, MessageStart, MessageDelta, MessageDone, ProblemSchema]),
  },
};

const answers = {
  200: {
    description:
      "The whole turn as JSON; with `Accept: text/event-stream` the events `message.queued`, " +
      "`message.start`, `message.delta` …, `message.done` or `error`, each with its data as JSON",
    content: { "application/json": { schema: Turn }, ...replyEvents },
  },
  ...failures(
    ...signedInFailures,
    ...bodyFailures,
    "not-found",
    "conversation-inactive",
    "reply-in-progress",
    "idempotency-mismatch",
    "inference-unavailable",
    "inference-busy",
  ),
};

const chatRoute = createRoute({
  method: "post",
  path: "/chat",
  tags,
  summary: "Say something, in a conversation or in a new one",
  security: bearer,
  middleware: [signedIn, jsonBody()],
  request: { headers, body: body(ChatInput) },
  responses: answers,
});

const sendRoute = createRoute({
  method: "post",
  path: "/conversations/{id}/messages",
  tags,
  summary: "Say something in a conversation",
  security: bearer,
  middleware: [signedIn, jsonBody()],
  request: { headers, params: inConversation, body: body(SendInput) },
  responses: answers,
});

const editRoute = createRoute({
  method: "patch",
  path: "/conversations/{id}/messages/{messageId}",
  tags,
  summary: "Say the last message differently; its reply is replaced",
  security: bearer,
  middleware: [signedIn, jsonBody()],
  request: { headers, params: onMessage, body: body(SendInput) },
  responses: {
    ...answers,
    ...failures("conversation-inactive", "reply-in-progress", "not-newest"),
  },
});

const regenerateRoute = createRoute({
  method: "post",
  path: "/conversations/{id}/messages/{messageId}/regenerate",
  tags,
  summary: "Have the newest reply written again; the old one becomes a variant",
  security: bearer,
  middleware: [signedIn, anyBody],
  request: { headers, params: onMessage },
  responses: {
    ...answers,
    ...failures("conversation-inactive", "reply-in-progress", "not-newest"),
  },
});

/** Who sends, and is told how the limit on sending stands. */
const sender = (c: Context<AppEnv>) => ({
  ...c.get("session"),
  onCounted: (state: LimitState) => tellLimit(c, state),
});

/** Everything that is answered by a reply. */
export function sendRoutes() {
  const app = new OpenAPIHono<AppEnv>();
  app.openapi(chatRoute, async (c) => {
    const { content, conversationId } = c.req.valid("json");
    const idempotency = await idempotencyOf(c);
    const message = { ...sender(c), conversationId, content, idempotency };
    return respondWithTurn(c, await send(c.env.services, message));
  });
  app.openapi(sendRoute, async (c) => {
    const { id: conversationId } = c.req.valid("param");
    const { content } = c.req.valid("json");
    const idempotency = await idempotencyOf(c);
    const message = { ...sender(c), conversationId, content, idempotency };
    return respondWithTurn(c, await send(c.env.services, message));
  });
  app.openapi(editRoute, async (c) => {
    const { id: conversationId, messageId: userMessageId } = c.req.valid("param");
    const { content } = c.req.valid("json");
    const idempotency = await idempotencyOf(c);
    const target = { kind: "edit", userMessageId } as const;
    const message = { ...sender(c), conversationId, content, target, idempotency };
    return respondWithTurn(c, await send(c.env.services, message));
  });
  app.openapi(regenerateRoute, async (c) => {
    const { id: conversationId, messageId: replyId } = c.req.valid("param");
    const idempotency = await idempotencyOf(c);
    const target = { kind: "regenerate", replyId } as const;
    const message = { ...c.get("session"), conversationId, content: "", target, idempotency };
    return respondWithTurn(c, await send(c.env.services, message));
  });
  return app;
}
