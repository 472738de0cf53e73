import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";

import { authenticate } from "./authenticate.ts";
import { ApiError, toErrorBody } from "./errors.ts";
import { createChatCompletionsRoute } from "./routes/chat-completions.ts";
import { createDeleteCacheRoute } from "./routes/delete-cache.ts";
import { createDeleteChatCompletionRoute } from "./routes/delete-chat-completion.ts";
import { createEmbeddingsRoute } from "./routes/embeddings.ts";
import { createHealthRoute } from "./routes/health.ts";
import { createMetricsRoute } from "./routes/metrics.ts";
import { createModelsRoute } from "./routes/models.ts";
import { createReadChatCompletionRoute } from "./routes/read-chat-completion.ts";
import { createSlotsRoute } from "./routes/slots.ts";
import { createTokenizeRoute } from "./routes/tokenize.ts";
import type { Service } from "./service.ts";

export interface AppOptions {
  readonly token: string;
  /** Undefined while the model is being loaded. */
  readonly service: () => Service | undefined;
  /** How much of it is loaded, from 0 to 1, where that is known. */
  readonly progress?: (() => number | undefined) | undefined;
}

const BODY_LIMIT_BYTES = 4 * 1024 * 1024;

/** The model server's HTTP face: what is open, what needs the token, and how failures look. */
export function createApp({ token, service, progress }: AppOptions): Hono {
  const app = new Hono();
  const loaded = () => service() ?? refuseWhileLoading();

  app.route("/health", createHealthRoute(service, progress));
  app.use(authenticate(token));
  app.use(bodyLimit({ maxSize: BODY_LIMIT_BYTES, onError: refuseLarge }));
  app.route("/v1/chat/completions", createChatCompletionsRoute(loaded));
  app.route("/v1/chat/completions", createReadChatCompletionRoute(loaded));
  app.route("/v1/chat/completions", createDeleteChatCompletionRoute(loaded));
  app.route("/v1/cache", createDeleteCacheRoute(loaded));
  app.route("/v1/models", createModelsRoute(loaded));
  app.route("/v1/embeddings", createEmbeddingsRoute(loaded));
  app.route("/metrics", createMetricsRoute(loaded));
  app.route("/slots", createSlotsRoute(loaded));
  app.route("/tokenize", createTokenizeRoute(loaded));

  app.notFound((context) => {
    const message = `There is no ${context.req.method} ${context.req.path} here.`;
    return context.json(
      toErrorBody(new ApiError(message, { status: 404, code: "not_found" })),
      404,
    );
  });
  app.onError((error, context) => {
    if (!(error instanceof ApiError)) return context.json(toErrorBody(error), 500);
    const { status, retryAfterSeconds } = error.refusal;
    if (retryAfterSeconds !== undefined) context.header("Retry-After", String(retryAfterSeconds));
    if (status === 401) context.header("WWW-Authenticate", "Bearer");
    return context.json(toErrorBody(error), status);
  });
  return app;
}

function refuseWhileLoading(): never {
  throw new ApiError("The model is still being loaded.", {
    status: 503,
    code: "model_loading",
    retryAfterSeconds: 1,
  });
}

function refuseLarge(): never {
  throw new ApiError("The body is larger than 4 MiB.", { status: 413, code: "too_large" });
}
