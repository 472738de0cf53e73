import type { Context, MiddlewareHandler } from "hono";

import { DomainError } from "#api/errors.ts";
import type { AppEnv } from "./app-env.ts";
import { originationOf } from "./client-address.ts";

/** HSTS for a year; browsers then ask for this host by https only. */
const strictTransport = "max-age=31536000; includeSubDomains";

/** What a browser opens rather than a program: worth being sent on to https. */
const isPage = (path: string) => path === "/" || path === "/docs" || path.startsWith("/docs/");

/**
 * Finds out where a request comes from, and in production refuses what a trusted proxy has passed on
 * without saying that it came by https. Programs get a problem and no redirect: one that is redirected
 * goes on sending its token in the clear each time before.
 *
 * @throws DomainError malformed-request
 */
export const origination: MiddlewareHandler<AppEnv> = async (c, next) => {
  const { config } = c.env.services;
  const arrival = {
    peer: c.env.peerAddress,
    forwardedFor: c.req.header("X-Forwarded-For"),
    forwardedProto: c.req.header("X-Forwarded-Proto"),
  };
  const { address, isForwarded, protocol } = originationOf(arrival, config.TRUSTED_PROXIES);
  c.set("clientAddress", address);
  const isHttps = protocol === "https" || new URL(c.req.url).protocol === "https:";
  if (isHttps) c.header("Strict-Transport-Security", strictTransport);
  if (config.NODE_ENV !== "production" || !isForwarded || protocol === "https") return next();
  if (["GET", "HEAD"].includes(c.req.method) && isPage(c.req.path)) return toHttps(c);
  throw new DomainError("malformed-request", {
    detail:
      "Only https is accepted here. If this was https, the proxy has to say so in X-Forwarded-Proto.",
  });
};

function toHttps(c: Context<AppEnv>): Response {
  const { hostname, pathname, search } = new URL(c.req.url);
  c.header("Cache-Control", "no-store");
  return c.redirect(`https://${hostname}${pathname}${search}`, 308);
}
