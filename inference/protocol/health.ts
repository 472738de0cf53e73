import { z } from "zod";

/** `GET /health`: 200 with `ok`, 503 with `loading` while the model is being read. */
export const Health = z.object({
  status: z.enum(["ok", "loading"]),
  /** How much of the model is loaded, from 0 to 1. */
  progress: z.number().min(0).max(1).optional(),
});
export type Health = z.infer<typeof Health>;
