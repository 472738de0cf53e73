import type { Context } from "hono";
import type { AppEnv } from "./app-env.ts";

/** What a proxy leaves behind. */
const forwarding = [
  "forwarded",
  "via",
  "x-forwarded-for",
  "x-forwarded-host",
  "x-forwarded-proto",
  "x-real-ip",
  "cf-connecting-ip",
];

/**
 * Whether the operator asks: with OPERATOR_TOKEN where it is set; without that setting, from this
 * machine itself with no proxy between, and never at the edge.
 */
export function isOperator(c: Context<AppEnv>): boolean {
  const { services, peerAddress } = c.env;
  const expected = services.config.OPERATOR_TOKEN;
  if (expected !== undefined) return isEqual(c.req.header("Authorization"), `Bearer ${expected}`);
  if (forwarding.some((name) => c.req.header(name) !== undefined)) return false;
  return services.isLoopbackPeer(peerAddress);
}

/** Compares in time that depends only on the length of what was sent. */
function isEqual(given = "", expected: string): boolean {
  let difference = given.length ^ expected.length;
  for (let i = 0; i < given.length; i += 1) {
    difference |= given.charCodeAt(i) ^ expected.charCodeAt(i % expected.length);
  }
  return difference === 0;
}
