import type { Context } from "hono";

import { DomainError } from "#api/errors.ts";
import type { AppEnv } from "./app-env.ts";
import { refuseUnstorable } from "./json-body.ts";

const visible = /^[\x21-\x7E]{1,255}$/;

/**
 * The request's Idempotency-Key, if it has one, with the fingerprint of the request.
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
  const body = jsonOrText(await c.req.text());
  return { key, fingerprint: await fingerprintOf(c.req.method, pathname, body) };
}

/**
 * A body as it counts: routes that ask for none take whatever there is. What is nested deeper than any
 * route takes counts as the text it is, because putting its keys in order could go no deeper either.
 */
function jsonOrText(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    refuseUnstorable(value);
    return value;
  } catch {
    return text;
  }
}

/**
 * A digest of what a request asks for: SHA-256 in hex over method, path and the body's JSON with its
 * keys in order, so that the same request counts as the same however its JSON is written.
 */
export async function fingerprintOf(method: string, path: string, body: unknown): Promise<string> {
  const request = `${method} ${path}\n${JSON.stringify(body, inOrder)}`;
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(request));
  const hex = Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0"));
  return hex.join("");
}

function inOrder(_key: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
