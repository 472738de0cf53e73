import type { MiddlewareHandler } from "hono";

import { DomainError } from "#api/errors.ts";
import type { AppEnv } from "./app-env.ts";

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: false });

const maxDepth = 32;

/** The one type, in the one charset it can have, with whatever other parameters. */
const jsonType = /^\s*application\/json\s*(;(?!\s*charset\s*=(?!\s*"?utf-8"?\s*(;|$)))[^;,]*)*$/i;
const plainEncoding = /^\s*(identity)?\s*$/i;
const usualMaxBytes = 64 * 1024;

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
  ({ maxBytes = usualMaxBytes, optional = false }: Options = {}): MiddlewareHandler<AppEnv> =>
  async (c, next) => {
    const type = c.req.header("Content-Type");
    const bytes = await readAtMost(c.req.raw, maxBytes);
    const isJson = type !== undefined && jsonType.test(type);
    const absent = optional && bytes.length === 0;
    if (!isJson && !(absent && type === undefined)) {
      throw new DomainError("unsupported-media-type", {
        detail: "Send application/json in UTF-8.",
      });
    }
    if (!plainEncoding.test(c.req.header("Content-Encoding") ?? "")) {
      throw new DomainError("unsupported-media-type", { detail: "Send it without an encoding." });
    }
    const text = absent && isJson ? "{}" : decode(bytes);
    if (isJson) refuseUnstorable(parse(text));
    // hono's own type for the cache says string where it keeps and awaits a promise.
    c.req.bodyCache.text = Promise.resolve(text) as unknown as string;
    await next();
  };

/**
 * Reads whatever body there is, for routes that ask for none: at most 64 KiB of it.
 *
 * @throws DomainError too-large or malformed-request
 */
export const anyBody: MiddlewareHandler<AppEnv> = async (c, next) => {
  const text = decode(await readAtMost(c.req.raw, usualMaxBytes));
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
  for await (const chunk of arriving(request.body)) {
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

/** The pieces of a body. One that breaks off is the doing of its sender. */
async function* arriving(body: ReadableStream<Uint8Array> | null): AsyncGenerator<Uint8Array> {
  try {
    yield* body ?? [];
  } catch (cause) {
    const detail = "The body did not arrive whole.";
    throw new DomainError("malformed-request", { detail, cause });
  }
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
