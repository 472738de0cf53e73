import { Hono } from "hono";

import type { Slots } from "#inference/protocol/slots.ts";
import type { Service } from "#inference/service.ts";

/** `GET /slots`: what every slot does, in numbers. */
export function createSlotsRoute(loaded: () => Service): Hono {
  return new Hono().get("/", (context) => {
    const { engine, backend } = loaded();
    return context.json<Slots>(
      engine.slots.map(({ held, reply }, id) => ({
        id,
        n_ctx: backend.contextTokens,
        n_held: held,
        is_processing: reply !== undefined,
        n_prompt: reply?.promptTokens ?? 0,
        n_read: reply?.readTokens ?? 0,
        n_written: reply?.writtenTokens ?? 0,
        is_background: reply?.background ?? false,
      })),
    );
  });
}
