import type { MiddlewareHandler } from "hono";

import { DomainError } from "#api/errors.ts";
import type { AppEnv } from "./app-env.ts";

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: false });

const maxDepth = 32;

/** How many times the allowed size is read before the connection is given up. */
const patience = 16;

interface Options {
  maxBytes?: number;
  /** Whether there may be no body at all, which then counts as an empty object. */
  optional?: boolean;
}

/**
 * Reads the body of a JSON request once, at the door: at most `maxBytes`, UTF-8, JSON, not nested
 * deeper than 32, and without the two things a text column cannot keep (NUL and lone surrogates).
 * What follows reads it from memory.
 *
 * @throws DomainError unsupported-media-type, too-large, malformed-request or validation-failed
 */
export const jsonBody =
  ({ maxBytes = 64 * 1024, optional = false }: Options = {}): MiddlewareHandler<AppEnv> =>
  async (c, next) => {
    const type = c.req.header("Content-Type")?.split(";")[0]?.trim().toLowerCase();
    const bytes = await readAtMost(c.req.raw, maxBytes);
    const isJson = type === "application/json";
    const absent = optional && bytes.length === 0;
    if (!isJson && !(absent && type === undefined)) {
      throw new DomainError("unsupported-media-type", { detail: "Send application/json." });
    }
    const text = absent && isJson ? "{}" : decode(bytes);
    if (isJson) refuseUnstorable(parse(text));
    // hono's own type for the cache says string where it keeps and awaits a promise.
    c.req.bodyCache.text = Promise.resolve(text) as unknown as string;
    await next();
  };

/**
 * The body of a request. One that turns out too large is still read for a while, so that its sender
 * gets to see the answer and can use the connection again.
 */
async function readAtMost(request: Request, maxBytes: number): Promise<Uint8Array> {
  const declared = Number(request.headers.get("Content-Length") ?? 0);
  if (declared > maxBytes) throw tooLarge(maxBytes);
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.length;
    if (size > maxBytes * patience) throw tooLarge(maxBytes);
    if (size <= maxBytes) chunks.push(chunk);
  }
  if (size > maxBytes) throw tooLarge(maxBytes);
  const bytes = new Uint8Array(size);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.length;
  }
  return bytes;
}

const tooLarge = (maxBytes: number) =>
  new DomainError("too-large", { detail: `At most ${maxBytes} bytes are accepted here.` });

function decode(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes);
  } catch {
    throw new DomainError("malformed-request", { detail: "The body is not UTF-8." });
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new DomainError("malformed-request", { detail: "The body is not JSON." });
  }
}

/**
 * Refuses JSON nested too deep, and the two things a text column cannot keep.
 *
 * @throws DomainError validation-failed
 */
export function refuseUnstorable(value: unknown, depth = 0): void {
  if (depth > maxDepth) throw invalid(`Nested deeper than ${maxDepth}`);
  if (typeof value === "string") {
    if (value.isWellFormed() && !value.includes("\0")) return;
    throw invalid("Contains a NUL character or half a surrogate pair");
  }
  if (typeof value !== "object" || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    refuseUnstorable(key, depth);
    refuseUnstorable(inner, depth + 1);
  }
}

const invalid = (message: string) =>
  new DomainError("validation-failed", { fields: [{ path: "", message }] });
