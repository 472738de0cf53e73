import { z } from "@hono/zod-openapi";

import { Id } from "#api/http/id.ts";
import {
  ChatInput,
  MessageDelta,
  MessageDone,
  MessageQueued,
  MessageStart,
  Notice,
} from "#api/conversations/schemas.ts";
import { ProblemSchema } from "#api/http/responses.ts";

/** The same characters as an X-Request-Id, which it is in problems. */
export const FrameId = z.string().regex(/^[A-Za-z0-9._-]{1,64}$/);

const SendFrame = z.strictObject({
  ...ChatInput.shape,
  type: z.literal("message.send"),
  requestId: FrameId.openapi({ description: "Comes back in every event of this reply" }),
  idempotencyKey: z
    .string()
    .regex(/^[\x21-\x7E]{1,255}$/)
    .optional()
    .openapi({ description: "As Idempotency-Key with POST /v1/chat, and the same namespace" }),
});
export type SendFrame = z.infer<typeof SendFrame>;

/** What a client may send. */
export const ClientFrame = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("auth"), accessToken: z.string().min(1).max(8192) }),
  SendFrame,
  z.strictObject({ type: z.literal("message.cancel"), replyId: Id }),
  z.strictObject({ type: z.literal("typing"), conversationId: Id }),
  z.strictObject({ type: z.literal("ping") }),
]);
export type ClientFrame = z.infer<typeof ClientFrame>;

const envelope = {
  id: z.int().openapi({ description: "Code points of the reply so far, as in server-sent events" }),
  requestId: FrameId.optional(),
  conversationId: z.uuid().nullable(),
  replyId: z.uuid().nullable(),
};
const event = <const Name extends string, Data extends z.ZodType>(name: Name, data: Data) =>
  z.object({ event: z.literal(name), ...envelope, data });

/** What the server sends. Clients ignore events that they do not know. */
export const ServerFrame = z.discriminatedUnion("event", [
  event("message.queued", MessageQueued),
  event("message.start", MessageStart),
  event("message.delta", MessageDelta),
  event("message.done", MessageDone),
  event("error", ProblemSchema),
  event("notice", Notice),
  event("pong", z.object({})),
]);
export type ServerFrame = z.infer<typeof ServerFrame>;
