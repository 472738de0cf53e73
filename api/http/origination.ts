import type { Context, MiddlewareHandler } from "hono";

import { DomainError } from "#api/errors.ts";
import type { AppEnv } from "./app-env.ts";
import { originationOf } from "./client-address.ts";
import { warnOfUnnamedProxy } from "./warn-of-unnamed-proxy.ts";

/** HSTS for a year; browsers then ask for this host by https only. */
const strictTransport = "max-age=31536000; includeSubDomains";

/** What a browser opens rather than a program: worth being sent on to https. */
const isPage = (path: string) => path === "/" || path === "/docs" || path.startsWith("/docs/");

/** What a look from the proxy's own machine is for; it says nothing of anybody. */
const isProbe = (path: string) =>
  /^\/(livez|readyz|health|metrics|v1\/reports\/annual)$/.test(path);

/**
 * Finds out where a request comes from, and in production refuses what a trusted proxy, or the edge,
 * has passed on without saying that it came by https. One that says nothing at all of whom it speaks
 * for is no better: only looks at the service itself are answered then. Programs get a problem and no
 * redirect: one that is redirected goes on sending its token in the clear each time before.
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
  warnOfUnnamedProxy(c.env.services, arrival);
  const { address, isByProxy, isForwarded, ...by } = originationOf(arrival, config.TRUSTED_PROXIES);
  c.set("clientAddress", address);
  const protocol = c.env.protocol ?? by.protocol;
  const isToldHow = isByProxy || c.env.protocol !== undefined;
  const isHttps = protocol === "https" || new URL(c.req.url).protocol === "https:";
  if (isHttps) c.header("Strict-Transport-Security", strictTransport);
  if (config.NODE_ENV !== "production" || !isToldHow || protocol === "https") return next();
  if (!isForwarded && isProbe(c.req.path)) return next();
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
