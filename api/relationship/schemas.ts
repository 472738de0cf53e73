import { z } from "@hono/zod-openapi";

import { Personality } from "#api/me/schemas.ts";
import { stages } from "./stage.ts";

export const Stage = z.enum(stages).openapi("Stage");

/** A personality as a person choosing sees it. */
export const PersonalityView = z
  .object({
    id: Personality,
    name: z.string(),
    description: z.string(),
    chosenFor: z
      .string()
      .openapi({ description: "Who gets this one unless they choose otherwise" }),
    greeting: z.string().openapi({
      description: "What an app can show where a conversation begins; it is no message",
    }),
  })
  .openapi("PersonalityDescription");
export type PersonalityView = z.infer<typeof PersonalityView>;

export const RelationshipView = z
  .object({
    score: z.int().min(0).max(1000),
    stage: Stage,
    stageProgress: z.number().min(0).max(1).openapi({
      description: "How much of the way to the next stage the score has come",
    }),
    nextStage: z.union([Stage, z.null()]).openapi({ description: "null where there is none" }),
    unlocked: z.object({
      styles: z.array(z.string()),
      topics: z.array(z.string()),
      emotionalDepth: z.int().openapi({ description: "From 1, light, to 6, devoted" }),
    }),
    locked: z.array(
      z.object({
        stage: Stage,
        needs: z.array(z.string()).openapi({
          description: "What is missing; empty where only the stages before are",
        }),
      }),
    ),
    since: z.iso.datetime().openapi({ description: "When this stage began" }),
  })
  .openapi("Relationship");
export type RelationshipView = z.infer<typeof RelationshipView>;

export const RelationshipEvent = z
  .object({
    id: z.uuid(),
    at: z.iso.datetime(),
    delta: z.int(),
    score: z.int().openapi({ description: "The score from then on" }),
    stage: Stage,
    reason: z
      .string()
      .openapi({ description: "message, kindness, opened_up, first_of_day, unkind, absence …" }),
    messageId: z.uuid().nullable().openapi({ description: "null where it has been deleted" }),
  })
  .openapi("RelationshipEvent");
export type RelationshipEvent = z.infer<typeof RelationshipEvent>;

const maxMoodDays = 366;

export const MoodQuery = z.strictObject({
  days: z.coerce.number().int().min(1).max(maxMoodDays).default(30),
});

export const Mood = z
  .object({
    items: z.array(
      z.object({
        day: z.iso.date().openapi({ description: "The day (UTC)" }),
        emotions: z.array(
          z.object({
            label: z.string(),
            messages: z.int(),
            intensity: z.number().openapi({ description: "On average, from 0 to 1" }),
          }),
        ),
      }),
    ),
  })
  .openapi("Mood");
export type Mood = z.infer<typeof Mood>;
