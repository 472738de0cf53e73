import { Hono } from "hono";

import { parseInput } from "#inference/parse-body.ts";
import {
  ReadCompletionQuery,
  type StoredChatCompletion,
} from "#inference/protocol/stored-completion.ts";
import type { Service } from "#inference/service.ts";

import { toCompletion } from "./completion-body.ts";
import { toEventStream } from "./event-stream.ts";
import { refuseUnknown, toHead } from "./stored-head.ts";
import { watchClient } from "./watch-client.ts";

/** `GET /v1/chat/completions/{id}`: a stored completion as it is now, or followed to its end. */
export function createReadChatCompletionRoute(loaded: () => Service): Hono {
  return new Hono().get("/:id", (context) => {
    const { completions, model } = loaded();
    const { stream, after = 0 } = parseInput(ReadCompletionQuery, context.req.query());
    const completion = completions.find(context.req.param("id")) ?? refuseUnknown();
    const head = toHead(completion, model.name);
    if (stream === "true") {
      const client = watchClient(context);
      return toEventStream(head, completion.follow(after, client.signal), {
        includeUsage: true,
        // There is something to tell only if whoever started it asked for it.
        reportQueue: true,
        onGone: () => client.abort(),
      });
    }
    return context.json<StoredChatCompletion>({
      ...toCompletion(head, completion.text, completion.success),
      x_sarah: { status: completion.status },
    });
  });
}
