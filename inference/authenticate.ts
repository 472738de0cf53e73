import { createHash, timingSafeEqual } from "node:crypto";

import type { MiddlewareHandler } from "hono";

import { ApiError } from "./errors.ts";

const digest = (text: string) => createHash("sha256").update(text).digest();

/** Lets a request through that carries the token. Compared as digests, so that the time taken tells nothing of it. */
export function authenticate(token: string): MiddlewareHandler {
  const expected = digest(token);
  return async (context, next) => {
    const [scheme, given] = (context.req.header("authorization") ?? "").split(" ");
    const isBearer = scheme?.toLowerCase() === "bearer" && given !== undefined;
    if (!isBearer || !timingSafeEqual(digest(given), expected)) {
      throw new ApiError("This server needs Authorization: Bearer <INFERENCE_TOKEN>.", {
        status: 401,
        code: "invalid_api_key",
      });
    }
    await next();
  };
}
