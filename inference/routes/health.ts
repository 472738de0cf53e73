import { Hono } from "hono";

import type { Health } from "#inference/protocol/health.ts";
import type { Service } from "#inference/service.ts";

/**
 * `GET /health`: whether the model can be talked to; open to anyone.
 *
 * @param progress how much of the model is loaded, from 0 to 1
 */
export function createHealthRoute(
  service: () => Service | undefined,
  progress: () => number | undefined = () => undefined,
): Hono {
  return new Hono().get("/", (context) =>
    service()
      ? context.json<Health>({ status: "ok" })
      : context.json<Health>({ status: "loading", progress: progress() }, 503),
  );
}
