import { z } from "zod";

/** `POST /tokenize`: text as the model reads it. Control tokens in it are text like any other. */
export const TokenizeRequest = z.strictObject({ content: z.string().max(1_000_000) });
export const TokenizeResponse = z.object({ tokens: z.array(z.int()) });
export type TokenizeResponse = z.infer<typeof TokenizeResponse>;
