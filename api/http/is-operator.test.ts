import { Hono } from "hono";
import { describe, expect, it } from "vitest";

import type { Services } from "#api/services.ts";
import type { AppEnv } from "./app-env.ts";
import { isOperator } from "./is-operator.ts";

const token = "a-token-of-the-operator";

interface Asking {
  url?: string;
  headers?: Record<string, string>;
  peerAddress?: string;
  OPERATOR_TOKEN?: string;
}

async function ask({
  url = "http://127.0.0.1:8000/",
  headers = {},
  peerAddress = "127.0.0.1",
  ...config
}: Asking): Promise<boolean> {
  const isLoopbackPeer = (address?: string) => address === "127.0.0.1";
  const services = { config, isLoopbackPeer } as unknown as Services;
  const app = new Hono<AppEnv>().get("*", (c) => c.json(isOperator(c)));
  const answer = await app.fetch(new Request(url, { headers }), { services, peerAddress });
  return (await answer.json()) as boolean;
}

describe("the operator", () => {
  it.each(["127.0.0.1:8000", "localhost:8000", "[::1]:8000", "sarah.localhost", "box:8000"])(
    "is this machine, asking for %s",
    async (host) => {
      expect(await ask({ url: `http://${host}/` })).toBe(true);
    },
  );

  it("is no other machine", async () => {
    expect(await ask({ peerAddress: "192.0.2.1" })).toBe(false);
  });

  it.each(["evil.example", "127.0.0.1.evil.example:8000", "localhost.evil.example"])(
    "is not this machine, asking for %s: a page could have it point here",
    async (host) => {
      expect(await ask({ url: `http://${host}/` })).toBe(false);
    },
  );

  it.each([
    "Via",
    "Forwarded",
    "X-Forwarded",
    "X-Forwarded-For",
    "X-Forwarded-Port",
    "X-Forwarded-Server",
    "X-Original-Host",
    "X-Real-IP",
    "X-Client-IP",
    "X-Cluster-Client-IP",
    "True-Client-IP",
    "CF-Connecting-IP",
    "X-Envoy-External-Address",
    "CDN-Loop",
  ])("is not who comes through a proxy, as %s shows", async (name) => {
    expect(await ask({ headers: { [name]: "127.0.0.1" } })).toBe(false);
  });

  it("is by the token alone where one is set", async () => {
    const set = { OPERATOR_TOKEN: token };
    expect(await ask(set)).toBe(false);
    const headers = { Authorization: `Bearer ${token}`, "X-Forwarded-For": "192.0.2.1" };
    const anywhere = { ...set, headers, peerAddress: "192.0.2.1", url: "https://sarah.example/" };
    expect(await ask(anywhere)).toBe(true);
    const near = { Authorization: `Bearer ${token}x` };
    expect(await ask({ ...set, headers: near })).toBe(false);
  });
});
