import { z } from "zod";

/** OpenAI's error shape, the body of every refusal and the `data:` of a stream that failed. */
export const ErrorBody = z.object({
  error: z.object({
    message: z.string(),
    type: z.string().nullish(),
    param: z.string().nullish(),
    code: z.union([z.string(), z.number()]).nullish(),
  }),
});
export type ErrorBody = z.infer<typeof ErrorBody>;
