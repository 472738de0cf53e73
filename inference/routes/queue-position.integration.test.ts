import { afterAll, beforeAll, expect, it } from "vitest";

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

const ASKED = { x_sarah: { report_queue: true }, max_tokens: 2 };

/** A reply that holds the only slot until it is told to go on. */
async function occupy() {
  const resume = pause(server.service);
  const response = await server.stream("Hi", { max_tokens: 2 });
  await until(() => server.service.engine.load.running === 1);
  return async () => {
    resume();
    await response.text();
  };
}

async function chunksOf(response: Response) {
  const { chunks, isDone } = await readStream(response);
  expect(isDone).toBe(true);
  return chunks;
}

const toPositions = (chunks: Awaited<ReturnType<typeof chunksOf>>) =>
  chunks.flatMap(({ x_sarah }) => x_sarah?.queue_position ?? []);

it("streams the place in the queue to who asked for it, before anything else", async () => {
  const release = await occupy();
  const first = chunksOf(await server.stream("Hello", ASKED));
  const second = chunksOf(await server.stream("Hello!", ASKED));
  const plain = chunksOf(await server.stream("Hello!", { max_tokens: 2 }));
  await release();
  expect(toPositions(await first)).toEqual([1]);
  const chunks = await second;
  expect(toPositions(chunks)).toEqual([2, 1]);
  expect(chunks.slice(0, 3)).toEqual([
    { ...headOf(chunks), choices: [], x_sarah: { queue_position: 2 } },
    { ...headOf(chunks), choices: [], x_sarah: { queue_position: 1 } },
    {
      ...headOf(chunks),
      choices: [{ index: 0, delta: { role: "assistant", content: "" }, finish_reason: null }],
    },
  ]);
  for (const chunk of await plain) expect(chunk).not.toHaveProperty("x_sarah");
});

const headOf = ([chunk]: Awaited<ReturnType<typeof chunksOf>>) => ({
  id: chunk?.id,
  object: "chat.completion.chunk",
  created: chunk?.created,
  model: "nano",
});

it("says nothing of it to a request that gets a slot at once", async () => {
  expect(toPositions(await chunksOf(await server.stream("Hello", ASKED)))).toEqual([]);
});

it("streams it too to those who follow a stored completion for which it was asked", async () => {
  const release = await occupy();
  const store = (key: string, more: object) =>
    server.stream("Hello", { store: true, max_tokens: 2, ...more }, headers(key));
  const headers = (key: string) => ({ headers: { "Idempotency-Key": key } });
  const asked = chunksOf(await store("asked", ASKED));
  const again = chunksOf(await store("asked", {}));
  const plain = chunksOf(await store("plain", {}));
  const follow = (key: string) =>
    server.request("GET", `/v1/chat/completions/chatcmpl-${key}?stream=true`);
  const followers = await Promise.all(["asked", "plain"].map(follow));
  await release();
  const [askedFollowed, plainFollowed] = await Promise.all(followers.map(chunksOf));
  expect(toPositions(await asked)).toEqual([1]);
  expect(toPositions(await again)).toEqual([]);
  expect(toPositions(await plain)).toEqual([]);
  expect(toPositions(askedFollowed ?? [])).toEqual([1]);
  expect(toPositions(plainFollowed ?? [])).toEqual([]);
});

it("answers in one piece without it", async () => {
  const release = await occupy();
  const asked = server.complete("Hello", ASKED);
  await until(() => server.service.engine.load.waiting === 1);
  await release();
  expect((await asked).choices[0]?.finish_reason).toBe("length");
});

it("is told by the model list", async () => {
  const models = await (await server.request("GET", "/v1/models")).json();
  expect(models.data[0].meta.capabilities).toContain("report_queue");
});
