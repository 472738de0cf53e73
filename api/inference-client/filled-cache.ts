import { z } from "zod";

/** What our server answers to a request that only fills the cache: less was read where others came first. */
export const FilledCache = z.object({
  usage: z.object({ prompt_tokens: z.int() }),
  timings: z.object({ prompt_n: z.int(), cache_n: z.int() }),
});
