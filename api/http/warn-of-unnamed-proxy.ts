import type { Services } from "#api/services.ts";
import { originationOf } from "./client-address.ts";
import { parseTrustedProxies } from "./trusted-proxies.ts";

type Arrival = Parameters<typeof originationOf>[0];

/** Where an operator's own proxies are. */
const near = parseTrustedProxies("loopback, linklocal, private") ?? [];
const warned = new WeakSet<object>();

/**
 * Tells the operator once of a proxy that TRUSTED_PROXIES does not name: all who come through it
 * count as one address then, so one who guesses passwords slows all of them down, and whether they
 * come by https is not asked.
 */
export function warnOfUnnamedProxy(
  { config, log }: Pick<Services, "config" | "log">,
  arrival: Arrival,
): void {
  if (arrival.forwardedFor === undefined || warned.has(config)) return;
  const isProxy = originationOf(arrival, near).isByProxy;
  if (!isProxy || originationOf(arrival, config.TRUSTED_PROXIES).isByProxy) return;
  warned.add(config);
  log.warning("requests come through a proxy that TRUSTED_PROXIES does not name");
}
