import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

import { z } from "zod";

import { KeptCompletion } from "./kept-completion.ts";

/** Only what OpenAI's reference has, and of that only what every compatible server takes. */
const PlainRequest = z.strictObject({
  model: z.string(),
  messages: z.array(
    z.strictObject({ role: z.enum(["system", "user", "assistant"]), content: z.string() }),
  ),
  stream: z.boolean().optional(),
  stream_options: z.strictObject({ include_usage: z.boolean() }).optional(),
  max_tokens: z.int().optional(),
  temperature: z.number().optional(),
});
/** What our own server takes besides. */
const OurRequest = PlainRequest.extend({
  prompt_cache_key: z.string(),
  user: z.string(),
  store: z.literal(true),
  x_sarah: z.strictObject({
    continue_final_message: z.boolean().optional(),
    report_queue: z.literal(true),
  }),
});
export type PlainRequest = z.infer<typeof PlainRequest> & Partial<z.infer<typeof OurRequest>>;

/** What the fake does with the next requests. */
export interface Script {
  /** The pieces of the reply, one a chunk. */
  pieces: string[];
  /** Answers with this status and OpenAI error code instead. */
  refuse?: { status: number; code?: string; message?: string; retryAfter?: number };
  /** After the pieces, instead of a proper end: the connection breaks, ends too soon, or goes silent. */
  end?: "break" | "no-finish-reason" | "silence" | "error-chunk";
  /** Not even admitted until this resolves. */
  admit?: Promise<void>;
  /** Held back after the first piece until this resolves. */
  hold?: Promise<void>;
  /** How long to wait before each further piece. */
  paceMs?: number;
  /** Of a server that keeps completions: its places in the queue, each until its time has come. */
  queue?: { position: number; until: Promise<void> }[];
}

export interface FakeInference {
  url: string;
  /** Whether it plays our own server, which keeps completions under their key. */
  keeps: boolean;
  /** The conversations whose cache it was told to drop. */
  droppedCaches: string[];
  /** The completions it has kept, by id. */
  kept: Map<string, KeptCompletion>;
  script: Script;
  /** Scripts for the very next requests, before `script` counts again. */
  next: Script[];
  /** Scripts for what a person says, before any other: for tests that run at the same time. */
  scripts: Map<string, Script>;
  /** Every request that was accepted, as it came. */
  requests: PlainRequest[];
  /** How often a client went away before its reply had ended. */
  disconnects: number;
  close(): Promise<void>;
}

/**
 * An OpenAI-compatible server of another make: strict about its fields, with a model list that says
 * nothing of ours. For tests that need to decide how a model behaves; nothing else may use it.
 */
