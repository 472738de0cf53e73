import { isIn, parseIpAddress, toAddressKey, type IpAddress, type Network } from "./ip-address.ts";

/** What counts for who has sent no address that could be read. */
export const unknownAddress = "unknown";

/** How a request came here, as far as that can be believed. */
export interface Origination {
  /** Whose request it counts as: an IPv4 address or an IPv6 /64. Never what a stranger claims. */
  address: string;
  /** Whether a proxy that is trusted is at the other end of the connection. */
  isByProxy: boolean;
  /** Whether that says that it passes on what somebody else has sent. */
  isForwarded: boolean;
  /** What it was sent over, where a trusted proxy says so. */
  protocol: string | undefined;
}

interface Arrival {
  /** The other end of the connection. */
  peer: string | undefined;
  forwardedFor?: string | undefined;
  forwardedProto?: string | undefined;
}

/**
 * Where a request comes from: the peer, unless that is a trusted proxy, and then the rightmost
 * address of `X-Forwarded-For` that is not one: each proxy appends who it was called by, so that is
 * the first one somebody trustworthy has seen. What stands left of it, and all of it when the peer
 * is a stranger, could have been written by anybody. `Forwarded` (RFC 7239) is not read: a proxy that
 * writes the one header passes a client's own other header on.
 */
export function originationOf(arrival: Arrival, trusted: readonly Network[]): Origination {
  const peer = readAddress(arrival.peer);
  const isTrusted = (address: IpAddress) => trusted.some((network) => isIn(address, network));
  if (peer === undefined || !isTrusted(peer)) {
    return { address: keyOf(peer), isByProxy: false, isForwarded: false, protocol: undefined };
  }
  const { forwardedFor, forwardedProto } = arrival;
  const hops = forwardedFor?.split(",") ?? [];
  let client = peer;
  while (hops.length > 0 && isTrusted(client)) {
    const hop = readAddress(hops.pop()!.trim());
    // A trusted proxy did not know who called it: its own address is the best there is.
    if (hop === undefined) break;
    client = hop;
  }
  return {
    address: keyOf(client),
    isByProxy: true,
    isForwarded: forwardedFor !== undefined || forwardedProto !== undefined,
    protocol: forwardedProto?.split(",").at(-1)?.trim().toLowerCase(),
  };
}

const keyOf = (address: IpAddress | undefined) =>
  address === undefined ? unknownAddress : toAddressKey(address);

/** Some proxies add the port: `192.0.2.1:4711`, `[2001:db8::1]:4711`. */
function readAddress(text: string | undefined): IpAddress | undefined {
  if (text === undefined) return undefined;
  const bare = /^\[([^\]]+)\](?::\d+)?$/.exec(text)?.[1] ?? text.replace(/^([\d.]+):\d+$/, "$1");
  return parseIpAddress(bare);
}
