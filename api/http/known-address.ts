import type { Context } from "hono";

import type { AppEnv } from "./app-env.ts";
import { unknownAddress } from "./client-address.ts";

/** The address that a request counts as, undefined where that is not known. */
export function knownAddress(c: Context<AppEnv>): string | undefined {
  const address = c.get("clientAddress");
  return address === unknownAddress ? undefined : address;
}
