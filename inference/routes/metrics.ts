import { Hono } from "hono";

import type { Service } from "#inference/service.ts";

/** `GET /metrics`: for Prometheus, with llama.cpp's names where it has the same. */
export function createMetricsRoute(loaded: () => Service): Hono {
  return new Hono().get("/", (context) =>
    context.text(loaded().engine.renderMetrics(), 200, {
      "Content-Type": "text/plain; version=0.0.4; charset=utf-8",
    }),
  );
}
