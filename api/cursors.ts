import type { JwtKey } from "#api/config.ts";
import { DomainError } from "#api/errors.ts";

const encoder = new TextEncoder();

/**
 * Cursors say where a list goes on and whose list it is: a position and a keyed hash over it and
 * the user. Another user's, another list's or a made-up one is refused alike.
 */
export function createCursorCodec(keys: JwtKey[]) {
  return {
    /** An opaque cursor for this user's list. */
    async encode(list: string, userId: string, position: string[]): Promise<string> {
      const body = JSON.stringify(position);
      const tag = await tagOf(keys[0]!, `${list} ${userId} ${body}`);
      return toBase64Url(`${tag}${body}`);
    },

    /** @throws DomainError validation-failed for anything but a cursor of this user's list */
    async decode(
      list: string,
      userId: string,
      cursor: string | undefined,
    ): Promise<string[] | undefined> {
      if (cursor === undefined) return undefined;
      const plain = fromBase64Url(cursor) ?? "";
      const body = plain.slice(tagLength);
      for (const key of keys) {
        const tag = await tagOf(key, `${list} ${userId} ${body}`);
        if (isEqual(tag, plain.slice(0, tagLength))) return JSON.parse(body);
      }
      const fields = [{ path: "cursor", message: "Not a cursor of this list" }];
      throw new DomainError("validation-failed", { fields });
    },
  };
}

/** Cuts the one row too many that tells whether there is more. */
export function cutPage<T>(rows: T[], limit: number): { page: T[]; last: T | undefined } {
  const page = rows.slice(0, limit);
  return { page, last: rows.length > limit ? page.at(-1) : undefined };
}

const tagLength = 32;

async function tagOf({ secret }: JwtKey, text: string): Promise<string> {
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  const key = await crypto.subtle.importKey("raw", encoder.encode(secret), algorithm, false, [
    "sign",
  ]);
  const tag = await crypto.subtle.sign("HMAC", key, encoder.encode(`cursor ${text}`));
  const hex = Array.from(new Uint8Array(tag), (byte) => byte.toString(16).padStart(2, "0"));
  return hex.join("").slice(0, tagLength);
}

function isEqual(a: string, b: string): boolean {
  if (a.length !== b.length) return false;
  let difference = 0;
  for (let i = 0; i < a.length; i += 1) difference |= a.charCodeAt(i) ^ b.charCodeAt(i);
  return difference === 0;
}

function toBase64Url(ascii: string): string {
  return btoa(ascii).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

function fromBase64Url(text: string): string | undefined {
  try {
    return atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  } catch {
    return undefined;
  }
}
