import type { ModelDescription } from "./describe-model.ts";

const temperatureElsewhere = 0.7;

/** What is asked of the model. */
export interface CompletionRequest {
  messages: { role: string; content: string }[];
  maxTokens: number;
  /** Which cached prompt this one goes on from. */
  cacheKey: string;
  /** For fairness between users; says nothing about the person. */
  userId: string;
  /** What the server is to keep the completion under, if it can. */
  key: string;
  /** Whether it may wait until nobody else does. */
  isBackground?: boolean;
  /** Whether the last message is the assistant's own, to be continued. */
  continuesFinalMessage: boolean;
}

/** Where a kept completion is found. */
export const completionPath = (key: string) => `/v1/chat/completions/chatcmpl-${key}`;

/** The body of the request: plain OpenAI fields, and to our own server what it says it can. */
export function toBody(completion: CompletionRequest, description: ModelDescription) {
  const plain = {
    model: description.model,
    messages: completion.messages,
    max_tokens: completion.maxTokens,
    stream: true,
    stream_options: { include_usage: true },
  };
  if (!description.isOurs) return { ...plain, temperature: temperatureElsewhere };
  const can = (capability: string) => description.capabilities.includes(capability);
  return {
    ...plain,
    prompt_cache_key: completion.cacheKey,
    user: completion.userId,
    ...(can("store") && { store: true }),
    x_sarah: {
      ...(can("report_queue") && { report_queue: true }),
      ...(completion.isBackground && can("priority") && { priority: "background" }),
      ...(completion.continuesFinalMessage && { continue_final_message: true }),
    },
  };
}
