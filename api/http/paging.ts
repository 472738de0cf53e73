import { z } from "@hono/zod-openapi";

const defaultLimit = 20;

/** How any list is asked for. */
export const PageQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(100).default(defaultLimit),
  cursor: z.string().max(1024).optional(),
});

/** How any list is answered. */
export function pageOf<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), nextCursor: z.string().nullable() });
}
