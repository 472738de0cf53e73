import { z } from "zod";

/** `POST /v1/embeddings`, where an embedding model is set. Input in tokens is not taken. */

const Input = z.string().min(1).max(100_000);

export const EmbeddingsRequest = z.strictObject({
  model: z.string().optional(),
  input: z
    .union([Input, z.array(Input).min(1).max(256)])
    .transform((input) => (typeof input === "string" ? [input] : input)),
  /** `base64` is the vector as 32-bit floats, little-endian; OpenAI's own client asks for that. */
  encoding_format: z.enum(["float", "base64"]).default("float"),
  user: z.string().max(256).optional(),
});
export type EmbeddingsRequest = z.infer<typeof EmbeddingsRequest>;

export const EmbeddingsResponse = z.object({
  object: z.literal("list"),
  model: z.string(),
  data: z.array(
    z.object({
      object: z.literal("embedding"),
      index: z.int(),
      embedding: z.union([z.array(z.number()), z.string()]),
    }),
  ),
  usage: z.object({ prompt_tokens: z.int(), total_tokens: z.int() }),
});
export type EmbeddingsResponse = z.infer<typeof EmbeddingsResponse>;
