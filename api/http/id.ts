import { z } from "@hono/zod-openapi";

/** An id that a client names. Some platforms write UUIDs in capitals: it is the same one. */
export const Id = z.uuid().toLowerCase();
