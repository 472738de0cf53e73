import { HTTPException } from "hono/http-exception";
import type { ErrorHandler } from "hono";

import { DomainError } from "#api/errors.ts";
import { describeFailure, isDatabaseUnavailable } from "#db/repositories/failures.ts";
import type { AppEnv } from "./app-env.ts";
import { problemResponse } from "./problem.ts";

/** Turns whatever was thrown into a problem. What nobody foresaw is logged and says nothing. */
export const onError: ErrorHandler<AppEnv> = (error, c) => {
  const failure = toDomainError(error);
  if (failure.code === "internal" || failure.code === "database-unavailable") {
    c.env.services.log.error("request failed", {
      requestId: c.get("requestId"),
      path: c.req.routePath,
      code: failure.code,
      error: describeFailure(failure.cause),
    });
  }
  return problemResponse(c, failure);
};

/** The failure a thrown value stands for. */
export function toDomainError(error: unknown): DomainError {
  if (error instanceof DomainError) return error;
  if (isDatabaseUnavailable(error)) {
    return new DomainError("database-unavailable", { retryAfterSeconds: 5, cause: error });
  }
  if (error instanceof HTTPException && error.status === 415) {
    return new DomainError("unsupported-media-type", { detail: "Send application/json." });
  }
  if (error instanceof HTTPException && error.status < 500) {
    return new DomainError("malformed-request");
  }
  return new DomainError("internal", { cause: error });
}
