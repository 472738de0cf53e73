import { randomUUID } from "node:crypto";

import { type Context, Hono } from "hono";

import type { ReplyEvent, ReplyRequest } from "#inference/engine/reply.ts";
import { parseBody, parseInput } from "#inference/parse-body.ts";
import { ChatCompletionRequest } from "#inference/protocol/chat-completion-request.ts";
import type { ChatCompletion } from "#inference/protocol/chat-completion-response.ts";
import { StoredRequestHeaders } from "#inference/protocol/stored-completion.ts";
import type { Service } from "#inference/service.ts";

import { type CompletionHead, createHead, toCompletion } from "./completion-body.ts";
import { toEventStream } from "./event-stream.ts";
import { toFingerprint } from "./fingerprint.ts";
import { toHead } from "./stored-head.ts";
import { toReplyRequest } from "./to-reply-request.ts";
import { watchClient } from "./watch-client.ts";

/** A reply that was admitted, as one client sees it. */
interface Admitted {
  readonly head: CompletionHead;
  readonly events: AsyncIterable<ReplyEvent>;
}

/**
 * `POST /v1/chat/completions`. Every refusal comes before the status line. A client that leaves ends
 * its reply, unless that is stored under a key by which it can be read later.
 */
export function createChatCompletionsRoute(loaded: () => Service): Hono {
  return new Hono().post("/", async (context) => {
    const service = loaded();
    const body = await parseBody(context, ChatCompletionRequest);
    const key = body.store ? readKey(context) : undefined;
    const request = await toReplyRequest(service, body);
    const client = watchClient(context);
    await service.engine.noticeLeft();
    const { head, events } = body.store
      ? admitStored(service, body, key, request, client.signal)
      : admit(service, { ...request, signal: client.signal });
    if (!body.stream) return context.json(await collect(head, events));
    return toEventStream(head, events, {
      includeUsage: body.stream_options?.include_usage ?? false,
      reportQueue: body.x_sarah?.report_queue ?? false,
      onGone: () => client.abort(),
    });
  });
}

function readKey(context: Context): string | undefined {
  const key = context.req.header("Idempotency-Key");
  return parseInput(StoredRequestHeaders, { "Idempotency-Key": key })["Idempotency-Key"];
}

function admit({ engine, model }: Service, request: ReplyRequest): Admitted {
  const events = engine.submit(request);
  return { head: createHead(model.name), events };
}

function admitStored(
  { engine, completions, model }: Service,
  body: ChatCompletionRequest,
  key: string | undefined,
  request: Omit<ReplyRequest, "signal">,
  client: AbortSignal,
): Admitted {
  const id = `chatcmpl-${key ?? randomUUID()}`;
  const completion = completions.open(id, toFingerprint(body), (signal) =>
    engine.submit({ ...request, signal }),
  );
  if (key === undefined) {
    client.addEventListener("abort", () => {
      if (!completion.isOver) completions.delete(id);
    });
  }
  return { head: toHead(completion, model.name), events: completion.follow(0, client) };
}

async function collect(
  head: CompletionHead,
  events: AsyncIterable<ReplyEvent>,
): Promise<ChatCompletion | null> {
  let content = "";
  for await (const event of events) {
    if (event.type === "text") content += event.text;
    if (event.type === "done") return toCompletion(head, content, event);
  }
  // The client has left; nobody reads this.
  return null;
}
