import { z } from "@hono/zod-openapi";

import { Personality } from "#api/me/schemas.ts";
import { Conversation } from "./schemas.ts";

const [maxMessages, maxContent, maxName] = [10_000, 32_000, 255];

const ImportedMessage = z.strictObject({
  externalId: z.string().min(1).max(maxName).optional().openapi({
    description: "What it is known by elsewhere: one that was imported before is not again",
  }),
  role: z.enum(["user", "assistant"]),
  content: z.string().trim().min(1).max(maxContent),
  createdAt: z.iso.datetime({ offset: true }),
  speaker: z.string().trim().min(1).max(maxName).optional().openapi({
    description: "Who said it; somebody other than you is somebody else",
  }),
});

export const ImportInput = z
  .strictObject({
    title: z.string().trim().min(1).max(maxName),
    personality: Personality.optional(),
    messages: z.array(ImportedMessage).min(1).max(maxMessages),
  })
  .openapi("ImportInput");
export type ImportInput = z.infer<typeof ImportInput>;

export const ImportAnswer = z
  .object({
    conversation: Conversation,
    imported: z.int().openapi({ description: "How many messages were new" }),
  })
  .openapi("ImportAnswer");
export type ImportAnswer = z.infer<typeof ImportAnswer>;

export const ImportProgress = z
  .object({
    state: z.enum(["queued", "learning", "complete"]),
    done: z.int(),
    total: z.int(),
  })
  .openapi("ImportProgress");
export type ImportProgress = z.infer<typeof ImportProgress>;
