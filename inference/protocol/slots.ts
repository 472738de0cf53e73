import { z } from "zod";

/** `GET /slots`: what every slot does, in numbers; nothing of what is said in it. */
export const Slots = z.array(
  z.object({
    id: z.int(),
    /** Tokens that it holds at most, and now. */
    n_ctx: z.int(),
    n_held: z.int(),
    is_processing: z.boolean(),
    /** Of the request that has it: tokens of the prompt, of those read, tokens written. */
    n_prompt: z.int(),
    n_read: z.int(),
    n_written: z.int(),
    is_background: z.boolean(),
  }),
);
export type Slots = z.infer<typeof Slots>;
