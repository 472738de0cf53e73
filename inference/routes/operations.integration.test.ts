import OpenAI from "openai";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { Slots } from "#inference/protocol/slots.ts";
import {
  pause,
  startTestServer,
  TEST_TOKEN,
  type TestServer,
  until,
} from "#inference/testing/test-server.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ INFERENCE_SLOTS: "2", EMBEDDING_MODEL: "nano" });
});
afterAll(() => server.close());

/** The samples of `/metrics` by name and labels. */
async function metrics(): Promise<Record<string, number>> {
  const response = await server.request("GET", "/metrics");
  expect(response.headers.get("Content-Type")).toMatch(/^text\/plain; version=0\.0\.4/);
  const lines = (await response.text()).trimEnd().split("\n");
  const samples = lines.filter((line) => !line.startsWith("#"));
  return Object.fromEntries(
    samples.map((line) => {
      const at = line.lastIndexOf(" ");
      return [line.slice(0, at), Number(line.slice(at + 1))];
    }),
  );
}

describe("GET /metrics", () => {
  it("counts what was read, found and written, by llama.cpp's names where it has them", async () => {
    const before = await metrics();
    const key = { prompt_cache_key: "metrics", max_tokens: 5, ignore_eos: true };
    const first = await server.complete("Hi, my name is Ann.", key);
    await server.complete("Hi, my name is Ann.", key);
    const after = await metrics();
    const grown = (name: string) => (after[name] ?? NaN) - (before[name] ?? NaN);
    const promptTokens = first.usage?.prompt_tokens ?? 0;
    expect(grown("llamacpp:prompt_tokens_total")).toBe(promptTokens + 1);
    expect(grown("sarah_prompt_tokens_cached_total")).toBe(promptTokens - 1);
    expect(grown("llamacpp:tokens_predicted_total")).toBe(10);
    expect(grown('sarah_cache_lookups_total{tier="none"}')).toBe(1);
    expect(grown('sarah_cache_lookups_total{tier="slot"}')).toBe(1);
    expect(grown("sarah_queue_wait_seconds_count")).toBe(2);
    expect(grown("sarah_first_token_seconds_count")).toBe(2);
    expect(grown("sarah_inter_token_seconds_count")).toBe(8);
    expect(after["llamacpp:requests_processing"]).toBe(0);
    expect(Object.values(after).every(Number.isFinite)).toBe(true);
  });
});

describe("GET /slots", () => {
  const slots = async () => Slots.parse(await (await server.request("GET", "/slots")).json());

  it("tells what every slot does, and nothing of what is said", async () => {
    const goOn = pause(server.service);
    const asking = server.complete("A secret between us.", {
      prompt_cache_key: "who",
      max_tokens: 3,
    });
    await until(() => server.service.engine.load.running === 1);
    const text = await (await server.request("GET", "/slots")).text();
    expect(text).not.toMatch(/secret|who/);
    const busy = (await slots()).find(({ is_processing }) => is_processing);
    expect(busy).toMatchObject({ n_ctx: 512, n_written: 0, is_background: false });
    expect(busy?.n_prompt).toBeGreaterThan(10);
    goOn();
    const { usage } = await asking;
    await until(() => server.service.engine.load.running === 0);
    const held = (await slots()).map(({ n_held }) => n_held);
    expect(held).toContain((usage?.total_tokens ?? 0) - 1);
  });
});

describe("POST /v1/embeddings", () => {
  const client = () => new OpenAI({ baseURL: `${server.url}/v1`, apiKey: TEST_TOKEN });
  const embed = async (...input: string[]) =>
    (await client().embeddings.create({ model: "nano", input })).data.map(
      ({ embedding }) => embedding,
    );
  const cosine = (a: number[] = [], b: number[] = []) =>
    a.reduce((sum, value, index) => sum + value * (b[index] ?? 0), 0);

  it("embeds texts as unit vectors, alike for like texts", async () => {
    const [a, again, other] = await embed("my dog is small", "my dog is small", "the sea");
    expect(cosine(a, a)).toBeCloseTo(1, 4);
    expect(cosine(a, again)).toBeCloseTo(1, 4);
    expect(cosine(a, other)).toBeLessThan(0.999);
  });

  it("gives floats and base64, with usage", async () => {
    const post = async (more: object) =>
      (await server.post("/v1/embeddings", { input: "my dog", ...more })).json();
    const floats = await post({});
    const base64 = await post({ encoding_format: "base64" });
    const bytes = Buffer.from(base64.data[0].embedding, "base64");
    expect(bytes.readFloatLE(0)).toBeCloseTo(floats.data[0].embedding[0], 5);
    expect(bytes.length).toBe(floats.data[0].embedding.length * 4);
    expect(floats.usage.prompt_tokens).toBeGreaterThan(1);
  });

  it("embeds while replies are written", async () => {
    const writing = server.complete("Hi", { ignore_eos: true, max_tokens: 100 });
    const [vector] = await embed("my dog is small");
    expect(vector?.length).toBeGreaterThan(10);
    expect((await writing).usage?.completion_tokens).toBe(100);
  });

  it.each([
    [{ input: "x ".repeat(3000) }, "input.0", 400],
    [{ input: [1, 2] }, "input", 400],
    [{ input: "x", dimensions: 8 }, "dimensions", 400],
    [{ input: "x", model: "other" }, "model", 404],
  ])("refuses by the parameter's name: case %#", async (body, param, status) => {
    const response = await server.post("/v1/embeddings", body);
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({
      error: { param: expect.stringContaining(param) },
    });
  });

  it("is a 400 where no embedding model is set", async () => {
    const without = await startTestServer();
    const response = await without.post("/v1/embeddings", { input: "x" });
    await without.close();
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: { code: "embeddings_unavailable" } });
  });
});

describe("how the model lies in memory", () => {
  it.each([
    { INFERENCE_KV_TYPE: "q8_0", INFERENCE_MMAP: "off" },
    { INFERENCE_KV_TYPE: "f16", INFERENCE_FLASH_ATTENTION: "off" },
  ])("is as it was asked for: %j", async (settings) => {
    const other = await startTestServer(settings);
    const reply = await other.complete("Hi, my name is Ann.");
    const { memory } = other.service.backend;
    await other.close();
    expect(reply.choices[0]?.message.content).toContain("Ann");
    expect(memory).toMatchObject({ kvType: settings.INFERENCE_KV_TYPE });
  });
});
