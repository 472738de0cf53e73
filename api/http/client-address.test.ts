import * as fc from "fast-check";
import { describe, expect, it } from "vitest";

import { originationOf } from "./client-address.ts";
import { parseTrustedProxies } from "./trusted-proxies.ts";

const trusted = parseTrustedProxies("loopback, 10.0.0.0/8, 2001:db8:ffff::/48")!;

const stranger = fc
  .uint8Array({ minLength: 4, maxLength: 4 })
  .filter(([first]) => first !== 10 && first !== 127)
  .map((bytes) => bytes.join("."));
const proxy = fc.constantFrom(
  "127.0.0.1",
  "::1",
  "10.1.2.3",
  "2001:db8:ffff::7",
  "::ffff:10.9.9.9",
);
const anything = fc.oneof(
  stranger,
  proxy,
  fc.string().filter((text) => !text.includes(",")),
  fc.constantFrom("unknown", "", "_hidden", "[::1]", "127.0.0.1:80"),
);

describe("originationOf", () => {
  it("is the peer where that is no trusted proxy, whatever its headers say", () => {
    fc.assert(
      fc.property(stranger, fc.array(anything), anything, (peer, claims, proto) => {
        const forwardedFor = claims.join(", ");
        expect(originationOf({ peer, forwardedFor, forwardedProto: proto }, trusted)).toEqual({
          address: peer,
          isByProxy: false,
          isForwarded: false,
          protocol: undefined,
        });
      }),
    );
  });

  it("is what the outermost trusted proxy saw, whatever the client wrote before it", () => {
    fc.assert(
      fc.property(
        fc.array(anything),
        stranger,
        fc.array(proxy),
        proxy,
        (claims, client, between, peer) => {
          const forwardedFor = [...claims, client, ...between].join(", ");
          const { address, isForwarded } = originationOf({ peer, forwardedFor }, trusted);
          expect([address, isForwarded]).toEqual([client, true]);
        },
      ),
    );
  });

  it("is the proxy's own address where that did not know who called it", () => {
    const at = (forwardedFor: string) =>
      originationOf({ peer: "127.0.0.1", forwardedFor }, trusted).address;
    expect(at("192.0.2.1, unknown")).toBe("127.0.0.1");
    expect(at("192.0.2.1, unknown, 10.0.0.5")).toBe("10.0.0.5");
    expect(at("")).toBe("127.0.0.1");
  });

  it("is the farthest proxy when all of them are trusted", () => {
    const forwardedFor = "10.0.0.1, 10.0.0.2";
    expect(originationOf({ peer: "::1", forwardedFor }, trusted).address).toBe("10.0.0.1");
  });

  it("reads addresses with ports, and an IPv6 address as its /64", () => {
    const at = (forwardedFor: string) =>
      originationOf({ peer: "::1", forwardedFor }, trusted).address;
    expect(at("192.0.2.7:4711")).toBe("192.0.2.7");
    expect(at("[2001:db8:1:2::9]:4711")).toBe("2001:0db8:0001:0002::/64");
    expect(at("2001:db8:1:2:aaaa::1")).toBe("2001:0db8:0001:0002::/64");
  });

  it("believes the last proxy's word on the protocol, and no stranger's", () => {
    const forwardedProto = "https, HTTP";
    expect(originationOf({ peer: "::1", forwardedProto }, trusted).protocol).toBe("http");
    expect(originationOf({ peer: "192.0.2.1", forwardedProto }, trusted).protocol).toBeUndefined();
  });

  it("is unknown where there is no peer", () => {
    const forwardedFor = "192.0.2.1";
    expect(originationOf({ peer: undefined, forwardedFor }, trusted).address).toBe("unknown");
  });
});

describe("parseTrustedProxies", () => {
  it("reads names, addresses and networks", () => {
    expect(
      parseTrustedProxies("loopback,private , linklocal,192.0.2.1, 2001:db8::/32"),
    ).toHaveLength(2 + 4 + 2 + 2);
  });

  it.each(["", "everyone", "10.0.0.0/40", "loopback,", "constructor", "proxy.example.org"])(
    "refuses %j",
    (text) => expect(parseTrustedProxies(text)).toBeUndefined(),
  );
});
