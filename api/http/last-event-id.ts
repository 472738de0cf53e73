import type { Context } from "hono";

import { DomainError } from "#api/errors.ts";
import type { AppEnv } from "./app-env.ts";

/**
 * The position a reader of events has reached; 0 without one.
 *
 * @throws DomainError malformed-request for what is no id of ours
 */
export function lastEventIdOf(c: Context<AppEnv>): number {
  const id = c.req.header("Last-Event-ID");
  if (id === undefined || id === "") return 0;
  if (/^\d{1,9}$/.test(id)) return Number(id);
  throw new DomainError("malformed-request", { detail: "Last-Event-ID is the id of an event." });
}
