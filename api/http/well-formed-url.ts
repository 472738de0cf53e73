import type { MiddlewareHandler } from "hono";

import { DomainError } from "#api/errors.ts";
import type { AppEnv } from "./app-env.ts";

/**
 * Refuses what no text can be made of, or none that can be stored. In a path that names nothing that
 * there is; a query with it is malformed, on every route alike.
 *
 * @throws DomainError not-found or malformed-request
 */
export const wellFormedUrl: MiddlewareHandler<AppEnv> = async (c, next) => {
  const { pathname, search } = new URL(c.req.url);
  if (textOf(pathname)?.includes("\0") ?? true) throw new DomainError("not-found");
  const query = textOf(search);
  if (query?.includes("\0") ?? true) {
    const detail = "The query is not UTF-8, or contains a NUL character.";
    throw new DomainError("malformed-request", { detail });
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
