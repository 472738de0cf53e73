import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";

import {
  DeletedChatCompletion,
  StoredChatCompletion,
} from "#inference/protocol/stored-completion.ts";
import {
  readData,
  readStream,
  startTestServer,
  type TestServer,
  until,
} from "#inference/testing/test-server.ts";

const KEEP_MS = 15 * 60_000;
/** Text with characters of one, two, three and four bytes, some of which belong together. */
const MIXED = "héllo 🙂👩‍👩‍👧 日本語 ".repeat(4);
const mixed = {
  max_tokens: 300,
  response_format: {
    type: "json_schema",
    json_schema: {
      name: "x",
      schema: { type: "object", properties: { x: { const: MIXED } }, required: ["x"] },
    },
  },
};
const LONG = { ignore_eos: true };

let server: TestServer;
let now = Date.now();
beforeAll(async () => {
  const settings = { INFERENCE_SLOTS: "1", INFERENCE_QUEUE: "1" };
  server = await startTestServer(settings, { now: () => now });
});
afterAll(() => server.close());

const path = (key: string) => `/v1/chat/completions/chatcmpl-${encodeURIComponent(key)}`;

let keys = 0;
const newKey = () => `key-${keys++}`;

/** Asks for a completion that is stored under a key. */
function ask(key: string, content: string, more: Record<string, unknown> = {}, init?: RequestInit) {
  const messages = [{ role: "user", content }];
  return server.post(
    "/v1/chat/completions",
    { messages, temperature: 0, store: true, ...more },
    { headers: { "Idempotency-Key": key }, ...init },
  );
}

const stream = (
  key: string,
  content: string,
  more: Record<string, unknown> = {},
  init?: RequestInit,
) => ask(key, content, { stream: true, ...more }, init);

const follow = (key: string, after = 0) =>
  server.request("GET", `${path(key)}?stream=true&after=${after}`);

async function read(key: string): Promise<StoredChatCompletion> {
  const response = await server.request("GET", path(key));
  if (response.status !== 200) throw new Error(await response.text());
  return StoredChatCompletion.parse(await response.json());
}

async function finished(key: string): Promise<StoredChatCompletion> {
  await (await follow(key)).text();
  return read(key);
}

const contentOf = ({ choices }: StoredChatCompletion) => choices[0]?.message.content ?? "";
const isIdle = () => server.service.engine.load.running === 0;

/** Reads a stream until it has given so many code points, and leaves. */
async function readSome(response: Response, leave: AbortController, points: number) {
  let text = "";
  for await (const line of readData(response)) {
    if (line === "[DONE]") break;
    text += JSON.parse(line).choices[0]?.delta.content ?? "";
    if ([...text].length >= points) break;
  }
  leave.abort();
  return text;
}

async function errorOf(response: Response) {
  return { status: response.status, ...((await response.json()) as { error: object }) };
}

