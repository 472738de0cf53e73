import { z } from "zod";

/** `GET /health`: 200 with `ok`, 503 with `loading` while the model is being read or `error` when it cannot be. */
export const Health = z.object({ status: z.enum(["ok", "loading", "error"]) });
export type Health = z.infer<typeof Health>;
