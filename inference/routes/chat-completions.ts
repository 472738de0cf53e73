import { Hono } from "hono";

import type { ReplyEvent } from "#inference/engine/reply.ts";
import { parseBody } from "#inference/parse-body.ts";
import { ChatCompletionRequest } from "#inference/protocol/chat-completion-request.ts";
import type { ChatCompletion } from "#inference/protocol/chat-completion-response.ts";
import type { Service } from "#inference/service.ts";

import { type CompletionHead, createHead, toCompletion } from "./completion-body.ts";
import { toEventStream } from "./event-stream.ts";
import { toReplyRequest } from "./to-reply-request.ts";

/** `POST /v1/chat/completions`. Every refusal comes before the status line; a client that leaves ends its reply. */
export function createChatCompletionsRoute(loaded: () => Service): Hono {
  return new Hono().post("/", async (context) => {
    const service = loaded();
    const body = await parseBody(context, ChatCompletionRequest);
    const gone = new AbortController();
    const signal = AbortSignal.any([context.req.raw.signal, gone.signal]);
    const events = service.engine.submit(await toReplyRequest(service, body, signal));
    const head = createHead(service.model.name);
    if (!body.stream) return context.json(await collect(head, events));
    return toEventStream(head, events, {
      includeUsage: body.stream_options?.include_usage ?? false,
      onGone: () => gone.abort(),
    });
  });
}

async function collect(
  head: CompletionHead,
  events: AsyncIterable<ReplyEvent>,
): Promise<ChatCompletion | null> {
  let content = "";
  for await (const event of events) {
    if (event.type === "text") content += event.text;
    if (event.type === "done") {
      return toCompletion(head, content, event.finishReason, event.counts);
    }
  }
  // The client has left; nobody reads this.
  return null;
}