describe("a stored completion", () => {
  it("goes on when its client leaves, and can be read later, whole, with its figures", async () => {
    const [key, leave] = [newKey(), new AbortController()];
    const response = await stream(key, "Tell me about the sea.", LONG, { signal: leave.signal });
    const some = await readSome(response, leave, 8);
    const meanwhile = await read(key);
    expect(meanwhile).toMatchObject({
      id: `chatcmpl-${key}`,
      object: "chat.completion",
      choices: [{ index: 0, message: { role: "assistant" }, finish_reason: null }],
      x_sarah: { status: "in_progress" },
    });
    expect(meanwhile.usage).toBeUndefined();
    const whole = await finished(key);
    expect(contentOf(whole)).toMatch(/\w+/);
    expect(contentOf(whole).startsWith(some)).toBe(true);
    expect(contentOf(whole).startsWith(contentOf(meanwhile))).toBe(true);
    expect(whole.choices[0]?.finish_reason).toBe("length");
    expect(whole.x_sarah).toEqual({ status: "completed" });
    expect(whole.usage?.total_tokens).toBe(512);
    expect(whole.timings?.predicted_n).toBe(whole.usage?.completion_tokens);
  });

  it("resumes to the exact text from 50 random places at which its client was cut off", async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(60), async (points) => {
        const [key, leave] = [newKey(), new AbortController()];
        const response = await stream(key, "Hi", mixed, { signal: leave.signal });
        const some = await readSome(response, leave, points);
        const rest = await readStream(await follow(key, [...some].length));
        expect(some + rest.text).toBe(contentOf(await read(key)));
        expect(JSON.parse(some + rest.text)).toEqual({ x: MIXED });
        expect(rest.isDone).toBe(true);
      }),
      { numRuns: 50 },
    );
  });

  it("is followed from any place, in the middle of its characters and beyond its end", async () => {
    const key = newKey();
    await (await ask(key, "Hi", mixed)).text();
    const points = [...contentOf(await read(key))];
    for (let after = 0; after < points.length + 3; after++) {
      const rest = await readStream(await follow(key, after));
      expect(rest.text).toBe(points.slice(after).join(""));
    }
  });

  it("is followed as the same chunks: the role, text, the reason, the usage, [DONE]", async () => {
    const key = newKey();
    const asked = await readStream(
      await stream(key, "Hello!", { stream_options: { include_usage: true } }),
    );
    const followed = await readStream(await follow(key));
    expect(followed.text).toBe(asked.text);
    for (const { chunks, isDone } of [asked, followed]) {
      expect(chunks[0]?.choices[0]?.delta).toEqual({ role: "assistant", content: "" });
      expect(chunks.at(-2)?.choices[0]?.finish_reason).toBe("stop");
      expect(chunks.at(-1)).toEqual(asked.chunks.at(-1));
      expect(chunks.at(-1)?.usage?.prompt_tokens).toBe(14);
      expect(isDone).toBe(true);
    }
  });

  it("waits with a follower at a place that is not written yet", async () => {
    const key = newKey();
    const response = await stream(key, "Tell me about the sea.", LONG);
    const later = await readStream(await follow(key, 200));
    const whole = (await readStream(response)).text;
    expect(later.text).toBe([...whole].slice(200).join(""));
  });

  it("is one generation for all who ask with its key, together and later, streamed or not", async () => {
    const submit = vi.spyOn(server.service.engine, "submit");
    const key = newKey();
    const wild = { temperature: 1.5, max_tokens: 40 };
    const [streamed, whole] = await Promise.all([
      stream(key, "Tell me something.", wild).then(readStream),
      ask(key, "Tell me something.", wild).then((response) => response.json()),
    ]);
    const again = await (await ask(key, "Tell me something.", wild)).json();
    expect(submit).toHaveBeenCalledOnce();
    submit.mockRestore();
    expect(whole.id).toBe(`chatcmpl-${key}`);
    expect(streamed.chunks.every(({ id }) => id === whole.id)).toBe(true);
    expect(streamed.text).toBe(contentOf(whole));
    expect(again).toEqual(whole);
    expect(await read(key)).toMatchObject(whole);
  });

  it("is answered in one piece even when the first to ask has left", async () => {
    const [key, leave] = [newKey(), new AbortController()];
    const left = ask(key, "Tell me about the sea.", LONG, {
      signal: leave.signal,
      headers: { "Idempotency-Key": key },
    }).catch(() => undefined);
    await until(() => !isIdle());
    leave.abort();
    await left;
    const whole = StoredChatCompletion.parse(
      await (await ask(key, "Tell me about the sea.", LONG)).json(),
    );
    expect(whole.usage?.total_tokens).toBe(512);
  });

  it("refuses its key for another request, and takes it however the same one is served", async () => {
    const key = newKey();
    await (await ask(key, "Hi", { max_tokens: 3 })).text();
    for (const [content, more] of [
      ["Hi", { max_tokens: 4 }],
      ["Ho", { max_tokens: 3 }],
      ["Hi", { max_tokens: 3, seed: 1 }],
    ] as const) {
      expect(await errorOf(await ask(key, content, more))).toMatchObject({
        status: 422,
        error: {
          type: "invalid_request_error",
          code: "idempotency_mismatch",
          param: "Idempotency-Key",
        },
      });
    }
    const served = { max_tokens: 3, user: "u", prompt_cache_key: "k", stream_options: {} };
    expect((await stream(key, "Hi", served)).status).toBe(200);
  });

  it("may have any visible ASCII for its key, up to 255 characters", async () => {
    const visible = fc.string({
      unit: fc.integer({ min: 0x21, max: 0x7e }).map((code) => String.fromCodePoint(code)),
      minLength: 1,
      maxLength: 255,
    });
    await fc.assert(
      fc.asyncProperty(visible, async (key) => {
        await (await ask(key, "Hi", { max_tokens: 1 })).text();
        expect((await read(key)).id).toBe(`chatcmpl-${key}`);
        expect((await server.request("DELETE", path(key))).status).toBe(200);
      }),
      { numRuns: 30, examples: [["%2F/..?#%25"], ["~".repeat(255)]] },
    );
    for (const key of ["", "a b", "ü", "a".repeat(256)]) {
      expect(await errorOf(await ask(key, "Hi"))).toMatchObject({
        status: 400,
        error: { code: "invalid_value", param: "Idempotency-Key" },
      });
    }
  });

  it("gets a random id without a key, and then stops when its client leaves", async () => {
    const body = { messages: [{ role: "user", content: "Hi" }], store: true };
    const response = await server.post("/v1/chat/completions", { ...body, max_tokens: 3 });
    const kept = StoredChatCompletion.parse(await response.json());
    const again = await server.request("GET", `/v1/chat/completions/${kept.id}`);
    expect(await again.json()).toMatchObject({ ...kept, x_sarah: { status: "completed" } });
    const leave = new AbortController();
    const left = await server.post(
      "/v1/chat/completions",
      { ...body, stream: true, ...LONG },
      { signal: leave.signal },
    );
    const { value } = await readData(left).next();
    leave.abort();
    await until(isIdle);
    expect(server.service.completions.find(JSON.parse(String(value)).id)).toBeUndefined();
  });

  it("is forgotten 15 minutes after its end", async () => {
    const key = newKey();
    await (await ask(key, "Hi", { max_tokens: 3 })).text();
    now += KEEP_MS - 1;
    expect((await read(key)).x_sarah).toEqual({ status: "completed" });
    now += 1;
    expect((await server.request("GET", path(key))).status).toBe(404);
    expect((await ask(key, "Another question", { max_tokens: 3 })).status).toBe(200);
  });

  it.each(["GET", "DELETE"])(
    "answers %s with 404 for an id that it does not know",
    async (verb) => {
      expect(await errorOf(await server.request(verb, path("nobody's")))).toMatchObject({
        status: 404,
        error: { type: "invalid_request_error", code: "completion_not_found", param: "id" },
      });
    },
  );

  it.each([
    ["after=3", "after"],
    ["stream=true&after=-1", "after"],
    ["stream=true&after=x", "after"],
    ["stream=maybe", "stream"],
    ["colour=red", "colour"],
  ])("refuses the query %s by its parameter's name", async (query, param) => {
    const response = await server.request("GET", `${path("any")}?${query}`);
    expect(await errorOf(response)).toMatchObject({ status: 400, error: { param } });
  });
});

