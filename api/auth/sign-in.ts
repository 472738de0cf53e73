import { v7 as uuidv7 } from "uuid";

import type { ApiConfig } from "#api/config.ts";
import { toMe } from "#api/me/to-me.ts";
import type { Account, NewSession } from "#db/repositories/users.ts";
import { accessTokenSeconds, signAccessToken } from "./access-token.ts";
import type { SignedIn } from "./schemas.ts";

const refreshTokenDays = 30;

/** Who is at the door, as far as that is known. */
export interface Visitor {
  userAgent: string | undefined;
  /** As `clientAddress`. */
  address: string | undefined;
}

/** A new session for a user, and its refresh token, which only its hash is stored of. */
export async function newSession(
  userId: string,
  userAgent: string | undefined,
  now: Date,
): Promise<{ session: NewSession; refreshToken: string }> {
  const refreshToken = newRefreshToken();
  const session = {
    id: uuidv7(),
    userId,
    userAgent: userAgent?.slice(0, 255) ?? null,
    createdAt: now,
    refreshTokenHash: await hashRefreshToken(refreshToken),
    refreshExpiresAt: refreshExpiry(now),
  };
  return { session, refreshToken };
}

/** An opaque refresh token of 256 random bits. */
export const newRefreshToken = () => toBase64Url(crypto.getRandomValues(new Uint8Array(32)));

/** Until when a refresh token made now is good. */
export const refreshExpiry = (now: Date) =>
  new Date(now.getTime() + refreshTokenDays * 24 * 60 * 60 * 1000);

/** What a client gets for a session that has just begun. */
export async function toSignedIn(
  account: Account,
  { session, refreshToken }: { session: NewSession; refreshToken: string },
  { config, now }: { config: ApiConfig; now: Date },
): Promise<SignedIn> {
  const ref = { userId: account.user.id, sessionId: session.id };
  return {
    user: toMe(account, now),
    accessToken: await signAccessToken(ref, config.JWT_KEYS, now),
    refreshToken,
    expiresIn: accessTokenSeconds,
    tokenType: "Bearer",
  };
}

/** SHA-256 in hex: the token has 256 random bits, so a fast hash hides it. */
export async function hashRefreshToken(token: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(token));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function toBase64Url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
}
