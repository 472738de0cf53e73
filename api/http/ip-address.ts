/*
 * Addresses and networks as bytes. Written out here because Node's own `BlockList` is not there at
 * the edge. An IPv4 address in IPv6 clothes (::ffff:192.0.2.1) is the IPv4 address.
 */

/** The bytes of an address: 4 or 16. */
export type IpAddress = readonly number[];

/** The addresses that share their first `prefix` bits with one. */
export interface Network {
  address: IpAddress;
  prefix: number;
}

const ipv4Mapped = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff];

/** Reads an IPv4 or IPv6 address; a zone (`%eth0`) counts for nothing. Undefined for what is none. */
export function parseIpAddress(text: string): IpAddress | undefined {
  if (!text.includes(":")) return parseIpv4(text);
  const bytes = parseIpv6(text.replace(/%[\w.-]+$/, ""));
  if (bytes === undefined) return undefined;
  return ipv4Mapped.every((byte, i) => byte === bytes[i]) ? bytes.slice(12) : bytes;
}

function parseIpv4(text: string): number[] | undefined {
  const parts = text.split(".");
  // No leading zeros: some read them as octal.
  if (parts.length !== 4 || !parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part)))
    return undefined;
  const bytes = parts.map(Number);
  return bytes.every((byte) => byte < 256) ? bytes : undefined;
}

function parseIpv6(text: string): number[] | undefined {
  const halves = text.split("::");
  if (halves.length > 2) return undefined;
  const [head, tail] = halves.map((half) => (half === "" ? [] : groupsOf(half)));
  if (head === undefined) return undefined;
  if (halves.length === 1) return head.length === 16 ? head : undefined;
  if (tail === undefined) return undefined;
  const missing = 16 - head.length - tail.length;
  return missing >= 2 ? [...head, ...Array<number>(missing).fill(0), ...tail] : undefined;
}

/** The bytes of groups with colons between; the last may be written as an IPv4 address. */
function groupsOf(text: string): number[] | undefined {
  const groups = text.split(":");
  const last = groups.at(-1)!;
  const ipv4 = last.includes(".") ? parseIpv4(last) : undefined;
  if (last.includes(".") && ipv4 === undefined) return undefined;
  const hex = ipv4 === undefined ? groups : groups.slice(0, -1);
  if (!hex.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return undefined;
  const bytes = hex.flatMap((group) => {
    const value = Number.parseInt(group, 16);
    return [value >> 8, value & 0xff];
  });
  return [...bytes, ...(ipv4 ?? [])];
}

/** Reads an address or a network in CIDR notation. Undefined for what is none. */
export function parseNetwork(text: string): Network | undefined {
  const [, host = "", length] = /^([^/]+)(?:\/(\d{1,3}))?$/.exec(text) ?? [];
  const address = parseIpAddress(host);
  if (address === undefined) return undefined;
  const bits = address.length * 8;
  // The length of a network written as ::ffff:192.0.2.0/120 counts from the start of the IPv6 one.
  const mapped = length !== undefined && bits === 32 && host.includes(":") ? 96 : 0;
  const prefix = length === undefined ? bits : Number(length) - mapped;
  return prefix >= 0 && prefix <= bits ? { address, prefix } : undefined;
}

/** Whether an address is in a network. */
export function isIn(address: IpAddress, network: Network): boolean {
  if (address.length !== network.address.length) return false;
  return masked(address, network.prefix).every(
    (byte, i) => byte === masked(network.address, network.prefix)[i],
  );
}

/** The address with everything after its first bits set to zero. */
function masked(address: IpAddress, prefix: number): number[] {
  return address.map((byte, i) => {
    const bits = Math.min(8, Math.max(0, prefix - i * 8));
    return byte & (0xff00 >> bits) & 0xff;
  });
}

/** How much of an IPv6 address one customer of a provider has to choose from. */
const ipv6CustomerPrefix = 64;

/**
 * What an address counts as: an IPv4 address itself, an IPv6 address its /64, since whoever has one
 * of those has all of it.
 */
export function toAddressKey(address: IpAddress): string {
  if (address.length === 4) return address.join(".");
  const bytes = masked(address, ipv6CustomerPrefix).slice(0, 8);
  const hex = bytes.map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return `${hex.match(/.{4}/g)!.join(":")}::/64`;
}
