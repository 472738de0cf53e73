import type { Context } from "hono";

import { DomainError } from "#api/errors.ts";
import type { AppEnv } from "./app-env.ts";

const visible = /^[\x21-\x7E]{1,255}$/;

/**
 * The request's Idempotency-Key, if it has one, with a digest of method, path and body.
 *
 * @throws DomainError malformed-request for a key that is none
 */
export async function idempotencyOf(
  c: Context<AppEnv>,
): Promise<{ key: string; fingerprint: string } | undefined> {
  const key = c.req.header("Idempotency-Key");
  if (key === undefined) return undefined;
  if (!visible.test(key)) {
    const detail = "An Idempotency-Key has 1 to 255 visible ASCII characters.";
    throw new DomainError("malformed-request", { detail });
  }
  const { pathname } = new URL(c.req.url);
  const request = `${c.req.method} ${pathname}\n${await c.req.text()}`;
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(request));
  const hex = Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0"));
  return { key, fingerprint: hex.join("") };
}
