import { z } from "zod";

/** What our server says of the model it runs. Absent from other servers' lists. */
const ModelMeta = z.object({
  /** Names of the `x_sarah` fields, and of other extensions, that this server understands. */
  capabilities: z.array(z.string()),
  /** Tokens a slot holds, prompt and reply together. */
  context: z.int(),
  promptForm: z.enum(["chat", "compact"]),
  /** Tokens to leave free for a reply. */
  replyReserve: z.int(),
  slots: z.int(),
});

/** The answer of `GET /v1/models`. */
export const ModelList = z.object({
  object: z.literal("list"),
  data: z.array(
    z.object({
      id: z.string(),
      object: z.literal("model").optional(),
      created: z.int().optional(),
      owned_by: z.string().optional(),
      meta: ModelMeta.nullish().catch(null),
    }),
  ),
});
export type ModelList = z.infer<typeof ModelList>;
