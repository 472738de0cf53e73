import { Hono } from "hono";

import type { Health } from "#inference/protocol/health.ts";
import type { Service } from "#inference/service.ts";

/** `GET /health`: whether the model can be talked to; open to anyone. */
export function createHealthRoute(service: () => Service | undefined): Hono {
  return new Hono().get("/", (context) =>
    service()
      ? context.json<Health>({ status: "ok" })
      : context.json<Health>({ status: "loading" }, 503),
  );
}
