import { HTTPException } from "hono/http-exception";
import type { ErrorHandler } from "hono";

import { DomainError } from "#api/errors.ts";
import { toFailure } from "#api/failure.ts";
import { describeFailure } from "#db/repositories/failures.ts";
import type { AppEnv } from "./app-env.ts";
import { problemResponse } from "./problem.ts";

/** Turns whatever was thrown into a problem. What nobody foresaw is logged and says nothing. */
export const onError: ErrorHandler<AppEnv> = (error, c) => {
  const failure = fromHono(error) ?? toFailure(error);
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

function fromHono(error: Error): DomainError | undefined {
  if (!(error instanceof HTTPException) || error.status >= 500) return undefined;
  if (error.status !== 415) return new DomainError("malformed-request");
  return new DomainError("unsupported-media-type", { detail: "Send application/json." });
}
