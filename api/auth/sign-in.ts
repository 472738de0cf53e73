import { v7 as uuidv7 } from "uuid";

import type { ApiConfig } from "#api/config.ts";
import { toMe } from "#api/me/to-me.ts";
import type { Account, NewSession } from "#db/repositories/users.ts";
import { accessTokenSeconds, signAccessToken } from "./access-token.ts";
import { hashToken, newOpaqueToken } from "./opaque-token.ts";
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
  const refreshToken = newOpaqueToken();
  const session = {
    id: uuidv7(),
    userId,
    userAgent: userAgent?.slice(0, 255) ?? null,
    createdAt: now,
    refreshTokenHash: await hashToken(refreshToken),
    refreshExpiresAt: refreshExpiry(now),
  };
  return { session, refreshToken };
}

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
