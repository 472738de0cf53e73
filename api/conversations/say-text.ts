import type { CompletionStream } from "#api/inference-client/read-completion.ts";
import type { Ask } from "./ask-model.ts";

/** Says a text that no model has to be asked for. */
export function sayText(text: string): Ask {
  return async () => {
    const atMs = performance.now();
    return { stream: streamOf(text), model: null, askedAtMs: atMs, admittedAtMs: atMs };
  };
}

async function* streamOf(text: string): CompletionStream {
  yield { kind: "text", text };
  return { finishReason: "stop", promptTokens: 0, cachedTokens: 0, completionTokens: 0 };
}
