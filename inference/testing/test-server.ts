import { vi } from "vitest";

import { parseConfig } from "#inference/config.ts";
import { listen } from "#inference/listen.ts";
import {
  ChatCompletion,
  ChatCompletionChunk,
} from "#inference/protocol/chat-completion-response.ts";
import { loadService, type Service, type ServiceOptions } from "#inference/service.ts";

export const TEST_TOKEN = "a-token-for-tests";

export interface TestServer {
  readonly url: string;
  readonly service: Service;
  post(path: string, body: unknown, init?: RequestInit): Promise<Response>;
  /** Any request with the token. */
  request(method: string, path: string, init?: RequestInit): Promise<Response>;
  /** A whole completion of `{ role: "user", content }`, greedy unless told otherwise. */
  complete(content: string, more?: Record<string, unknown>): Promise<ChatCompletion>;
  stream(content: string, more?: Record<string, unknown>, init?: RequestInit): Promise<Response>;
  close(): Promise<void>;
}

/** The real server on the model that ships with the project, in this process, on a free port. */
export async function startTestServer(
  settings: Record<string, string> = {},
  options: ServiceOptions = {},
): Promise<TestServer> {
  const config = parseConfig({
    SARAH_MODEL: "nano",
    INFERENCE_PORT: "0",
    KV_CACHE_DISK_MB: "0",
    ...settings,
  });
  const service = await loadService(config, options);
  const server = await listen({ ...config, token: TEST_TOKEN, service: () => service });
  const request = (method: string, path: string, init: RequestInit = {}) => {
    const headers = new Headers(init.headers);
    headers.set("Authorization", `Bearer ${TEST_TOKEN}`);
    return fetch(`${server.url}${path}`, { ...init, method, headers });
  };
  const post = (path: string, body: unknown, init: RequestInit = {}) =>
    request("POST", path, { body: JSON.stringify(body), ...init });
  const ask = (content: string, more: Record<string, unknown>, init?: RequestInit) =>
    post(
      "/v1/chat/completions",
      { messages: [{ role: "user", content }], temperature: 0, ...more },
      init,
    );
  return {
    url: server.url,
    service,
    post,
    request,
    async complete(content, more = {}) {
      const response = await ask(content, more);
      if (response.status !== 200) throw new Error(await response.text());
      return ChatCompletion.parse(await response.json());
    },
    stream: (content, more = {}, init) => ask(content, { stream: true, ...more }, init),
    async close() {
      await service.engine.close(0);
      await server.close();
      await service.backend.close();
    },
  };
}

/**
 * Holds every reply at its next step, and with them the engine, so that what comes meanwhile waits.
 *
 * @returns lets all of it go on
 */
export function pause({ backend }: Service): () => void {
  const gate = Promise.withResolvers<void>();
  const spies = backend.sequences.flatMap((sequence) => {
    const prefill = sequence.prefill.bind(sequence);
    const generate = sequence.generate.bind(sequence);
    return [
      vi.spyOn(sequence, "prefill").mockImplementation(async (tokens) => {
        await gate.promise;
        await prefill(tokens);
      }),
      vi.spyOn(sequence, "generate").mockImplementation(async function* (...asked) {
        await gate.promise;
        yield* generate(...asked);
      }),
    ];
  });
  return () => {
    for (const spy of spies) spy.mockRestore();
    gate.resolve();
  };
}

/** Waits for something that no event tells of. */
export async function until(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await new Promise((resolve) => setImmediate(resolve));
}

/** The `data:` payloads of an event stream as they arrive. */
export async function* readData(response: Response): AsyncGenerator<string> {
  let rest = "";
  const body = response.body?.pipeThrough(new TextDecoderStream("utf-8", { fatal: true })) ?? [];
  for await (const text of body) {
    const events = (rest + text).split("\n\n");
    rest = events.pop() ?? "";
    for (const event of events) if (event.startsWith("data: ")) yield event.slice(6);
  }
}

/** A finished stream: its chunks, their joined text, and whether it ended cleanly. */
export async function readStream(response: Response) {
  const data: string[] = [];
  for await (const line of readData(response)) data.push(line);
  const chunks = data
    .filter((line) => line !== "[DONE]")
    .map((line) => ChatCompletionChunk.parse(JSON.parse(line)));
  const text = chunks.map((chunk) => chunk.choices[0]?.delta.content ?? "").join("");
  return { chunks, text, isDone: data.at(-1) === "[DONE]" };
}
