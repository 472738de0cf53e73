import { afterAll, beforeAll, describe, expect, it } from "vitest";

import type { Timings } from "#inference/protocol/chat-completion-response.ts";
import {
  pause,
  readStream,
  startTestServer,
  type TestServer,
  until,
} from "#inference/testing/test-server.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ INFERENCE_SLOTS: "1" });
});
afterAll(() => server.close());

const BACKGROUND = { x_sarah: { priority: "background" } };
/** A message of many chunks that begins like no other one. */
const long = (key: string) => `${key} ${"far away ".repeat(140)}`;

let keys = 0;
const newKey = () => `key-${keys++}`;
const fill = (key: string, more: object = {}) => ({
  max_tokens: 0,
  prompt_cache_key: key,
  ...more,
});
const toRead = (timings: Timings | undefined) => (timings?.prompt_n ?? 0) + (timings?.cache_n ?? 0);
const load = () => server.service.engine.load;

describe("max_tokens: 0 with a prompt_cache_key", () => {
  it("reads the prompt, of which the next request of the key reads one token, and answers nothing", async () => {
    const cold = await server.complete("Tell me about the sea.");
    await server.complete("Hi", { max_tokens: 1 });
    const key = newKey();
    const filled = await server.complete("Tell me about the sea.", fill(key));
    const promptTokens = cold.usage?.prompt_tokens ?? 0;
    expect(filled).toMatchObject({
      object: "chat.completion",
      choices: [{ index: 0, message: { role: "assistant", content: "" }, finish_reason: "length" }],
      usage: { prompt_tokens: promptTokens, completion_tokens: 0, total_tokens: promptTokens },
      timings: { predicted_n: 0 },
    });
    expect(filled.timings?.prompt_n).toBeGreaterThan(1);
    expect(toRead(filled.timings)).toBe(promptTokens);
    const next = await server.complete("Tell me about the sea.", { prompt_cache_key: key });
    expect(next.usage?.prompt_tokens_details?.cached_tokens).toBe(promptTokens - 1);
    expect(next.choices).toEqual(cold.choices);
  });

  it("finds what is there already, and leaves the conversation that goes on from it", async () => {
    const key = { prompt_cache_key: newKey() };
    const messages = [{ role: "user", content: "My dog is called Rex and he is very small." }];
    const first = await server.complete("", { messages, ...key });
    const again = await server.complete("", { messages, ...key, max_tokens: 0 });
    expect(again.timings).toMatchObject({ prompt_n: 0, cache_n: again.usage?.prompt_tokens });
    const next = [
      ...messages,
      { role: "assistant", content: first.choices[0]?.message.content },
      { role: "user", content: "What is my dog called?" },
    ];
    const second = await server.complete("", { messages: next, ...key });
    expect(second.usage?.prompt_tokens_details?.cached_tokens).toBeGreaterThanOrEqual(
      (first.usage?.total_tokens ?? 0) - 1,
    );
  });

  it("streams the role, the reason and, where asked, the usage", async () => {
    const usage = { stream_options: { include_usage: true } };
    const { chunks, text, isDone } = await readStream(
      await server.stream("Hello there", { ...fill(newKey()), ...usage }),
    );
    expect(text).toBe("");
    expect(isDone).toBe(true);
    expect(chunks.map(({ choices }) => choices)).toEqual([
      [{ index: 0, delta: { role: "assistant", content: "" }, finish_reason: null }],
      [{ index: 0, delta: {}, finish_reason: "length" }],
      [],
    ]);
    expect(chunks.at(-1)?.usage?.completion_tokens).toBe(0);
  });

  it("goes by the newer name of the limit too", async () => {
    const key = { prompt_cache_key: newKey() };
    const filled = await server.complete("Hi", { ...key, max_completion_tokens: 0 });
    expect(filled.usage?.completion_tokens).toBe(0);
  });

  it.each(["max_tokens", "max_completion_tokens"])(
    "is refused by the name of %s without a key",
    async (param) => {
      for (const more of [{}, BACKGROUND]) {
        const response = await server.stream("Hi", { [param]: 0, ...more });
        expect(response.status).toBe(400);
        expect(await response.json()).toMatchObject({ error: { param, code: "invalid_value" } });
      }
    },
  );

  it("gives its slot to an interactive request, and reads no further", async () => {
    const resume = pause(server.service);
    const key = newKey();
    const filling = server.complete(long(key), fill(key));
    await until(() => load().running === 1);
    const asked = server.complete("Hi", { max_tokens: 2 });
    await until(() => load().waiting === 1);
    resume();
    expect((await asked).usage?.completion_tokens).toBe(2);
    const { choices, usage, timings } = await filling;
    expect(choices[0]?.finish_reason).toBe("length");
    expect(toRead(timings)).toBeLessThan(usage?.prompt_tokens ?? 0);
  });

  it("ends for the next request of its key, which goes on from what it had read", async () => {
    const key = newKey();
    const resume = pause(server.service);
    const filling = server.complete(long(key), fill(key));
    await until(() => load().running === 1);
    const next = server.complete(long(key), { prompt_cache_key: key, max_tokens: 2 });
    await until(() => load().waiting === 1);
    resume();
    const { usage, timings } = await filling;
    expect(toRead(timings)).toBeLessThan(usage?.prompt_tokens ?? 0);
    expect((await next).usage?.prompt_tokens_details?.cached_tokens).toBe(toRead(timings));
  });

  it("stops in its slot, and leaves the queue, when it is deleted", async () => {
    const resume = pause(server.service);
    const keys = [newKey(), newKey()];
    const responses = await Promise.all(keys.map((key) => storeFill(key, long(key))));
    expect(load()).toEqual({ running: 1, waiting: 1 });
    for (const key of keys) {
      const { status } = await server.request("DELETE", `/v1/chat/completions/chatcmpl-${key}`);
      expect(status).toBe(200);
    }
    expect(load().waiting).toBe(0);
    resume();
    for (const response of responses) expect(await response.text()).toContain("completion_deleted");
    await until(() => load().running === 0);
    expect(server.service.backend.sequences[0]?.length).toBeLessThan(100);
  });

  const storeFill = (key: string, content: string) =>
    server.stream(content, { ...fill(key), store: true }, { headers: { "Idempotency-Key": key } });

  it("leaves alone in the background what others used of late, and does then nothing", async () => {
    const ask = () => server.complete("I am Ann.", { prompt_cache_key: "ann", max_tokens: 1 });
    await ask();
    const hint = await server.complete("Hello there", { ...fill(newKey()), ...BACKGROUND });
    expect(hint.choices[0]?.finish_reason).toBe("length");
    expect(hint.usage?.prompt_tokens).toBeGreaterThan(0);
    expect(toRead(hint.timings)).toBe(0);
    const { usage } = await ask();
    expect(usage?.prompt_tokens_details?.cached_tokens).toBe((usage?.prompt_tokens ?? 0) - 1);
  });

  it("is told by the model list", async () => {
    const models = await (await server.request("GET", "/v1/models")).json();
    expect(models.data[0].meta.capabilities).toContain("prefill");
  });
});