describe("deleting a stored completion", () => {
  const remove = async (key: string) => {
    const response = await server.request("DELETE", path(key));
    return DeletedChatCompletion.parse(await response.json());
  };
  const answersNext = async () => {
    await until(isIdle);
    expect((await server.complete("Hi", { max_tokens: 2 })).usage?.completion_tokens).toBe(2);
  };

  it("stops it while it is written, and gives those who read it an error", async () => {
    const key = newKey();
    const open = vi.spyOn(server.service.completions, "open");
    const asked = readData(await stream(key, "Hi", LONG));
    await asked.next();
    await asked.next();
    const inOnePiece = ask(key, "Hi", LONG);
    const follower = await follow(key);
    await until(() => open.mock.calls.length === 2);
    open.mockRestore();
    expect(await remove(key)).toEqual({
      id: `chatcmpl-${key}`,
      object: "chat.completion.deleted",
      deleted: true,
    });
    const lines = await Array.fromAsync(readData(follower));
    expect(JSON.parse(lines.at(-1) ?? "")).toMatchObject({ error: { code: "completion_deleted" } });
    expect((await Array.fromAsync(asked)).at(-1)).toContain("completion_deleted");
    expect(await errorOf(await inOnePiece)).toMatchObject({
      status: 410,
      error: { code: "completion_deleted" },
    });
    expect((await server.request("GET", path(key))).status).toBe(404);
    await answersNext();
    expect(server.service.backend.sequences[0]?.length).toBeLessThan(400);
  });

  it("stops it while its prompt is read", async () => {
    const key = newKey();
    const asked = readData(await stream(key, "far away ".repeat(160), LONG));
    await asked.next();
    await remove(key);
    await until(isIdle);
    expect(server.service.backend.sequences[0]?.length).toBeLessThan(480);
    await answersNext();
  });

  it("takes it out of the queue, in which there is room again", async () => {
    const [first, second] = [newKey(), newKey()];
    const running = await stream(first, "Hi", LONG);
    const waiting = await stream(second, "Hello", LONG);
    expect((await read(second)).x_sarah).toEqual({ status: "queued" });
    await remove(second);
    expect(server.service.engine.load.waiting).toBe(0);
    expect(await waiting.text()).toContain("completion_deleted");
    await remove(first);
    expect(await running.text()).toContain("completion_deleted");
    await answersNext();
  });

  it("lets the same key generate again", async () => {
    const key = newKey();
    await (await ask(key, "Hi", { max_tokens: 3 })).text();
    await remove(key);
    const again = await (await ask(key, "Tell me a story.", { max_tokens: 5 })).json();
    expect(again).toMatchObject({ usage: { completion_tokens: 5 } });
  });
});

it("stores nothing of a request that was refused", async () => {
  const [first, second, refused] = [newKey(), newKey(), newKey()];
  const running = await stream(first, "Hi", LONG);
  const waiting = await stream(second, "Hi");
  expect(await errorOf(await ask(refused, "Hi"))).toMatchObject({
    status: 503,
    error: { code: "queue_full" },
  });
  expect((await server.request("GET", path(refused))).status).toBe(404);
  await Promise.all([running.text(), waiting.text()]);
  expect((await ask(refused, "Something else", { max_tokens: 2 })).status).toBe(200);
});

it("is told by the model list", async () => {
  const models = await (await server.request("GET", "/v1/models")).json();
  expect(models.data[0].meta.capabilities).toContain("store");
});