export async function startFakeInference(): Promise<FakeInference> {
  const server = createServer((request, response) => void handle(fake, request, response));
  const fake: FakeInference = {
    url: "",
    keeps: false,
    droppedCaches: [],
    kept: new Map(),
    script: { pieces: ["Hello", " there", "."] },
    next: [],
    scripts: new Map(),
    requests: [],
    disconnects: 0,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  fake.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return fake;
}

async function handle(fake: FakeInference, request: IncomingMessage, response: ServerResponse) {
  const url = new URL(request.url ?? "/", fake.url);
  if (url.pathname === "/v1/models") return sendJson(response, 200, modelList(fake));
  if (request.method !== "POST") return handleKept(fake, { method: request.method, url }, response);
  const Request = fake.keeps ? OurRequest : PlainRequest;
  const parsed = Request.safeParse(JSON.parse(await readText(request)));
  if (!parsed.success) {
    const error = { message: parsed.error.message, type: "invalid_request_error" };
    return sendJson(response, 400, { error });
  }
  fake.requests.push(parsed.data);
  const script = fake.scripts.get(saidIn(parsed.data)) ?? fake.next.shift() ?? fake.script;
  await script.admit;
  if (script.refuse) return refuse(response, script.refuse);
  if (!fake.keeps) return reply(fake, script, response);
  const id = `chatcmpl-${String(request.headers["idempotency-key"])}`;
  const kept = new KeptCompletion();
  fake.kept.set(id, kept);
  void kept.play(script);
  await kept.sendTo(response, 0);
}

/** What the person said last. */
export function saidIn({ messages }: Pick<PlainRequest, "messages">): string {
  return messages.findLast(({ role }) => role === "user")?.content ?? "";
}

function modelList({ keeps }: FakeInference) {
  const capabilities = ["store", "continue_final_message", "report_queue", "cache"];
  const meta = { capabilities, context: 1024, promptForm: "chat", replyReserve: 192, slots: 4 };
  const entry = { id: keeps ? "ours" : "other", object: "model", ...(keeps && { meta }) };
  return { object: "list", data: [entry] };
}

async function handleKept(
  fake: FakeInference,
  { method, url }: { method: string | undefined; url: URL },
  response: ServerResponse,
) {
  const id = url.pathname.split("/").at(-1) ?? "";
  if (fake.keeps && method === "DELETE" && url.pathname === `/v1/cache/${id}`) {
    fake.droppedCaches.push(id);
    return response.writeHead(204).end();
  }
  const kept = fake.kept.get(id);
  if (kept === undefined) return sendJson(response, 404, { error: { message: "none" } });
  if (method !== "DELETE") return kept.sendTo(response, Number(url.searchParams.get("after")));
  fake.kept.delete(id);
  kept.end("deleted");
  return sendJson(response, 200, { id, object: "chat.completion.deleted", deleted: true });
}

function refuse(
  response: ServerResponse,
  { status, code, message, retryAfter }: NonNullable<Script["refuse"]>,
) {
  if (retryAfter !== undefined) response.setHeader("Retry-After", retryAfter);
  return sendJson(response, status, { error: { message: message ?? "no", code: code ?? null } });
}

async function reply(fake: FakeInference, script: Script, response: ServerResponse): Promise<void> {
  response.writeHead(200, { "Content-Type": "text/event-stream" });
  response.on("close", () => {
    if (!response.writableEnded) fake.disconnects += 1;
  });
  const base = { id: "chatcmpl-1", object: "chat.completion.chunk", created: 1, model: "other" };
  const chunk = (delta: object, finish_reason: string | null = null) =>
    response.write(
      `data: ${JSON.stringify({ ...base, choices: [{ index: 0, delta, finish_reason }] })}\n\n`,
    );
  chunk({ role: "assistant", content: "" });
  for (const [index, content] of script.pieces.entries()) {
    chunk({ content });
    if (index === 0) await script.hold;
    if (script.paceMs !== undefined) await sleep(script.paceMs);
  }
  if (script.end !== undefined) return endBadly(script.end, response);
  chunk({}, "stop");
  const count = script.pieces.length;
  const usage = { prompt_tokens: 7, completion_tokens: count, total_tokens: 7 + count };
  response.write(`data: ${JSON.stringify({ ...base, choices: [], usage })}\n\n`);
  response.end("data: [DONE]\n\n");
}

async function endBadly(end: NonNullable<Script["end"]>, response: ServerResponse): Promise<void> {
  if (end === "silence") return;
  if (end === "no-finish-reason") return void response.end("data: [DONE]\n\n");
  if (end === "error-chunk") {
    return void response.end(`data: ${JSON.stringify({ error: { message: "it broke" } })}\n\n`);
  }
  await new Promise((resolve) => response.write(": sent\n\n", resolve));
  response.destroy();
}

function sendJson(response: ServerResponse, status: number, body: unknown) {
  response.writeHead(status, { "Content-Type": "application/json" });
  response.end(JSON.stringify(body));
}

async function readText(request: IncomingMessage): Promise<string> {
  let text = "";
  request.setEncoding("utf8");
  for await (const piece of request) text += piece;
  return text;
}
