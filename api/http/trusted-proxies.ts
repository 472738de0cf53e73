import { parseNetwork, type Network } from "./ip-address.ts";

/** Names for the networks that proxies usually are in. */
const named: Readonly<Record<string, readonly string[]>> = {
  loopback: ["127.0.0.0/8", "::1/128"],
  linklocal: ["169.254.0.0/16", "fe80::/10"],
  private: ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7"],
};

/** Reads a list of addresses, networks and names with commas between; undefined if one is none. */
export function parseTrustedProxies(text: string): Network[] | undefined {
  const entries = text.split(",").flatMap((entry) => {
    const name = entry.trim();
    return Object.hasOwn(named, name) ? named[name]! : [name];
  });
  const networks = entries.map(parseNetwork);
  return networks.every((network) => network !== undefined) ? networks : undefined;
}
