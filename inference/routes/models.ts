import { Hono } from "hono";

import type { ModelList } from "#inference/protocol/model-list.ts";
import type { Service } from "#inference/service.ts";

/** What this server understands beyond OpenAI's fields. Only what works is listed. */
const CAPABILITIES = [
  "priority",
  "continue_final_message",
  "store",
  "report_queue",
  "prefill",
  "cache",
];

/** `GET /v1/models`: the one model that is loaded. */
export function createModelsRoute(loaded: () => Service): Hono {
  const created = Math.floor(Date.now() / 1000);
  return new Hono().get("/", (context) => {
    const { model, backend } = loaded();
    return context.json<ModelList>({
      object: "list",
      data: [
        {
          id: model.name,
          object: "model",
          created,
          owned_by: "sarah-ai",
          meta: {
            capabilities: CAPABILITIES,
            context: backend.contextTokens,
            promptForm: model.promptForm,
            replyReserve: Math.min(model.replyReserve, Math.floor(backend.contextTokens / 4)),
            slots: backend.sequences.length,
          },
        },
      ],
    });
  });
}
