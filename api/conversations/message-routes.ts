import { createRoute, OpenAPIHono, z } from "@hono/zod-openapi";

import type { AppEnv } from "#api/http/app-env.ts";
import { authenticate } from "#api/http/authenticate.ts";
import { Id } from "#api/http/id.ts";
import { jsonBody } from "#api/http/json-body.ts";
import { lastEventIdOf } from "#api/http/last-event-id.ts";
import { PageQuery, pageOf } from "#api/http/paging.ts";
import {
  bearer,
  body,
  bodyFailures,
  failures,
  json,
  signedInFailures,
} from "#api/http/responses.ts";
import { requestCancel } from "./cancel-reply.ts";
import { followReply } from "./follow-reply.ts";
import { giveFeedback } from "./give-feedback.ts";
import { listMessages } from "./list-messages.ts";
import { loadReply } from "./load-reply.ts";
import { removeMessage } from "./remove-message.ts";
import { FeedbackInput, Message } from "./schemas.ts";
import { selectVariant } from "./select-variant.ts";
import { replyEvents } from "./send-routes.ts";
import { respondWithEvents } from "./turn-response.ts";

const tags = ["Messages"];
const signedIn = authenticate();
const inConversation = z.strictObject({ id: Id });
const onMessage = z.strictObject({ id: Id, messageId: Id });
const ownFailures = failures(...signedInFailures, "not-found");

const listRoute = createRoute({
  method: "get",
  path: "/{id}/messages",
  tags,
  summary: "List messages, newest first",
  security: bearer,
  middleware: signedIn,
  request: {
    params: inConversation,
    query: PageQuery.extend({
      updatedSince: z.iso
        .datetime({ offset: true })
        .optional()
        .openapi({
          description:
            "Only what has changed since, and `deleted`; some of it may be known already. Ask " +
            "again with the time at which you asked before, and nothing is lost",
        }),
    }),
  },
  responses: {
    200: json(pageOf(Message).extend({ deleted: z.array(z.uuid()).optional() }), "A page"),
    ...failures(...signedInFailures, "not-found", "validation-failed"),
  },
});

const removeRoute = createRoute({
  method: "delete",
  path: "/{id}/messages/{messageId}",
  tags,
  summary: "Remove a message, of a reply its variants too",
  security: bearer,
  middleware: signedIn,
  request: { params: onMessage },
  responses: { 204: { description: "It is gone" }, ...ownFailures },
});

const selectRoute = createRoute({
  method: "post",
  path: "/{id}/messages/{messageId}/select",
  tags,
  summary: "Make a variant the reply that counts",
  security: bearer,
  middleware: signedIn,
  request: { params: onMessage },
  responses: {
    200: json(Message, "The reply, with the others as its variants"),
    ...failures(...signedInFailures, "not-found", "reply-in-progress", "not-newest"),
  },
});

const cancelRoute = createRoute({
  method: "post",
  path: "/{id}/messages/{messageId}/cancel",
  tags,
  summary: "Stop a reply; what was written stays",
  security: bearer,
  middleware: signedIn,
  request: { params: onMessage },
  responses: {
    200: json(Message, "It had ended before"),
    202: json(Message, "It is being stopped"),
    ...ownFailures,
  },
});

const eventsRoute = createRoute({
  method: "get",
  path: "/{id}/messages/{messageId}/events",
  tags,
  summary: "Follow a reply in progress, or have a finished one told again",
  security: bearer,
  middleware: signedIn,
  request: {
    params: onMessage,
    headers: z.object({
      "last-event-id": z.string().optional().openapi({ description: "Goes on after this event" }),
    }),
  },
  responses: {
    200: { description: "The same events as when sending", content: replyEvents },
    ...ownFailures,
  },
});

const feedbackRoute = createRoute({
  method: "post",
  path: "/{id}/messages/{messageId}/feedback",
  tags,
  summary: "Rate or report a reply",
  security: bearer,
  middleware: [authenticate(), jsonBody()],
  request: { params: onMessage, body: body(FeedbackInput) },
  responses: {
    204: { description: "It is kept" },
    ...failures(...signedInFailures, ...bodyFailures, "not-found"),
  },
});

/** What can be done with the messages of a conversation, but for what is answered by a reply. */
export function messageRoutes() {
  const app = new OpenAPIHono<AppEnv>();
  app.openapi(listRoute, async (c) => {
    const { id: conversationId } = c.req.valid("param");
    const { limit, cursor, updatedSince: since } = c.req.valid("query");
    const updatedSince = since === undefined ? undefined : new Date(since);
    const { userId } = c.get("session");
    const request = { userId, conversationId, limit, cursor, updatedSince };
    return c.json(await listMessages(c.env.services, request), 200);
  });
  app.openapi(removeRoute, async (c) => {
    const { id: conversationId, messageId } = c.req.valid("param");
    const { userId } = c.get("session");
    await removeMessage(c.env.services, { userId, conversationId, messageId });
    return c.body(null, 204);
  });
  app.openapi(selectRoute, async (c) => {
    const { id: conversationId, messageId: replyId } = c.req.valid("param");
    const { userId } = c.get("session");
    const address = { userId, conversationId, replyId };
    return c.json(await selectVariant(c.env.services, address), 200);
  });
  app.openapi(cancelRoute, async (c) => {
    const { id: conversationId, messageId: replyId } = c.req.valid("param");
    const { userId } = c.get("session");
    const address = { userId, conversationId, replyId };
    const { reply, hadEnded } = await requestCancel(c.env.services, address);
    return hadEnded ? c.json(reply, 200) : c.json(reply, 202);
  });
  app.openapi(eventsRoute, async (c) => {
    const { id: conversationId, messageId: replyId } = c.req.valid("param");
    const { userId } = c.get("session");
    const afterCodePoints = lastEventIdOf(c);
    await loadReply(c.env.services, { userId, conversationId, replyId });
    const news = followReply(c.env.services, { userId, replyId, afterCodePoints });
    return respondWithEvents(c, news, afterCodePoints);
  });
  app.openapi(feedbackRoute, async (c) => {
    const { id: conversationId, messageId: replyId } = c.req.valid("param");
    const { userId } = c.get("session");
    const address = { userId, conversationId, replyId };
    await giveFeedback(c.env.services, address, c.req.valid("json"));
    return c.body(null, 204);
  });
  return app;
}
