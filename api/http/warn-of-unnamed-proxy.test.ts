import { describe, expect, it, vi } from "vitest";

import type { Services } from "#api/services.ts";
import { parseTrustedProxies } from "./trusted-proxies.ts";
import { warnOfUnnamedProxy } from "./warn-of-unnamed-proxy.ts";

/** How often the operator is warned when these come, each as peer and X-Forwarded-For. */
function warningsAt(named: string, arrivals: [peer: string | undefined, forwardedFor?: string][]) {
  const warning = vi.fn<(event: string) => void>();
  const config = { TRUSTED_PROXIES: parseTrustedProxies(named) };
  const services = { config, log: { warning } } as unknown as Services;
  for (const [peer, forwardedFor] of arrivals) warnOfUnnamedProxy(services, { peer, forwardedFor });
  return warning.mock.calls;
}

const client = "198.51.100.7";

describe("a proxy that is not named", () => {
  it.each(["127.0.0.1", "::1", "10.1.2.3", "172.18.0.2", "fd00::1"])(
    "is told of once, without a word of what it says, at %s",
    (peer) => {
      const calls = warningsAt("192.0.2.1", [
        [peer, client],
        [peer, `${client}, forged`],
      ]);
      expect(calls).toEqual([[expect.stringContaining("TRUSTED_PROXIES")]]);
    },
  );

  it("is none where it is named, where nothing is passed on, or where a stranger says so", () => {
    expect(warningsAt("loopback", [["127.0.0.1", client]])).toEqual([]);
    expect(warningsAt("192.0.2.1", [["127.0.0.1"], ["10.1.2.3"]])).toEqual([]);
    expect(warningsAt("192.0.2.1", [["203.0.113.5", client]])).toEqual([]);
    expect(warningsAt("192.0.2.1", [[undefined, client]])).toEqual([]);
  });
});
