import { createRoute, OpenAPIHono, z } from "@hono/zod-openapi";

import { DomainError } from "#api/errors.ts";
import type { AppEnv } from "#api/http/app-env.ts";
import { failures } from "#api/http/responses.ts";
import { isAllowedOrigin } from "./origin.ts";
import { ClientFrame, ServerFrame } from "./schemas.ts";
import { readOffer } from "./subprotocols.ts";
import { createVerbs } from "./verbs.ts";

const description = `Everything that can be sent is sent on one connection, in several conversations at once.

**Token.** Offer the subprotocols \`sarah.v1\` and \`bearer.<access token>\`, or send an \`auth\` frame within 5 s; a new one renews at any time. A token that is not accepted closes the connection, and so does one of another user.

**Frames** are JSON texts of at most 64 KiB: \`ClientFrame\` one way, \`ServerFrame\` the other. Each event of a reply has the \`requestId\` of its \`message.send\`; \`id\` and \`data\` are those of the server-sent events. An \`idempotencyKey\` is the Idempotency-Key of a \`POST /v1/chat\` with the same \`content\` and \`conversationId\`: a send can be repeated there. Send \`ping\` when nothing else was sent for 30 s.

**Closes** with 4401 (token missing, invalid or expired: refresh it and connect again), 4403 (session ended: sign in again), 1012 (restart: connect again), 1013 (too many connections or too slow a reader: connect again later), 1008 (malformed frames, or too many at once), 1003 (not text), 1009 (frame too large). The reason is a problem code where there is one.

A connection that is closed stops no reply. A page of another Origin than this server's own needs to be in CORS_ORIGINS.`;

const socketRoute = createRoute({
  method: "get",
  path: "/ws",
  tags: ["Chat"],
  summary: "Chat over a WebSocket",
  description,
  request: {
    headers: z.object({
      "sec-websocket-protocol": z
        .string()
        .optional()
        .openapi({ description: "`sarah.v1`, and `bearer.<access token>` beside it" }),
    }),
  },
  responses: {
    101: { description: "The connection is a WebSocket; `sarah.v1` is selected if it was offered" },
    ...failures("rate-limited"),
  },
});

/** `GET /v1/ws` */
export function webSocketRoutes() {
  const app = new OpenAPIHono<AppEnv>();
  app.openAPIRegistry.register("ClientFrame", ClientFrame);
  app.openAPIRegistry.register("ServerFrame", ServerFrame);
  app.openapi(socketRoute, (c) => {
    const { services, upgrade } = c.env;
    const { CORS_ORIGINS: allowed } = services.config;
    if (upgrade === undefined) throw malformed("Ask for a WebSocket here: Upgrade: websocket.");
    if (!isAllowedOrigin(c.req.header("Origin"), { url: c.req.url, allowed })) {
      throw malformed("Pages of this Origin may not connect.");
    }
    const offer = readOffer(c.req.header("Sec-WebSocket-Protocol"));
    if (offer === undefined) throw malformed("Offer the subprotocol sarah.v1, or none.");
    if (services.connections.isFull()) throw full();
    const requestId = c.get("requestId");
    return upgrade({
      protocol: offer.selected,
      headers: { "X-Request-Id": requestId },
      listen: (socket) =>
        services.connections.open(socket, {
          verbs: createVerbs(services),
          requestId,
          accessToken: offer.token,
        }),
    });
  });
  return app;
}

const malformed = (detail: string) => new DomainError("malformed-request", { detail });

const full = () =>
  new DomainError("rate-limited", {
    detail: "This server holds all the connections it can.",
    retryAfterSeconds: 5,
  });
