import { ChatCompletionChunk } from "#inference/protocol/chat-completion-response.ts";

import type { Target } from "./target.ts";

export interface Message {
  readonly role: string;
  readonly content: string;
}

export interface Asked {
  readonly messages: readonly Message[];
  /** Exactly so many tokens are written. */
  readonly tokens: number;
  readonly key?: string | undefined;
  readonly temperature?: number;
  readonly signal?: AbortSignal;
}

export interface Answer {
  readonly text: string;
  /** From asking to the first text, in milliseconds. */
  readonly firstMs: number;
  /** When text came, in milliseconds of the process's clock. */
  readonly times: readonly number[];
  readonly promptTokens: number;
  readonly cachedTokens: number;
  readonly writtenTokens: number;
}

/** Streams one completion from any OpenAI-compatible server. Throws when it fails or breaks off. */
export async function ask(target: Target, asked: Asked): Promise<Answer> {
  const startedAt = performance.now();
  const times: number[] = [];
  let text = "";
  let last: ChatCompletionChunk | undefined;
  for await (const chunk of stream(target, asked)) {
    const piece = chunk.choices[0]?.delta.content ?? "";
    if (piece !== "") times.push(performance.now());
    text += piece;
    if (chunk.usage) last = chunk;
  }
  if (!last?.usage) throw new Error(`${target.name} broke off`);
  const { prompt_tokens: promptTokens, completion_tokens: writtenTokens } = last.usage;
  const cachedTokens =
    last.usage.prompt_tokens_details?.cached_tokens ?? last.timings?.cache_n ?? 0;
  const firstMs = (times[0] ?? NaN) - startedAt;
  return { text, firstMs, times, promptTokens, cachedTokens, writtenTokens };
}

async function* stream(target: Target, asked: Asked): AsyncGenerator<ChatCompletionChunk> {
  const response = await fetch(`${target.url}/v1/chat/completions`, {
    method: "POST",
    headers: { "Content-Type": "application/json", ...target.headers },
    body: JSON.stringify({
      messages: asked.messages,
      stream: true,
      stream_options: { include_usage: true },
      max_tokens: asked.tokens,
      ignore_eos: true,
      temperature: asked.temperature ?? 0,
      seed: 42,
      ...(asked.key !== undefined && { prompt_cache_key: asked.key }),
    }),
    ...(asked.signal && { signal: asked.signal }),
  });
  if (!response.ok || !response.body) {
    throw new Error(`${target.name}: ${response.status} ${(await response.text()).slice(0, 200)}`);
  }
  let rest = "";
  for await (const piece of response.body.pipeThrough(new TextDecoderStream())) {
    const lines = (rest + piece).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) {
      if (!line.startsWith("data: {")) continue;
      const data: unknown = JSON.parse(line.slice("data: ".length));
      if (typeof data === "object" && data !== null && "error" in data) {
        throw new Error(`${target.name}: ${JSON.stringify(data.error)}`);
      }
      yield ChatCompletionChunk.parse(data);
    }
  }
}
