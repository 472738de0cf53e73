import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import { generateText, jsonSchema, Output, streamText } from "ai";
import OpenAI, { AuthenticationError, BadRequestError, NotFoundError } from "openai";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";

import {
  pause,
  startTestServer,
  TEST_TOKEN,
  type TestServer,
  until,
} from "#inference/testing/test-server.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ INFERENCE_SLOTS: "1", INFERENCE_QUEUE: "0" });
});
afterAll(() => server.close());

const messages = [{ role: "user" as const, content: "Hi, my name is Ann." }];
const asked = { model: "nano", messages, temperature: 0 };
const isIdle = () => server.service.engine.load.running === 0;

const person = {
  type: "object" as const,
  properties: { name: { enum: ["Ann", "Bob"] } },
  required: ["name"],
  additionalProperties: false,
};

/** Fails the next token, as a broken model would. */
function failNextToken() {
  for (const sequence of server.service.backend.sequences) {
    vi.spyOn(sequence, "generate").mockImplementationOnce(async function* () {
      yield 100;
      throw new Error("a secret of the machine");
    });
  }
}

describe("the openai client", () => {
  const client = () =>
    new OpenAI({ baseURL: `${server.url}/v1`, apiKey: TEST_TOKEN, maxRetries: 0 });

  it("gets an answer in one piece", async () => {
    const completion = await client().chat.completions.create(asked);
    expect(completion.object).toBe("chat.completion");
    expect(completion.choices[0]?.message.content).toContain("Ann");
    expect(completion.usage?.total_tokens).toBeGreaterThan(20);
    expect(completion.usage?.prompt_tokens_details?.cached_tokens).toBeTypeOf("number");
  });

  it("streams the same answer, with usage where asked for", async () => {
    const whole = await client().chat.completions.create(asked);
    const stream = client().chat.completions.stream({
      ...asked,
      stream_options: { include_usage: true },
    });
    const streamed = await stream.finalChatCompletion();
    expect(streamed.choices[0]?.message.content).toBe(whole.choices[0]?.message.content);
    expect(streamed.choices[0]?.finish_reason).toBe("stop");
    expect(streamed.usage?.completion_tokens).toBe(whole.usage?.completion_tokens);
  });

  it("leaves in the middle of a stream, which frees the slot", async () => {
    const stream = await client().chat.completions.create({
      ...asked,
      stream: true,
      logit_bias: null,
      max_completion_tokens: 400,
    });
    for await (const chunk of stream) if (chunk.choices[0]?.delta.content) break;
    await until(isIdle);
    expect(server.service.engine.load).toEqual({ running: 0, waiting: 0 });
  });

  it("gets JSON that a schema describes", async () => {
    const completion = await client().chat.completions.create({
      ...asked,
      response_format: {
        type: "json_schema",
        json_schema: { name: "person", schema: person, strict: true },
      },
    });
    const parsed: unknown = JSON.parse(completion.choices[0]?.message.content ?? "");
    expect(["Ann", "Bob"].map((name) => ({ name }))).toContainEqual(parsed);
  });

  it.each([
    [{ tools: [] }, "tools"],
    [{ n: 2 }, "n"],
    [{ logprobs: true }, "logprobs"],
    [{ service_tier: "auto" as const }, "service_tier"],
    [{ logit_bias: { 5: 1 } }, "logit_bias"],
    [{ max_completion_tokens: -1 }, "max_completion_tokens"],
  ])("is told by name that %j cannot be had", async (more, param) => {
    const asking = client().chat.completions.create({ ...asked, ...more, stream: false });
    await expect(asking).rejects.toMatchObject({ status: 400, param });
    await expect(asking).rejects.toBeInstanceOf(BadRequestError);
  });

  it("is told of a prompt that is too long, a wrong key, another model and a full queue", async () => {
    const long = [{ role: "user" as const, content: "word ".repeat(600) }];
    const { completions } = client().chat;
    const tooLong = completions.create({ ...asked, messages: long, stream: true });
    await expect(tooLong).rejects.toMatchObject({ status: 400, code: "context_length_exceeded" });
    await expect(completions.create({ ...asked, model: "gpt" })).rejects.toBeInstanceOf(
      NotFoundError,
    );
    const wrong = new OpenAI({ baseURL: `${server.url}/v1`, apiKey: "wrong", maxRetries: 0 });
    await expect(wrong.models.list()).rejects.toBeInstanceOf(AuthenticationError);
    const goOn = pause(server.service);
    const held = await completions.create({ ...asked, stream: true });
    const refused = completions.create(asked);
    await expect(refused).rejects.toMatchObject({ status: 503, code: "queue_full" });
    held.controller.abort();
    goOn();
    await until(isIdle);
  });

  it("is told of a failure in the middle of a stream, and nothing of its cause", async () => {
    failNextToken();
    const stream = await client().chat.completions.create({ ...asked, stream: true });
    const reading = Array.fromAsync(stream);
    await expect(reading).rejects.toThrow("The model server failed on this request.");
  });

  it("lists the model", async () => {
    const { data } = await client().models.list();
    expect(data.map(({ id }) => id)).toEqual(["nano"]);
  });
});

describe("Vercel's ai with @ai-sdk/openai-compatible", () => {
  const model = () =>
    createOpenAICompatible({
      name: "sarah",
      baseURL: `${server.url}/v1`,
      apiKey: TEST_TOKEN,
      includeUsage: true,
      supportsStructuredOutputs: true,
    }).chatModel("nano");
  const options = () => ({ model: model(), prompt: "Hi, my name is Ann.", maxRetries: 0 });
  const greedy = { temperature: 0, seed: 1 };

  it("generates text", async () => {
    const { text, usage, finishReason } = await generateText({ ...options(), ...greedy });
    expect(text).toContain("Ann");
    expect(finishReason).toBe("stop");
    expect(usage.inputTokens).toBe(21);
  });

  it("streams text with usage, up to a limit and before a stop sequence", async () => {
    const full = await generateText({ ...options(), ...greedy });
    const result = streamText({
      ...options(),
      ...greedy,
      maxOutputTokens: 100,
      stopSequences: [full.text.slice(6, 16)],
    });
    expect((await Array.fromAsync(result.textStream)).join("")).toBe(full.text.slice(0, 6));
    expect(await result.finishReason).toBe("stop");
    expect((await result.usage).inputTokens).toBe(21);
  });

  it("gets an object that a schema describes", async () => {
    const { output } = await generateText({
      ...options(),
      ...greedy,
      output: Output.object({ schema: jsonSchema<{ name: string }>(person) }),
    });
    expect(["Ann", "Bob"]).toContain(output.name);
  });

  it("is told of a failure in the middle of a stream", async () => {
    failNextToken();
    const errors: unknown[] = [];
    const result = streamText({ ...options(), onError: ({ error }) => void errors.push(error) });
    await result.consumeStream();
    expect(JSON.stringify(errors.map(String))).toContain("The model server failed");
  });
});
