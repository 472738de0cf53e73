import type { Context } from "hono";

import type { AppEnv } from "./app-env.ts";
import { parseIpAddress } from "./ip-address.ts";

/** What a proxy leaves behind. */
const forwarding =
  /^(via|forwarded|(x|true|cf)-.*(client|connecting|real)-ip|x-(forwarded|original|envoy)(-.*)?|cdn-loop)$/;

/**
 * Whether the operator asks: with OPERATOR_TOKEN where it is set; without that setting, from this
 * machine itself with no proxy between, and never at the edge. Asked by a name that others could have
 * made to point here it could be a page in a browser on this machine, so that is nobody.
 */
export function isOperator(c: Context<AppEnv>): boolean {
  const { services, peerAddress } = c.env;
  const expected = services.config.OPERATOR_TOKEN;
  if (expected !== undefined) return isEqual(c.req.header("Authorization"), `Bearer ${expected}`);
  if (Object.keys(c.req.header()).some((name) => forwarding.test(name))) return false;
  return services.isLoopbackPeer(peerAddress) && isOwnName(new URL(c.req.url).hostname);
}

/** Whether a host is an address, or a name that no public domain can be. */
const isOwnName = (host: string) =>
  !host.includes(".") || host.endsWith(".localhost") || parseIpAddress(host) !== undefined;

/** Compares in time that depends only on the length of what was sent. */
function isEqual(given = "", expected: string): boolean {
  let difference = given.length ^ expected.length;
  for (let i = 0; i < given.length; i += 1) {
    difference |= given.charCodeAt(i) ^ expected.charCodeAt(i % expected.length);
  }
  return difference === 0;
}
