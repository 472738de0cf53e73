import { createRoute, OpenAPIHono, z } from "@hono/zod-openapi";

import type { AppEnv } from "#api/http/app-env.ts";
import { authenticate } from "#api/http/authenticate.ts";
import { Id } from "#api/http/id.ts";
import { jsonBody } from "#api/http/json-body.ts";
import { PageQuery, pageOf } from "#api/http/paging.ts";
import {
  bearer,
  body,
  bodyFailures,
  failures,
  json,
  signedInFailures,
} from "#api/http/responses.ts";
import { createConversation } from "./create.ts";
import { listConversations } from "./list.ts";
import { loadConversation } from "./load.ts";
import { removeConversation } from "./remove.ts";
import { Conversation, ConversationChanges, NewConversation } from "./schemas.ts";
import { updateConversation } from "./update.ts";
import { warmUp } from "./warm-up.ts";

const tags = ["Conversations"];
const params = z.strictObject({ id: Id });
const signedIn = authenticate();
const signedInWithBody = [authenticate(), jsonBody()];

const createConversationRoute = createRoute({
  method: "post",
  path: "/",
  tags,
  summary: "Begin a conversation",
  security: bearer,
  middleware: [authenticate(), jsonBody({ optional: true })],
  request: { body: body(NewConversation, { required: false }) },
  responses: {
    201: json(Conversation, "The conversation"),
    ...failures(...signedInFailures, ...bodyFailures),
  },
});

const listRoute = createRoute({
  method: "get",
  path: "/",
  tags,
  summary: "List conversations, newest activity first",
  security: bearer,
  middleware: signedIn,
  request: { query: PageQuery.extend({ isActive: z.stringbool().optional() }) },
  responses: {
    200: json(pageOf(Conversation), "A page"),
    ...failures(...signedInFailures, "validation-failed"),
  },
});

const loadRoute = createRoute({
  method: "get",
  path: "/{id}",
  tags,
  summary: "Read a conversation",
  security: bearer,
  middleware: signedIn,
  request: { params },
  responses: {
    200: json(Conversation, "The conversation"),
    ...failures(...signedInFailures, "not-found"),
  },
});

const updateRoute = createRoute({
  method: "patch",
  path: "/{id}",
  tags,
  summary: "Change title, personality or activity",
  security: bearer,
  middleware: signedInWithBody,
  request: { params, body: body(ConversationChanges) },
  responses: {
    200: json(Conversation, "The conversation as it is now"),
    ...failures(...signedInFailures, ...bodyFailures, "not-found"),
  },
});

const removeRoute = createRoute({
  method: "delete",
  path: "/{id}",
  tags,
  summary: "Remove a conversation with its messages",
  security: bearer,
  middleware: signedIn,
  request: { params },
  responses: {
    204: { description: "It is gone" },
    ...failures(...signedInFailures, "not-found"),
  },
});

const typingRoute = createRoute({
  method: "post",
  path: "/{id}/typing",
  tags,
  summary: "Have the conversation ready: a message is being typed",
  security: bearer,
  middleware: signedIn,
  request: { params },
  responses: {
    202: { description: "It will be" },
    ...failures(...signedInFailures, "not-found"),
  },
});

/** `/v1/conversations`; their messages are in `message-routes.ts` and `send-routes.ts`. */
export function conversationRoutes() {
  const app = new OpenAPIHono<AppEnv>();
  app.openapi(createConversationRoute, async (c) => {
    const { userId } = c.get("session");
    return c.json(await createConversation(c.env.services, userId, c.req.valid("json")), 201);
  });
  app.openapi(listRoute, async (c) => {
    const { isActive, limit, cursor } = c.req.valid("query");
    const request = { userId: c.get("session").userId, isActive, limit, cursor };
    return c.json(await listConversations(c.env.services, request), 200);
  });
  app.openapi(loadRoute, async (c) => {
    const { id } = c.req.valid("param");
    return c.json(await loadConversation(c.env.services, c.get("session").userId, id), 200);
  });
  app.openapi(updateRoute, async (c) => {
    const { id } = c.req.valid("param");
    const { userId } = c.get("session");
    const changes = c.req.valid("json");
    return c.json(await updateConversation(c.env.services, userId, id, changes), 200);
  });
  app.openapi(removeRoute, async (c) => {
    const { id } = c.req.valid("param");
    await removeConversation(c.env.services, c.get("session").userId, id);
    return c.body(null, 204);
  });
  app.openapi(typingRoute, async (c) => {
    const { id: conversationId } = c.req.valid("param");
    await warmUp(c.env.services, { userId: c.get("session").userId, conversationId });
    return c.body(null, 202);
  });
  return app;
}
