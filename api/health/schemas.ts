import { z } from "@hono/zod-openapi";

export const Health = z
  .object({
    status: z.enum(["ok", "degraded", "down"]),
    version: z.string(),
    uptimeSeconds: z.int(),
    checks: z.object({
      database: z.object({ status: z.enum(["ok", "down"]), latencyMs: z.int() }),
      inference: z.object({
        status: z.enum(["ok", "loading", "down"]),
        model: z.string().nullable(),
        latencyMs: z.int(),
      }),
    }),
    activeUsers: z.int().optional().openapi({ description: "For the operator only" }),
  })
  .openapi("Health");
export type Health = z.infer<typeof Health>;

export const Ready = z
  .object({ ready: z.boolean(), reason: z.string().optional() })
  .openapi("Ready");
export const Alive = z.object({ alive: z.literal(true) }).openapi("Alive");
