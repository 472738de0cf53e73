import type { Context } from "hono";

import type { Visitor } from "#api/auth/sign-in.ts";
import type { AppEnv } from "./app-env.ts";
import { unknownAddress } from "./client-address.ts";

/** Who is at the door, as far as the request says that. */
export function visitorOf(c: Context<AppEnv>): Visitor {
  const address = c.get("clientAddress");
  return {
    userAgent: c.req.header("User-Agent"),
    address: address === unknownAddress ? undefined : address,
  };
}
