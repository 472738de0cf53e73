import { DomainError, sessionEnded } from "#api/errors.ts";
import type { Services } from "#api/services.ts";
import type { PresentedToken, SessionWork } from "#db/repositories/sessions.ts";
import { accessTokenSeconds, signAccessToken } from "./access-token.ts";
import { hashToken, newOpaqueToken } from "./opaque-token.ts";
import type { TokenPair } from "./schemas.ts";
import { sealToken, unsealToken } from "./seal-token.ts";
import { sessionsEnded } from "./sessions-ended.ts";
import { refreshExpiry } from "./sign-in.ts";

/**
 * Exchanges a refresh token for a new pair. Each is good for one exchange; within the leeway the
 * direct parent gets the same successor again while nobody has used that, so that an answer lost on
 * the way signs nobody out. Any other token that was used before ends its session: one of the two
 * who hold it has stolen it.
 *
 * @throws DomainError token-invalid, session-ended, account-deactivated or refresh-token-reused
 */
export async function refresh(services: Services, presented: string): Promise<TokenPair> {
  const hash = await hashToken(presented);
  const outcome = await services.sessions.withPresentedToken(hash, (token, session) =>
    exchange(services, { presented, hash, token, session }),
  );
  // Thrown only now, so that the end of a session is not undone with the transaction.
  if (outcome instanceof DomainError) throw outcome;
  const { userId, sessionId, refreshToken } = outcome;
  const now = services.now();
  return {
    accessToken: await signAccessToken({ userId, sessionId }, services.config.JWT_KEYS, now),
    refreshToken,
    expiresIn: accessTokenSeconds,
    tokenType: "Bearer",
  };
}

interface Exchange {
  presented: string;
  hash: string;
  token: PresentedToken | undefined;
  session: SessionWork;
}

type Exchanged = { userId: string; sessionId: string; refreshToken: string };

async function exchange(services: Services, given: Exchange): Promise<Exchanged | DomainError> {
  const { token, session } = given;
  const now = services.now();
  if (token === undefined) return new DomainError("token-invalid");
  if (!token.isActive) return new DomainError("account-deactivated");
  if (token.hasEnded || token.expiresAt <= now) {
    return sessionEnded();
  }
  const { userId, sessionId } = token;
  if (token.usedAt === null) {
    return { userId, sessionId, refreshToken: await rotate(given, sessionId, now) };
  }
  const successor = await sameSuccessor(services, given, now);
  if (successor !== undefined) return { userId, sessionId, refreshToken: successor };
  await session.end(sessionId, now);
  sessionsEnded(services, userId, (id) => id === sessionId);
  services.log.warning("refresh token reused", { sessionId });
  return new DomainError("refresh-token-reused", {
    detail: "The session has ended: sign in again.",
  });
}

async function rotate(
  { presented, hash, session }: Exchange,
  sessionId: string,
  now: Date,
): Promise<string> {
  const successor = newOpaqueToken();
  const succession = {
    presentedHash: hash,
    sessionId,
    successorHash: await hashToken(successor),
    sealedSuccessor: await sealToken(successor, presented),
    expiresAt: refreshExpiry(now),
  };
  await session.rotate(succession, now);
  return successor;
}

/** The successor a parent may have again; undefined when it is too late or that has been used. */
async function sameSuccessor(
  { config }: Services,
  { presented, token, session }: Exchange,
  now: Date,
): Promise<string | undefined> {
  if (token?.usedAt == null || token.sealedSuccessor === null) return undefined;
  const leewayMs = config.REFRESH_REUSE_LEEWAY_SECONDS * 1000;
  if (now.getTime() - token.usedAt.getTime() > leewayMs) return undefined;
  const successor = await unsealToken(token.sealedSuccessor, presented);
  return (await session.isUnused(await hashToken(successor))) ? successor : undefined;
}
