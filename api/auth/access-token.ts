import { decode, sign, verify } from "hono/jwt";
import { v7 as uuidv7 } from "uuid";

import type { JwtKey } from "#api/config.ts";
import { DomainError } from "#api/errors.ts";

const algorithm = "HS256";
const issuer = "sarah-ai";
const audience = "sarah-ai-api";
const clockSkewSeconds = 30;

/** How long an access token lasts. */
export const accessTokenSeconds = 24 * 60 * 60;

/** Who an access token speaks for. */
export interface SessionRef {
  userId: string;
  sessionId: string;
}

/** A session, and until when a token speaks for it. */
export interface Identity {
  session: SessionRef;
  expiresAt: Date;
}

/** A signed access token (JWT, HS256, 24 hours) for a session. The first key signs. */
export async function signAccessToken(
  session: SessionRef,
  keys: JwtKey[],
  now: Date,
): Promise<string> {
  const [key] = keys;
  if (key === undefined) throw new Error("There is no key to sign with");
  const issuedAt = Math.floor(now.getTime() / 1000);
  const claims = {
    sub: session.userId,
    sid: session.sessionId,
    iat: issuedAt,
    exp: issuedAt + accessTokenSeconds,
    iss: issuer,
    aud: audience,
    jti: uuidv7(),
    typ: "access",
  };
  return sign(claims, toJwk(key), algorithm);
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const isUuid = (value: unknown): value is string => typeof value === "string" && uuid.test(value);

/** The session an access token speaks for. @throws DomainError as `readAccessToken` */
export async function verifyAccessToken(
  token: string,
  keys: JwtKey[],
  now: Date,
): Promise<SessionRef> {
  return (await readAccessToken(token, keys, now)).session;
}

/**
 * What an access token says: signed by one of our keys with our one algorithm, with all claims as
 * `signAccessToken` writes them.
 *
 * @throws DomainError token-invalid, or token-expired where nothing else is wrong
 */
export async function readAccessToken(token: string, keys: JwtKey[], now: Date): Promise<Identity> {
  const claims = await verifiedClaims(token, keys);
  const seconds = now.getTime() / 1000;
  const { sub, sid, iat, exp, aud, jti, typ } = claims;
  const sound =
    // One that is for others as well is none that was signed here.
    aud === audience &&
    isUuid(sub) &&
    isUuid(sid) &&
    isUuid(jti) &&
    typeof iat === "number" &&
    typeof exp === "number" &&
    exp - iat <= accessTokenSeconds &&
    typ === "access" &&
    iat <= seconds + clockSkewSeconds;
  if (!sound) throw new DomainError("token-invalid");
  if (exp <= seconds) throw new DomainError("token-expired", { detail: "Refresh it." });
  return { session: { userId: sub, sessionId: sid }, expiresAt: new Date(exp * 1000) };
}

/** Three parts in base64url as RFC 7515 has it: a decoder would take padding and other alphabets too. */
const compact = /^[\w-]+\.[\w-]+\.[\w-]+$/;

async function verifiedClaims(token: string, keys: JwtKey[]): Promise<Record<string, unknown>> {
  try {
    if (!compact.test(token)) throw new DomainError("token-invalid");
    const key = keyFor(decode(token).header, keys);
    if (key === undefined) throw new DomainError("token-invalid");
    const options = { alg: algorithm, iss: issuer, aud: audience, exp: false, iat: false } as const;
    return await verify(token, toJwk(key), options);
  } catch {
    throw new DomainError("token-invalid");
  }
}

/**
 * The key that a header names, if it is one as `signAccessToken` writes it, and nothing besides: what
 * brings a key of its own (`jwk`, `jku`, `x5u` …), or asks for what is not done here (`crit`), is refused.
 */
function keyFor(header: object, keys: JwtKey[]): JwtKey | undefined {
  const { alg, typ, kid, ...others } = header as Record<string, unknown>;
  const isOurs = alg === algorithm && typ === "JWT" && Object.keys(others).length === 0;
  return isOurs ? keys.find((candidate) => candidate.kid === kid) : undefined;
}

/** An `oct` JWK, because hono writes `kid` into the header only for a JWK. */
function toJwk({ kid, secret }: JwtKey) {
  const bytes = new TextEncoder().encode(secret);
  const k = btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
  return { kty: "oct", k, alg: algorithm, kid };
}
