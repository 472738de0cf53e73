import { createRoute, OpenAPIHono, z } from "@hono/zod-openapi";

import type { AppEnv } from "#api/http/app-env.ts";
import { authenticate } from "#api/http/authenticate.ts";
import { jsonBody } from "#api/http/json-body.ts";
import {
  bearer,
  body,
  bodyFailures,
  failures,
  ProblemSchema,
  signedInFailures,
} from "#api/http/responses.ts";
import { ChatInput, MessageDelta, MessageDone, MessageStart, SendInput, Turn } from "./schemas.ts";
import { send } from "./send.ts";
import { respondWithTurn } from "./turn-response.ts";

const tags = ["Chat"];
// The statement that opens the turn asks whether the session lives.
const middleware = [authenticate({ checkSession: false }), jsonBody()];

const answers = {
  200: {
    description:
      "The whole turn as JSON; with `Accept: text/event-stream` the events `message.start`, " +
      "`message.delta` …, `message.done` or `error`, each with its data as JSON",
    content: {
      "application/json": { schema: Turn },
      "text/event-stream": {
        schema: z.union([MessageStart, MessageDelta, MessageDone, ProblemSchema]),
      },
    },
  },
  ...failures(
    ...signedInFailures,
    ...bodyFailures,
    "not-found",
    "conversation-inactive",
    "reply-in-progress",
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
  middleware,
  request: { body: body(ChatInput) },
  responses: answers,
});

const sendRoute = createRoute({
  method: "post",
  path: "/conversations/{id}/messages",
  tags,
  summary: "Say something in a conversation",
  security: bearer,
  middleware,
  request: { params: z.strictObject({ id: z.uuid() }), body: body(SendInput) },
  responses: answers,
});

/** `POST /v1/chat` and `POST /v1/conversations/:id/messages` */
export function sendRoutes() {
  const app = new OpenAPIHono<AppEnv>();
  app.openapi(chatRoute, async (c) => {
    const { content, conversationId } = c.req.valid("json");
    const message = { ...c.get("session"), conversationId, content };
    return respondWithTurn(c, await send(c.env.services, message));
  });
  app.openapi(sendRoute, async (c) => {
    const { id: conversationId } = c.req.valid("param");
    const { content } = c.req.valid("json");
    const message = { ...c.get("session"), conversationId, content };
    return respondWithTurn(c, await send(c.env.services, message));
  });
  return app;
}
