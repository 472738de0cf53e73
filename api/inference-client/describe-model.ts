import { ModelList } from "#inference/protocol/model-list.ts";

/** What the API needs to know of the model behind the server. */
export interface ModelDescription {
  /** Its name there, sent with every request. */
  model: string;
  contextTokens: number;
  replyReserveTokens: number;
  form: "chat" | "compact";
  /** Extensions the server says it has; empty for any server but ours. */
  capabilities: string[];
  /** Whether the server is ours, by the `meta` it gives its model. */
  isOurs: boolean;
}

const defaultContextTokens = 1024;
const defaultReplyTokens = 192;

/**
 * Reads a server's `/v1/models`: the model asked for by name, else the first one. A server that
 * says nothing of its context is taken to have 1,024 tokens, which every model has.
 *
 * @returns undefined when it is no model list
 */
export function describeModel(
  body: unknown,
  wanted: string | undefined,
): ModelDescription | undefined {
  const list = ModelList.safeParse(body);
  const entry = list.data?.data.find(({ id }) => id === wanted) ?? list.data?.data[0];
  if (entry === undefined) return undefined;
  const { meta } = entry;
  return {
    model: wanted ?? entry.id,
    contextTokens: meta?.context ?? defaultContextTokens,
    replyReserveTokens: meta?.replyReserve ?? defaultReplyTokens,
    form: meta?.promptForm ?? "chat",
    capabilities: meta?.capabilities ?? [],
    isOurs: meta != null,
  };
}
