import type { MiddlewareHandler } from "hono";

import type { AppEnv } from "./app-env.ts";

/** For answers that are no page: nothing of them is ever to be run, shown or framed. */
const nothingPolicy =
  "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const onEverything: [name: string, value: string][] = [
  ["X-Content-Type-Options", "nosniff"],
  ["Referrer-Policy", "no-referrer"],
  ["X-Frame-Options", "DENY"],
  ["Cross-Origin-Opener-Policy", "same-origin"],
  ["Cross-Origin-Resource-Policy", "same-origin"],
  ["Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"],
  ["Content-Security-Policy", nothingPolicy],
];

/** What a browser needs to be told about any answer. A page states a policy of its own. */
export const secureHeaders: MiddlewareHandler<AppEnv> = async (c, next) => {
  for (const [name, value] of onEverything) c.header(name, value);
  await next();
};

/**
 * Personal data stay out of every shared cache, and a private one asks with the ETag each time. What
 * changes something is not kept at all. Routes that know better say so.
 */
export const personal: MiddlewareHandler<AppEnv> = async (c, next) => {
  const isRead = c.req.method === "GET" || c.req.method === "HEAD";
  c.header("Cache-Control", isRead ? "private, no-cache" : "no-store");
  await next();
};
