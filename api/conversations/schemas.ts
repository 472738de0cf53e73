import { z } from "@hono/zod-openapi";

import { Id } from "#api/http/id.ts";
import { Personality } from "#api/me/schemas.ts";
import { Stage } from "#api/relationship/schemas.ts";

/** Written so, the OpenAPI document keeps it apart from the Personality that is never null. */
const AnyPersonality = z.union([Personality, z.null()]);
const title = z.string().trim().min(1).max(255);

export const Conversation = z
  .object({
    id: z.uuid(),
    title: z.string().nullable(),
    personality: AnyPersonality.openapi({ description: "null is automatic" }),
    startedAt: z.iso.datetime(),
    lastMessageAt: z.iso.datetime(),
    isActive: z.boolean(),
  })
  .openapi("Conversation");
export type Conversation = z.infer<typeof Conversation>;

export const NewConversation = z
  .strictObject({ title: title.optional(), personality: AnyPersonality.optional() })
  .openapi("NewConversation");
export type NewConversation = z.infer<typeof NewConversation>;

export const ConversationChanges = z
  .strictObject({
    title: title.nullable().optional(),
    personality: AnyPersonality.optional(),
    isActive: z.boolean().optional(),
  })
  .openapi("ConversationChanges");
export type ConversationChanges = z.infer<typeof ConversationChanges>;

const statuses = [
  "pending",
  "streaming",
  "complete",
  "interrupted",
  "cancelled",
  "failed",
] as const;

/** Another reply to the same message, which can be selected in its place. */
export const Variant = z
  .object({
    id: z.uuid(),
    content: z.string(),
    status: z.enum(statuses),
    personality: AnyPersonality,
    tokensUsed: z.int().nullable(),
    createdAt: z.iso.datetime(),
    model: z.string().nullable(),
  })
  .openapi("Variant");
export type Variant = z.infer<typeof Variant>;

export const Message = z
  .object({
    id: z.uuid(),
    role: z.enum(["user", "assistant"]),
    content: z.string(),
    status: z.enum(statuses),
    personality: AnyPersonality,
    tokensUsed: z.int().nullable().openapi({ description: "Completion tokens of a reply" }),
    createdAt: z.iso.datetime(),
    replyTo: z.uuid().nullable(),
    emotion: z
      .object({
        label: z.enum(["anger", "disgust", "fear", "joy", "sadness", "surprise", "neutral"]),
        intensity: z.number(),
      })
      .nullable(),
    model: z.string().nullable(),
    source: z.enum(["model", "cache", "safety", "command", "import"]).nullable(),
    variants: z.array(Variant).openapi({ description: "The other replies to the same message" }),
  })
  .openapi("Message");
export type Message = z.infer<typeof Message>;

const maxContentCharacters = 4000;

const content = z
  .string()
  .trim()
  .min(1)
  .refine(
    (value) =>
      value.length <= maxContentCharacters * 2 && [...value].length <= maxContentCharacters,
    `At most ${maxContentCharacters} characters`,
  )
  .openapi({ type: "string", minLength: 1, maxLength: maxContentCharacters });

export const SendInput = z.strictObject({ content }).openapi("SendInput");
export const ChatInput = z
  .strictObject({ content, conversationId: Id.optional() })
  .openapi("ChatInput");

export const FeedbackInput = z
  .strictObject({
    rating: z.enum(["up", "down"]).optional(),
    report: z
      .strictObject({
        reason: z.string().trim().min(1).max(50),
        note: z.string().trim().min(1).max(2000).optional(),
      })
      .optional(),
  })
  .refine(({ rating, report }) => rating !== undefined || report !== undefined, {
    message: "A rating or a report",
  })
  .openapi("FeedbackInput");
export type FeedbackInput = z.infer<typeof FeedbackInput>;

export const Notice = z
  .object({
    kind: z.enum(["disclosure", "break", "crisis", "support", "stage", "personality"]),
    text: z.string(),
    level: z.string().optional(),
    resources: z
      .array(
        z.object({
          name: z.string(),
          contact: z.string(),
          url: z.string(),
          country: z.string().nullable().openapi({ description: "null where it is for everybody" }),
        }),
      )
      .optional(),
  })
  .openapi("Notice");
export type Notice = z.infer<typeof Notice>;

const Recollection = z.object({
  kind: z.enum(["fact", "episode", "entity", "message"]),
  id: z.uuid(),
  text: z.string(),
});

/** What `message.done` says besides the reply; the same in the JSON answer. */
export const Completion = z.object({
  usage: z.object({
    promptTokens: z.int(),
    cachedTokens: z.int(),
    completionTokens: z.int(),
  }),
  timings: z.object({
    queueMs: z.number(),
    firstTokenMs: z.number(),
    totalMs: z.number(),
    tokensPerSecond: z.number(),
  }),
  relationship: z.object({
    score: z.int(),
    stage: Stage,
    changed: z.boolean().openapi({ description: "Whether this turn changed score or stage" }),
  }),
  memory: z.object({ recalled: z.array(Recollection), learned: z.array(Recollection) }),
  notices: z.array(Notice),
});
export type Completion = z.infer<typeof Completion>;

export const Turn = Completion.extend({
  conversationId: z.uuid(),
  userMessage: Message,
  reply: Message,
}).openapi("Turn");
export type Turn = z.infer<typeof Turn>;

export const MessageStart = z
  .object({
    conversationId: z.uuid(),
    userMessageId: z.uuid(),
    replyId: z.uuid(),
    personality: Personality,
    stage: Stage,
    notices: z.array(Notice),
  })
  .openapi("MessageStart");
export type MessageStart = z.infer<typeof MessageStart>;
export const MessageQueued = z
  .object({ position: z.int(), expectedWaitMs: z.int().optional() })
  .openapi("MessageQueued");
export const MessageDelta = z.object({ text: z.string() }).openapi("MessageDelta");
export const MessageDone = Completion.extend({ reply: Message }).openapi("MessageDone");
