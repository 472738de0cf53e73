import * as fc from "fast-check";
import { describe, expect, it } from "vitest";

import { isIn, parseIpAddress, parseNetwork, toAddressKey, type IpAddress } from "./ip-address.ts";

const ipv4 = fc
  .uint8Array({ minLength: 4, maxLength: 4 })
  .map((bytes): IpAddress => Array.from(bytes));
const ipv6 = fc
  .uint8Array({ minLength: 16, maxLength: 16 })
  .map((bytes): IpAddress => Array.from(bytes))
  .filter((bytes) => bytes.slice(0, 10).some((byte) => byte !== 0));

const groupsOf = (bytes: IpAddress) =>
  Array.from({ length: 8 }, (_, i) => (bytes[2 * i]! * 256 + bytes[2 * i + 1]!).toString(16));
const textOf = (bytes: IpAddress) =>
  bytes.length === 4 ? bytes.join(".") : groupsOf(bytes).join(":");

describe("parseIpAddress", () => {
  it("reads every address as it is written", () => {
    fc.assert(
      fc.property(fc.oneof(ipv4, ipv6), (bytes) => {
        expect(parseIpAddress(textOf(bytes))).toEqual(bytes);
      }),
    );
  });

  it("reads an IPv6 address the same however it is written", () => {
    fc.assert(
      fc.property(ipv6, (bytes) => {
        const url = new URL(`http://[${textOf(bytes)}]`).hostname.slice(1, -1);
        const tail = bytes.slice(12).join(".");
        const mixed = [...groupsOf(bytes).slice(0, 6), tail].join(":");
        for (const text of [url, mixed, textOf(bytes).toUpperCase(), `${url}%eth0`]) {
          expect(parseIpAddress(text)).toEqual(bytes);
        }
      }),
    );
  });

  it("takes an IPv4 address in IPv6 clothes for what it is", () => {
    fc.assert(
      fc.property(ipv4, (bytes) => {
        expect(parseIpAddress(`::ffff:${textOf(bytes)}`)).toEqual(bytes);
        expect(parseIpAddress(`::FFFF:${textOf(bytes)}`)).toEqual(bytes);
      }),
    );
  });

  it.each([
    "",
    "1.2.3",
    "1.2.3.4.5",
    "1.2.3.256",
    "1.2.3.-4",
    "01.2.3.4",
    "0x7f.0.0.1",
    "1.2.3.4 ",
    "::1::",
    ":::",
    "1:2:3:4:5:6:7",
    "1:2:3:4:5:6:7:8:9",
    "1:2:3:4:5:6:7::8",
    "12345::",
    "g::",
    "::1.2.3",
    "::1.2.3.4:5",
    "localhost",
    "unknown",
    "_hidden",
  ])("reads no address in %j", (text) => {
    expect(parseIpAddress(text)).toBeUndefined();
  });

  it("is never in trouble", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[0-9a-f:.%/]{0,50}$/)), (text) => {
        expect([undefined, 4, 16]).toContain(parseIpAddress(text)?.length);
      }),
    );
  });
});

describe("a network", () => {
  it("has the addresses that begin like it, and no others", () => {
    fc.assert(
      fc.property(fc.oneof(ipv4, ipv6), fc.nat(128), fc.nat(127), (bytes, length, flipped) => {
        const bits = bytes.length * 8;
        const prefix = length % (bits + 1);
        const bit = flipped % bits;
        const other = bytes.map((byte, i) => (i === bit >> 3 ? byte ^ (0x80 >> (bit & 7)) : byte));
        const network = parseNetwork(`${textOf(bytes)}/${prefix}`)!;
        expect(isIn(bytes, network)).toBe(true);
        expect(isIn(other, network)).toBe(bit >= prefix);
      }),
    );
  });

  it("has nothing of the other family", () => {
    fc.assert(
      fc.property(ipv4, ipv6, (four, six) => {
        expect(isIn(six, { address: four, prefix: 0 })).toBe(false);
        expect(isIn(four, { address: six, prefix: 0 })).toBe(false);
      }),
    );
  });

  it("is one address without a length, and counts from the right place in IPv6 clothes", () => {
    expect(parseNetwork("192.0.2.1")).toEqual({ address: [192, 0, 2, 1], prefix: 32 });
    expect(parseNetwork("::ffff:192.0.2.0/120")).toEqual({ address: [192, 0, 2, 0], prefix: 24 });
  });

  it.each([
    "",
    "/8",
    "192.0.2.1/33",
    "::/129",
    "192.0.2.1/-1",
    "192.0.2.1/8/8",
    "::ffff:1.2.3.4/8",
  ])("is not %j", (text) => {
    expect(parseNetwork(text)).toBeUndefined();
  });
});

describe("toAddressKey", () => {
  it("is the same for two addresses exactly when they are one customer's", () => {
    fc.assert(
      fc.property(ipv6, fc.nat(127), (bytes, bit) => {
        const other = bytes.map((byte, i) => (i === bit >> 3 ? byte ^ (0x80 >> (bit & 7)) : byte));
        expect(toAddressKey(bytes) === toAddressKey(other)).toBe(bit >= 64);
      }),
    );
    fc.assert(
      fc.property(ipv4, ipv4, (one, other) => {
        expect(toAddressKey(one) === toAddressKey(other)).toBe(textOf(one) === textOf(other));
      }),
    );
  });

  it("reads as what it is", () => {
    expect(toAddressKey(parseIpAddress("2001:db8:1:2:3:4:5:6")!)).toBe("2001:0db8:0001:0002::/64");
    expect(toAddressKey(parseIpAddress("192.0.2.1")!)).toBe("192.0.2.1");
  });
});
