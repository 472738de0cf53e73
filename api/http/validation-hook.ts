import type { Hook } from "@hono/zod-openapi";
import type { z } from "zod";

import { DomainError, type FieldError } from "#api/errors.ts";
import type { AppEnv } from "./app-env.ts";

/** Turns what a schema refused into a `validation-failed`; runs for every route of the app. */
export const validationHook: Hook<unknown, AppEnv, string, unknown> = (result) => {
  if (result.success) return;
  // An id that is none names nothing, like one that does not exist.
  if (result.target === "param") throw new DomainError("not-found");
  throw new DomainError("validation-failed", {
    fields: result.error.issues.map((issue) => toFieldError(issue)),
  });
};

/** A field error without a trace of the input: zod would name unknown keys. */
export function toFieldError(issue: z.core.$ZodIssue): FieldError {
  const path = issue.path.map(String).join(".");
  if (issue.code === "unrecognized_keys") return { path, message: "Has fields unknown here" };
  return { path, message: issue.message };
}
