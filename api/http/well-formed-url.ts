import type { MiddlewareHandler } from "hono";

import { DomainError } from "#api/errors.ts";
import type { AppEnv } from "./app-env.ts";

/**
 * Refuses what no text can be made of, or none that can be stored. In a path that names nothing that
 * there is; in a query it is told like the same in a body.
 *
 * @throws DomainError not-found, malformed-request or validation-failed
 */
export const wellFormedUrl: MiddlewareHandler<AppEnv> = async (c, next) => {
  const { pathname, search } = new URL(c.req.url);
  if (textOf(pathname)?.includes("\0") ?? true) throw new DomainError("not-found");
  const query = textOf(search);
  if (query === undefined) {
    throw new DomainError("malformed-request", { detail: "The query is not UTF-8." });
  }
  if (query.includes("\0")) {
    const fields = [{ path: "", message: "Contains a NUL character" }];
    throw new DomainError("validation-failed", { fields });
  }
  await next();
};

function textOf(encoded: string): string | undefined {
  try {
    return decodeURIComponent(encoded);
  } catch {
    return undefined;
  }
}
