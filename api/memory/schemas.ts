import { z } from "@hono/zod-openapi";

import { Id } from "#api/http/id.ts";
import { PageQuery } from "#api/http/paging.ts";

const maxFactValue = 500;

const factType = z.string().trim().min(1).max(50);
const factValue = z
  .string()
  .trim()
  .min(1)
  .refine(
    (value) => value.length <= maxFactValue * 2 && [...value].length <= maxFactValue,
    `At most ${maxFactValue} characters`,
  )
  .openapi({ type: "string", minLength: 1, maxLength: maxFactValue });

const evidence = z
  .array(z.uuid())
  .openapi({ description: "The messages it was learnt from; empty where you said it outright" });

export const Fact = z
  .object({
    id: z.uuid(),
    factType: z.string(),
    factValue: z.string(),
    confidence: z.number(),
    source: z.string().openapi({ description: "`user` for what you said or corrected here" }),
    extractedAt: z.iso.datetime(),
    validFrom: z.iso.datetime(),
    invalidatedAt: z.iso.datetime().nullable(),
    supersededBy: z.uuid().nullable(),
    messageIds: evidence,
  })
  .openapi("Fact");
export type Fact = z.infer<typeof Fact>;

export const NewFact = z.strictObject({ factType, factValue }).openapi("NewFact");
export type NewFact = z.infer<typeof NewFact>;

export const FactChanges = z
  .strictObject({ factType: factType.optional(), factValue: factValue.optional() })
  .openapi("FactChanges");
export type FactChanges = z.infer<typeof FactChanges>;

export const Episode = z
  .object({
    id: z.uuid(),
    summary: z.string(),
    emotion: z.string().nullable(),
    intensity: z.number().nullable(),
    salience: z.number(),
    occurredAt: z.iso.datetime(),
    messageIds: evidence,
  })
  .openapi("Episode");
export type Episode = z.infer<typeof Episode>;

export const Graph = z
  .object({
    entities: z.array(
      z.object({
        id: z.uuid(),
        name: z.string(),
        kind: z.string(),
        aliases: z.array(z.string()),
        mentions: z.int(),
      }),
    ),
    relations: z.array(
      z.object({
        id: z.uuid(),
        from: z.uuid(),
        relation: z.string().openapi({ description: "What `to` is to `from`" }),
        to: z.uuid(),
        validFrom: z.iso.datetime(),
        invalidatedAt: z.iso.datetime().nullable(),
        messageIds: evidence,
      }),
    ),
  })
  .openapi("MemoryGraph");
export type Graph = z.infer<typeof Graph>;

const maxQuery = 500;

export const SearchQuery = z.strictObject({
  q: z.string().trim().min(1).max(maxQuery),
  limit: PageQuery.shape.limit,
  conversationId: Id.optional(),
});

export const SearchResult = z
  .object({
    kind: z.enum(["fact", "episode", "entity", "message"]),
    id: z.uuid(),
    text: z.string().openapi({ description: "Of a long message its beginning" }),
    score: z.number(),
    at: z.iso.datetime(),
    messageIds: evidence,
    externalIds: z
      .array(z.string())
      .openapi({ description: "What imported ones of these messages were known by" }),
  })
  .openapi("SearchResult");
export type SearchResult = z.infer<typeof SearchResult>;

export const ForgetQuery = z.strictObject({
  messages: z.stringbool().default(false).openapi({
    description: "Whether the messages themselves go, too",
  }),
});
