import { Hono } from "hono";

import type { DeletedChatCompletion } from "#inference/protocol/stored-completion.ts";
import type { Service } from "#inference/service.ts";

import { refuseUnknown } from "./stored-head.ts";

/** `DELETE /v1/chat/completions/{id}`: stops a stored completion, wherever it is, and forgets it. */
export function createDeleteChatCompletionRoute(loaded: () => Service): Hono {
  return new Hono().delete("/:id", (context) => {
    const id = context.req.param("id");
    if (!loaded().completions.delete(id)) refuseUnknown();
    return context.json<DeletedChatCompletion>({
      id,
      object: "chat.completion.deleted",
      deleted: true,
    });
  });
}
